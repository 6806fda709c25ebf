// SPDX-License-Identifier: GPL-3.0-or-later
// The nodes of many stars, in few pieces of memory, those beside each other that share many.

internal import GyroFlows
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// The nodes of each star of a list: those of its color, then those of each of its possible periods.
///
/// Stars come in an order of their own, in which the rows of one are still in the cache when the next one needs them; a
/// position is one in that order.
struct StarNodes: Sendable {
  /// Stars that are consecutive; a class, since what it holds is not to be copied for each star.
  private final class Block: Sendable {
    let nodes: TableNodes
    let stars: [(mixture: MixedPeriods, list: Int)]
    /// The blocks of the table that they need, each once.
    let needed: [DensityTable.Block]

    init(
      _ nodes: TableNodes, _ stars: [(mixture: MixedPeriods, list: Int)],
      needed: [DensityTable.Block]
    ) {
      (self.nodes, self.stars, self.needed) = (nodes, stars, needed)
    }
  }

  /// Where a thread lays nodes out.
  private final class Memory {
    let colors, periods: NodeSums
    /// For each block of the table the stars that needed it last, by their number and one; memory of zeros takes pages
    /// only where something is written.
    private let marks: UnsafeMutablePointer<Int>

    init(_ color: TableNodes.Axis, _ period: TableNodes.Axis, _ layout: DensityTable.Layout) {
      (colors, periods) = (NodeSums(color), NodeSums(period))
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
  /// The index of the star at each position.
  let order: [Int]
  /// The largest number of possible periods of a star.
  let largestPeriodCount: Int
  private static let blockSize = 256
  /// How many stars ahead memory is fetched: laying out a star takes less time than fetching it.
  private static let aheadCount = 4

  /// Puts the numbers of stars on a table.
  init(
    _ stars: some StarList, color: TableNodes.Axis, period: TableNodes.Axis,
    layout: DensityTable.Layout, threadCount: Int
  ) {
    let count = stars.count
    let order = Self.order(stars, color: color, period: period, threadCount: threadCount)
    let blockCount = (count + Self.blockSize - 1) / Self.blockSize
    blocks = [Block](unsafeUninitializedCapacity: blockCount) { blocks, initializedCount in
      initializedCount = blockCount
      nonisolated(unsafe) let blocks = blocks
      concurrentForEach(
        count: blockCount, threadCount: threadCount,
        scratch: { Memory(color, period, layout) },
        { number, memory in
          let first = number * Self.blockSize
          let part = order[first..<min(first + Self.blockSize, count)]
          blocks.initializeElement(
            at: number, to: Self.block(part, of: stars, number: number, layout, memory))
        })
    }
    self.order = order
    largestPeriodCount = blocks.reduce(1) { largest, block in
      block.stars.reduce(largest) { max($0, $1.mixture.backgrounds.count) }
    }
  }

  /// All stars, those beside each other that share many nodes: bands of color one after the other, in them a few nodes in
  /// period at a time, and among these by color.
  private static func order(
    _ stars: some StarList, color: TableNodes.Axis, period: TableNodes.Axis, threadCount: Int
  ) -> [Int] {
    let count = stars.count
    guard count > 1 else { return Array(0..<count) }
    @Sendable func node(_ value: Double, _ axis: TableNodes.Axis) -> Int {
      let node = Int(clamping: (value / axis.step).rounded()) - axis.numbers.lowerBound
      return min(max(node, 0), axis.numbers.count - 1)
    }
    // A band is wide, since the rows within reach of a color's error are read again for each band; and so narrow that
    // those of a few periods stay in the second-level cache.
    let (bandShift, colorShift, periodShift) = (5, 3, 2)
    let colorsPerBand = 1 << (bandShift - colorShift)
    let periodCount = ((period.numbers.count - 1) >> periodShift) + 1
    let placeCount = (((color.numbers.count - 1) >> bandShift) + 1) * periodCount * colorsPerBand
    let places = concurrentMap(count: count, threadCount: threadCount) { index in
      let star = stars.center(of: index)
      let color = node(star.bpRp0, color)
      let period = node(star.log10PeriodDays, period)
      return Int32(
        truncatingIfNeeded: ((color >> bandShift) * periodCount + period >> periodShift)
          * colorsPerBand + color >> colorShift % colorsPerBand)
    }
    // There are not many more places than stars: each star goes behind those of earlier places.
    var starts = [Int32](repeating: 0, count: placeCount + 1)
    for place in places { starts[Int(place) + 1] += 1 }
    for place in starts.indices.dropFirst() { starts[place] += starts[place - 1] }
    var order = [Int](repeating: 0, count: count)
    for (index, place) in places.enumerated() {
      order[Int(starts[Int(place)])] = index
      starts[Int(place)] += 1
    }
    return order
  }

  /// Lays out some stars.
  private static func block(
    _ indices: ArraySlice<Int>, of stars: some StarList, number: Int, _ layout: DensityTable.Layout,
    _ memory: Memory
  ) -> Block {
    var nodes = TableNodes()
    var places: [(mixture: MixedPeriods, list: Int)] = []
    places.reserveCapacity(blockSize)
    for position in indices.indices {
      if position + aheadCount < indices.endIndex { stars.fetch(indices[position + aheadCount]) }
      let star = stars.integral(of: indices[position])
      let mixture = MixedPeriods(star)
      // Without a background of outliers, what is far below the maximum decides as well.
      let followsTails = mixture.background == 0
      places.append((mixture, nodes.count))
      nodes.append(
        center: star.covariates.bpRp0.value, sigma: star.bpRp0ExcessSigma,
        asymmetry: star.bpRp0Asymmetry, followsTails: followsTails, by: memory.colors)
      for period in star.periods {
        nodes.append(
          center: period.log10PeriodDays, sigma: star.log10PeriodDaysSigma,
          asymmetry: star.periodAsymmetry, probability: period.weight,
          followsTails: followsTails, by: memory.periods)
      }
    }
    var needed: [DensityTable.Block] = []
    nodes.withLists { lists in
      for star in places {
        for place in star.mixture.backgrounds.indices {
          layout.forEachBlock(
            seconds: lists(star.list).numbers, values: lists(star.list + 1 + place).numbers
          ) { if memory.note($0, stars: number) { needed.append($0) } }
        }
      }
    }
    return Block(nodes, places, needed: needed)
  }

  /// The blocks of the table that the stars need, some of them several times.
  func forEachNeeded(_ body: ([DensityTable.Block]) -> Void) {
    for block in blocks { body(block.needed) }
  }

  /// Hands out the nodes of the color of the star at a position with those of each of its periods; returns what is mixed
  /// with their rows.
  @discardableResult
  func withNodes(
    at position: Int, _ body: (_ color: TableNodes.List, _ period: TableNodes.List) -> Void
  ) -> MixedPeriods {
    let block = blocks[position / Self.blockSize]
    let (mixture, list) = block.stars[position % Self.blockSize]
    block.nodes.withLists { lists in
      for period in mixture.backgrounds.indices { body(lists(list), lists(list + 1 + period)) }
    }
    return mixture
  }
}
