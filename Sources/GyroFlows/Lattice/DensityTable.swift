// SPDX-License-Identifier: GPL-3.0-or-later
// Densities of an ensemble at the nodes of a table over its second context feature and the value.

internal import GyroKernels
internal import GyroNumerics
internal import GyroPlatform

/// Rows of densities along the sweep, one for each node of the second context feature and of the value.
///
/// For an ensemble with two context features. What blurs a feature or the value is then a set of weights on
/// rows, so that it costs additions and no new densities. Rows are made in blocks of neighboring values, when
/// they are asked for first; a row depends on nothing but its node. The network is evaluated at the nodes
/// themselves, and between the steps of the sweep as ``SweptLattice`` does it.
///
/// Memory is bounded: blocks that were not needed for the longest time make way. Used by one
/// thread at a time, but for ``rows``, which many may read until blocks are asked for again.
package final class DensityTable {
  /// A block of rows, by its number in the second feature and in the value.
  package typealias Block = Int

  /// Which rows lie in which block.
  package struct Layout: Sendable {
    /// A block has two to the power of `blockShift` rows.
    fileprivate let firstSecond, firstValue, blocksPerSecond, blockShift: Int
    /// How many blocks there are.
    package let blockCount: Int

    /// Hands out the blocks of a list of values at each of a list of nodes of the second feature, each once.
    ///
    /// - Parameters:
    ///   - seconds: Numbers of nodes.
    ///   - values: Numbers of nodes in increasing order.
    ///   - body: Takes a block.
    package func forEachBlock(
      seconds: UnsafeBufferPointer<Int32>, values: UnsafeBufferPointer<Int32>,
      _ body: (Block) -> Void
    ) {
      var last = -1
      for value in values {
        let block = (Int(value) - firstValue) >> blockShift
        guard block != last else { continue }
        last = block
        for second in seconds { body((Int(second) - firstSecond) * blocksPerSecond + block) }
      }
    }
  }

  /// Which rows lie in which block.
  package let layout: Layout

  /// The distance between nodes of the value.
  package let valueStep: Double
  /// The distance between nodes of the second feature.
  package var secondStep: Double { lattice.spacing.second }
  /// Numbers in a row: the densities along the sweep, then two sums for each flow, then zeros; a multiple
  /// of 16.
  package let rowLength: Int
  /// Numbers of the nodes that there are; there is no density elsewhere.
  package let seconds, values: ClosedRange<Int>

  private let lattice: SweptLattice
  private let weights: SweepWeights?
  private let sumCount: Int
  private var blocksPerSecond: Int { layout.blocksPerSecond }
  private let blockLimit: Int
  private let blocks: UnsafeMutableBufferPointer<UnsafeMutablePointer<Float>?>
  /// When each block was asked for last.
  private let lastRounds: UnsafeMutableBufferPointer<UInt32>
  private var held: [Block] = []
  private var needed: [Block] = []
  private var round: UInt32 = 0

  /// Rows in a block of a table for many stars.
  package static let usualBlockLength = 16
  private var blockLength: Int { 1 << layout.blockShift }

  /// Starts with an empty table; nil if the ensemble does not have two context features.
  ///
  /// - Parameters:
  ///   - ensemble: What is tabulated.
  ///   - spacing: Steps along the sweep and in the second feature.
  ///   - valueStep: The distance between nodes of the value.
  ///   - second: Where nodes of the second feature are wanted.
  ///   - value: Where nodes of the value are wanted.
  ///   - weights: By which each flow's own densities, divided by the number of flows, are summed up.
  ///   - byteLimit: About how many bytes of rows are kept.
  ///   - blockLength: Rows in a block, a power of two, which changes no row: many for many stars, since blocks are looked up; one for a single star,
  ///     which then makes no row that it does not need.
  package init?(
    _ ensemble: FlowEnsemble, spacing: LatticeSpacing, valueStep: Double,
    second: ClosedRange<Double>, value: ClosedRange<Double>, weights: SweepWeights?,
    byteLimit: Int = 400 << 20, blockLength: Int = DensityTable.usualBlockLength
  ) {
    precondition(
      valueStep > 0 && blockLength > 0 && blockLength.nonzeroBitCount == 1,
      "a step of \(valueStep), \(blockLength) rows in a block")
    guard ensemble.contextCount == 2,
      let lattice = SweptLattice(ensemble, spacing: spacing, byteLimit: 64 << 20, isAtNodes: true)
    else { return nil }
    (self.lattice, self.weights, self.valueStep) = (lattice, weights, valueStep)
    // Two nodes more on either side, for cubic interpolation at the ends.
    func numbers(_ range: ClosedRange<Double>, _ step: Double) -> ClosedRange<Int> {
      let first = Int(clamping: (range.lowerBound / step).rounded(.down)) - 2
      return first...(Int(clamping: (range.upperBound / step).rounded(.up)) + 2)
    }
    seconds = numbers(second, spacing.second)
    values = numbers(value, valueStep)
    sumCount = weights == nil ? 0 : 2 * ensemble.flows.count
    let lanes = SweptLattice.laneCount
    rowLength = (spacing.count + sumCount + lanes - 1) / lanes * lanes
    let blocksPerSecond = (values.count + blockLength - 1) / blockLength
    layout = Layout(
      firstSecond: seconds.lowerBound, firstValue: values.lowerBound,
      blocksPerSecond: blocksPerSecond, blockShift: blockLength.trailingZeroBitCount,
      blockCount: seconds.count * blocksPerSecond)
    blockLimit = max(64, byteLimit / (blockLength * rowLength * MemoryLayout<Float>.size))
    blocks = .allocateZeros(layout.blockCount)
    lastRounds = .allocateZeros(layout.blockCount)
  }

  deinit {
    for block in held { blocks[block]?.deallocate() }
    free(blocks.baseAddress)
    free(lastRounds.baseAddress)
  }

  /// The rows that are held; valid until blocks are asked for again.
  package struct Rows: @unchecked Sendable {
    fileprivate let blocks: UnsafeMutableBufferPointer<UnsafeMutablePointer<Float>?>
    fileprivate let firstSecond, firstValue, blocksPerSecond, blockShift, rowLength: Int

    /// The row of a node that lies in a block which is held, shape `[rowLength]`.
    package func row(second: Int32, value: Int32) -> UnsafePointer<Float> {
      row(value, of: blocks.baseAddress, at: second)
    }

    /// The row of a value in the blocks of a node of the second feature.
    private func row(
      _ value: Int32, of blocks: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>?,
      at second: Int32
    ) -> UnsafePointer<Float> {
      let place = Int(value) &- firstValue
      let column = (Int(second) &- firstSecond) &* blocksPerSecond
      guard let block = blocks?[column &+ place &>> blockShift] else {
        preconditionFailure("the block of node \(second), \(value) is not held")
      }
      return UnsafePointer(block + (place & (1 &<< blockShift &- 1)) &* rowLength)
    }

    /// The rows of a list of values at each of a list of nodes of the second feature, which all lie in blocks that are
    /// held: row by row, the values of a node together.
    ///
    /// - Parameters:
    ///   - seconds: Numbers of nodes.
    ///   - values: Numbers of nodes.
    ///   - rows: Overwritten, shape `[seconds.count, values.count]`.
    package func find(
      seconds: UnsafeBufferPointer<Int32>, values: UnsafeBufferPointer<Int32>,
      into rows: UnsafeMutableBufferPointer<UnsafePointer<Float>?>
    ) {
      precondition(rows.count == seconds.count * values.count, "room for \(rows.count) rows")
      let blocks = blocks.baseAddress
      var node = 0
      for second in seconds {
        for value in values {
          rows[node] = row(value, of: blocks, at: second)
          node &+= 1
        }
      }
    }

    /// Adds rows with their weights to a sum.
    ///
    /// - Parameters:
    ///   - rows: Rows of any nodes.
    ///   - weights: One for each.
    ///   - columns: Which numbers of the rows, a multiple of 16.
    ///   - sum: Shape `[rowLength]`.
    package func add(
      _ rows: UnsafeBufferPointer<UnsafePointer<Float>?>,
      times weights: UnsafeBufferPointer<Float>, columns: Range<Int>,
      to sum: UnsafeMutablePointer<Float>
    ) {
      precondition(rows.count == weights.count, "\(rows.count) rows, \(weights.count) weights")
      precondition(
        columns.lowerBound >= 0 && columns.upperBound <= rowLength
          && columns.count.isMultiple(of: SweptLattice.laneCount), "columns \(columns)")
      gyro_add_rows(
        rows.baseAddress, weights.baseAddress, rows.count, columns.lowerBound, columns.upperBound,
        sum)
    }
  }

  /// The rows that are held.
  package var rows: Rows {
    Rows(
      blocks: blocks, firstSecond: seconds.lowerBound, firstValue: values.lowerBound,
      blocksPerSecond: blocksPerSecond, blockShift: layout.blockShift, rowLength: rowLength)
  }

  /// Forgets which blocks were asked for.
  package func begin() {
    round += 1
    needed.removeAll(keepingCapacity: true)
  }

  /// Asks for the blocks of a list of values at each of a list of nodes of the second feature.
  ///
  /// - Parameters:
  ///   - seconds: Numbers of nodes.
  ///   - values: Numbers of nodes in increasing order.
  /// - Returns: Whether as many blocks as fit into memory have been asked for.
  package func ask(seconds: [Int32], values: [Int32]) -> Bool {
    seconds.withUnsafeBufferPointer { seconds in
      values.withUnsafeBufferPointer { ask(seconds: seconds, values: $0) }
    }
  }

  /// The same for nodes that lie anywhere in memory.
  package func ask(
    seconds: UnsafeBufferPointer<Int32>, values: UnsafeBufferPointer<Int32>
  ) -> Bool {
    layout.forEachBlock(seconds: seconds, values: values, ask)
    return needed.count >= blockLimit
  }

  /// Asks for blocks; whether all that have been asked for fit into memory.
  package func ask(for blocks: [Block]) -> Bool {
    for block in blocks { ask(block) }
    return needed.count <= blockLimit
  }

  private func ask(_ block: Block) {
    guard lastRounds[block] != round else { return }
    lastRounds[block] = round
    needed.append(block)
  }

  /// Makes what is missing of the blocks that were asked for; they stay until others are.
  ///
  /// - Parameter threadCount: How many threads share the work.
  package func hold(threadCount: Int) {
    let missing = needed.filter { blocks[$0] == nil }.sorted()
    makeWay(for: missing.count)
    let madeTogether = max(1, Self.rowsMadeTogether / blockLength)
    for start in stride(from: 0, to: missing.count, by: madeTogether) {
      let made = missing[start..<min(start + madeTogether, missing.count)]
      make(Array(made), threadCount: threadCount)
    }
    held += missing
  }

  /// Rows that are made together: some 6 MB of densities.
  private static let rowsMadeTogether = 4096

  /// Drops blocks that are not needed now, those first that were not for the longest time.
  private func makeWay(for count: Int) {
    let excess = held.count + count - blockLimit
    guard excess > 0 else { return }
    let idle = held.filter { lastRounds[$0] < round }
      .sorted { (lastRounds[$0], $0) < (lastRounds[$1], $1) }
    for block in idle.prefix(excess) {
      blocks[block]?.deallocate()
      blocks[block] = nil
    }
    held.removeAll { blocks[$0] == nil }
  }

  private func make(_ made: [Block], threadCount: Int) {
    let (length, count) = (blockLength, lattice.spacing.count)
    let queries = made.flatMap { block in
      let second = Double(seconds.lowerBound + block / blocksPerSecond) * secondStep
      let first = values.lowerBound + block % blocksPerSecond * length
      return (first..<(first + length)).map {
        SweptQuery(second: second, third: 0, value: Double($0) * valueStep)
      }
    }
    let densities = UnsafeMutableBufferPointer<Float>.allocate(capacity: queries.count * count)
    let sums = UnsafeMutableBufferPointer<Float>.allocate(capacity: queries.count * sumCount)
    defer {
      densities.deallocate()
      sums.deallocate()
    }
    lattice.densities(
      of: queries, threadCount: threadCount, into: densities, weights: weights, sums: sums)
    nonisolated(unsafe) let (from, fromSums, blocks) = (densities, sums, blocks)
    let (rowLength, sumCount) = (rowLength, sumCount)
    concurrentForEach(
      count: made.count, threadCount: min(threadCount, max(1, queries.count / 256)), scratch: {}
    ) { index, _ in
      let rows = UnsafeMutablePointer<Float>.allocateAligned(capacity: length * rowLength)
      rows.initialize(repeating: 0, count: length * rowLength)
      for row in 0..<length {
        let (source, target) = (index * length + row, rows + row * rowLength)
        for column in 0..<count { target[column] = from[source * count + column] }
        for sum in 0..<sumCount { target[count + sum] = fromSums[source * sumCount + sum] }
      }
      blocks[made[index]] = rows
    }
  }
}

extension UnsafeMutableBufferPointer {
  /// Memory that reads as zeros and takes pages only where something is written; `free` gives it back.
  fileprivate static func allocateZeros(_ count: Int) -> Self {
    guard let memory = calloc(count, MemoryLayout<Element>.stride) else {
      preconditionFailure("no memory for \(count) blocks of rows")
    }
    return Self(start: memory.bindMemory(to: Element.self, capacity: count), count: count)
  }
}
