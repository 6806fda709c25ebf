// SPDX-License-Identifier: GPL-3.0-or-later
// The nodes of many stars, in few pieces of memory.

internal import GyroNumerics
internal import GyroQuantities

/// The nodes of each star of a list: those of its color, then those of each of its possible periods.
struct StarNodes: Sendable {
  /// Stars that are consecutive.
  private final class Block: Sendable {
    let nodes: TableNodes
    let stars: [(mixture: MixedPeriods, list: Int?)]
    let largestPeriodCount: Int

    init(_ nodes: TableNodes, _ stars: [(mixture: MixedPeriods, list: Int?)]) {
      (self.nodes, self.stars) = (nodes, stars)
      largestPeriodCount = stars.reduce(1) { max($0, $1.mixture.backgrounds.count) }
    }
  }

  private let blocks: [Block]
  /// The largest number of possible periods of a star.
  let largestPeriodCount: Int
  private static let blockSize = 256

  /// Puts the numbers of stars on a table.
  init(
    of stars: [LikelihoodIntegral], color: TableNodes.Axis, period: TableNodes.Axis,
    threadCount: Int
  ) {
    blocks = concurrentMap(
      count: (stars.count + Self.blockSize - 1) / Self.blockSize, threadCount: threadCount
    ) { index in
      let first = index * Self.blockSize
      var nodes = TableNodes()
      var (colors, periods) = (NodeSums(color), NodeSums(period))
      let part = stars[first..<min(first + Self.blockSize, stars.count)].map { star in
        let mixture = MixedPeriods(star)
        // Without nodes it must be computed on its own.
        guard BatchPosteriors.canSummarize(star) else { return (mixture, Int?.none) }
        let list = nodes.count
        nodes.append(
          center: star.covariates.bpRp0.value, sigma: star.bpRp0ExcessSigma,
          asymmetry: star.bpRp0Asymmetry, by: &colors)
        for period in star.periods {
          nodes.append(
            center: period.log10PeriodDays, sigma: star.log10PeriodDaysSigma,
            asymmetry: star.periodAsymmetry, probability: period.weight, by: &periods)
        }
        return (mixture, list)
      }
      return Block(nodes, part)
    }
    largestPeriodCount = blocks.reduce(1) { max($0, $1.largestPeriodCount) }
  }

  /// The stars that have nodes, those beside each other that share many: their rows are then still in the cache.
  var order: [Int] {
    var keys: [UInt64] = []
    for (number, block) in blocks.enumerated() {
      block.nodes.withLists { lists in
        for (index, star) in block.stars.enumerated() {
          guard let list = star.list else { continue }
          func middle(_ list: TableNodes.List) -> UInt64 {
            list.numbers.isEmpty
              ? 0
              : UInt64(UInt16(truncatingIfNeeded: list.numbers[list.numbers.count / 2] + 1 << 15))
          }
          // A few nodes in color together, among them by period.
          let (color, period) = (middle(lists(list)) >> 3, middle(lists(list + 1)))
          keys.append(color << 48 | period << 32 | UInt64(number * Self.blockSize + index))
        }
      }
    }
    keys.sort()
    return keys.map { Int($0 & 0xffff_ffff) }
  }

  /// Hands out the nodes of a star's color with those of each of its periods.
  func withNodes(
    of star: Int, _ body: (_ color: TableNodes.List, _ period: TableNodes.List) -> Void
  ) {
    let (block, list, periodCount) = place(of: star)
    block.nodes.withLists { lists in
      for period in 0..<periodCount { body(lists(list), lists(list + 1 + period)) }
    }
  }

  /// Sums up the rows of a star; returns what is mixed with them.
  func add(_ star: Int, to sums: RowSums) -> MixedPeriods {
    let (block, list, periodCount) = place(of: star)
    block.nodes.withLists { sums.add($0, color: list, periodCount: periodCount) }
    return block.stars[star % Self.blockSize].mixture
  }

  /// Where the nodes of a star are, and how many possible periods it has.
  private func place(of star: Int) -> (Block, list: Int, periodCount: Int) {
    let block = blocks[star / Self.blockSize]
    let index = star % Self.blockSize
    guard let list = block.stars[index].list else { preconditionFailure("a star without nodes") }
    return (block, list, block.stars[index].mixture.backgrounds.count)
  }
}
