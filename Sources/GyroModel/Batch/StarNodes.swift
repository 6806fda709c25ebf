// SPDX-License-Identifier: GPL-3.0-or-later
// The nodes of many stars, in few pieces of memory.

internal import GyroFlows
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// The nodes of each star of a list: those of its color, then those of each of its possible periods.
struct StarNodes: Sendable {
  /// Stars that are consecutive.
  fileprivate struct Block: Sendable {
    var nodes = TableNodes()
    var stars: [(mixture: MixedPeriods, list: Int)] = []
    /// The blocks of the table that they need, each once.
    var needed: [DensityTable.Block] = []
  }

  /// Where a thread notes what was needed.
  private final class Marks {
    /// For each block of the table the stars that needed it last, by their number and one; memory of zeros takes pages only
    /// where something is written.
    private let marks: UnsafeMutablePointer<Int>

    init(_ layout: DensityTable.Layout) {
      guard let memory = calloc(layout.blockCount, MemoryLayout<Int>.stride) else {
        preconditionFailure("no memory for marks of \(layout.blockCount) blocks")
      }
      marks = memory.bindMemory(to: Int.self, capacity: layout.blockCount)
    }

    deinit { free(marks) }

    /// Notes that some stars need a block; whether it is the first time.
    func note(_ block: DensityTable.Block, stars: Int) -> Bool {
      defer { marks[block] = stars + 1 }
      return marks[block] != stars + 1
    }
  }

  private let blocks: [Block]
  /// The largest number of possible periods of a star.
  let largestPeriodCount: Int
  private static let blockSize = 256

  /// Puts the numbers of stars on a table.
  init(
    count: Int, of star: @Sendable (Int) -> LikelihoodIntegral, color: TableNodes.Axis,
    period: TableNodes.Axis, layout: DensityTable.Layout, threadCount: Int
  ) {
    let blockCount = (count + Self.blockSize - 1) / Self.blockSize
    blocks = [Block](unsafeUninitializedCapacity: blockCount) { blocks, initializedCount in
      initializedCount = blockCount
      nonisolated(unsafe) let blocks = blocks
      concurrentForEach(
        count: blockCount, threadCount: threadCount,
        scratch: { Marks(layout) },
        { number, marks in
          let first = number * Self.blockSize
          var block = Block()
          var (colors, periods) = (NodeSums(color), NodeSums(period))
          for index in first..<min(first + Self.blockSize, count) {
            block.append(star(index), &colors, &periods)
          }
          block.findNeeded(layout) { marks.note($0, stars: number) }
          blocks.initializeElement(at: number, to: block)
        })
    }
    largestPeriodCount = blocks.reduce(1) { largest, block in
      block.stars.reduce(largest) { max($0, $1.mixture.backgrounds.count) }
    }
  }

  /// The blocks of the table that the stars need, some of them several times.
  func forEachNeeded(_ body: ([DensityTable.Block]) -> Void) {
    for block in blocks { body(block.needed) }
  }

  /// All stars, those beside each other that share many nodes: their rows are then still in the cache.
  var order: [Int] {
    var keys: [UInt64] = []
    for (number, block) in blocks.enumerated() {
      block.nodes.withLists { lists in
        for (index, star) in block.stars.enumerated() {
          func middle(_ list: TableNodes.List) -> UInt64 {
            list.numbers.isEmpty
              ? 0
              : UInt64(UInt16(truncatingIfNeeded: list.numbers[list.numbers.count / 2] + 1 << 15))
          }
          // A few nodes in color together, among them by period.
          let (color, period) = (middle(lists(star.list)) >> 3, middle(lists(star.list + 1)))
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
    let (mixture, list) = block.stars[star % Self.blockSize]
    return (block, list, mixture.backgrounds.count)
  }
}

extension StarNodes.Block {
  /// Appends the nodes of a star.
  fileprivate mutating func append(
    _ star: LikelihoodIntegral, _ colors: inout NodeSums, _ periods: inout NodeSums
  ) {
    stars.append((MixedPeriods(star), nodes.count))
    nodes.append(
      center: star.covariates.bpRp0.value, sigma: star.bpRp0ExcessSigma,
      asymmetry: star.bpRp0Asymmetry, by: &colors)
    for period in star.periods {
      nodes.append(
        center: period.log10PeriodDays, sigma: star.log10PeriodDaysSigma,
        asymmetry: star.periodAsymmetry, probability: period.weight, by: &periods)
    }
  }

  /// Collects the blocks that are needed, those that a function accepts.
  fileprivate mutating func findNeeded(
    _ layout: DensityTable.Layout, _ isNew: (DensityTable.Block) -> Bool
  ) {
    var needed: [DensityTable.Block] = []
    nodes.withLists { lists in
      for star in stars {
        for place in star.mixture.backgrounds.indices {
          layout.forEachBlock(
            seconds: lists(star.list).numbers, values: lists(star.list + 1 + place).numbers
          ) { if isNew($0) { needed.append($0) } }
        }
      }
    }
    self.needed = needed
  }
}
