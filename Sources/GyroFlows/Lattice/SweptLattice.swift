// SPDX-License-Identifier: GPL-3.0-or-later
// Densities of an ensemble along a sweep of its first context feature, from tabulated knots.

internal import GyroKernels
internal import GyroNumerics
internal import GyroPlatform

/// Where a sweep begins, how far it goes, and how finely the other two features are tabulated.
package struct LatticeSpacing: Hashable, Sendable {
  /// The first value of the swept feature.
  package var start: Double
  /// The distance between values of the swept feature at which networks are evaluated.
  package var step: Double
  /// How many such values there are, a multiple of 16.
  package var stepCount: Int
  /// Into how many equal parts a step is divided in the result.
  package var partCount: Int
  /// The distance between nodes of the second and of the third feature.
  package var second, third: Double

  /// Takes the numbers.
  package init(
    start: Double, step: Double, stepCount: Int, partCount: Int, second: Double, third: Double
  ) {
    precondition(
      stepCount > 0 && stepCount.isMultiple(of: SweptLattice.laneCount) && partCount > 0,
      "\(stepCount) steps in \(partCount) parts")
    precondition(step > 0 && second > 0 && third > 0, "steps \(step), \(second), \(third)")
    (self.start, self.step, self.stepCount, self.partCount) = (start, step, stepCount, partCount)
    (self.second, self.third) = (second, third)
  }

  /// How many values of the swept feature a result has.
  package var count: Int { stepCount * partCount }
  /// The distance between values of the swept feature in a result.
  package var resultStep: Double { step / Double(partCount) }
}

/// A value whose density is asked for at every value of the swept feature.
package struct SweptQuery: Hashable, Sendable {
  /// The second and third context feature; the third is 0 where there is none.
  package var second, third: Double
  /// The value, in the units of the data.
  package var value: Double

  /// Takes the numbers.
  package init(second: Double, third: Double, value: Double) {
    (self.second, self.third, self.value) = (second, third, value)
  }
}

/// Two weights for each value of the swept feature, by which the densities of each flow are summed up.
package struct SweepWeights: Hashable, Sendable {
  /// The weights, shape `[spacing.count]` each.
  package let zeroth, first: [Float]

  /// Takes the numbers.
  package init(zeroth: [Float], first: [Float]) {
    precondition(zeroth.count == first.count, "\(zeroth.count) and \(first.count) weights")
    (self.zeroth, self.first) = (zeroth, first)
  }
}

/// Tabulates the spline knots of an ensemble over its second and, if it has one, third context feature.
///
/// A query falls into the cell of its nearest node; there every knot is a polynomial of second order
/// through the nine nodes around, and cubic between the steps of the sweep. The splines themselves are
/// evaluated, not tabulated: their edges and steep flanks stay as sharp as they are. A node is
/// computed once and depends on nothing but its place, and a result on nothing but its query, so
/// neither the other queries nor the number of threads can be seen in it.
///
/// Numbers are single precision. What interpolation costs is measured in
/// `Validation/Results/batch.md`.
package final class SweptLattice {
  /// Values that the kernels take at a time.
  package static let laneCount = Int(GYRO_FLOAT_LANES)

  /// Where the nodes lie.
  package let spacing: LatticeSpacing
  let ensemble: FlowEnsemble
  /// Places of every flow's knots in a node.
  let layout: LatticeLayout
  private let nodeLimit: Int
  private let isAtNodes: Bool
  private var nodes: [LatticePlace: LatticeNode] = [:]
  private var round = 0

  /// Starts with an empty table; nil if the ensemble does not have two or three context features.
  ///
  /// - Parameters:
  ///   - ensemble: What is tabulated.
  ///   - spacing: How finely.
  ///   - byteLimit: About how many bytes of nodes are kept.
  ///   - isAtNodes: Whether queries lie at nodes, so that nothing is interpolated between them; others
  ///     are answered at the nearest node.
  package init?(
    _ ensemble: FlowEnsemble, spacing: LatticeSpacing, byteLimit: Int = 400 << 20,
    isAtNodes: Bool = false
  ) {
    guard (2...3).contains(ensemble.contextCount) else { return nil }
    (self.ensemble, self.spacing, self.isAtNodes) = (ensemble, spacing, isAtNodes)
    layout = LatticeLayout(ensemble, spacing: spacing)
    nodeLimit = max(64, byteLimit / (layout.floatCount * MemoryLayout<Float>.size))
  }

  /// How many nodes are in memory.
  package var nodeCount: Int { nodes.count }

  /// The densities of a list of queries at every value of the swept feature.
  ///
  /// - Parameters:
  ///   - queries: What is asked for.
  ///   - threadCount: How many threads share the work.
  ///   - result: Overwritten, row-major, shape `[queries.count, spacing.count]`, per unit of the value.
  ///   - weights: By which each flow's own densities, divided by the number of flows, are summed up.
  ///   - sums: Overwritten with these sums, shape `[queries.count, flows, 2]`; empty without weights.
  package func densities(
    of queries: [SweptQuery], threadCount: Int, into result: UnsafeMutableBufferPointer<Float>,
    weights: SweepWeights? = nil,
    sums: UnsafeMutableBufferPointer<Float> = UnsafeMutableBufferPointer(start: nil, count: 0)
  ) {
    precondition(
      result.count == queries.count * spacing.count,
      "room for \(result.count) densities, need \(queries.count) x \(spacing.count)")
    precondition(
      sums.count == (weights == nil ? 0 : queries.count * layout.flows.count * 2)
        && (weights?.zeroth.count ?? spacing.count) == spacing.count,
      "room for \(sums.count) sums, \(weights?.zeroth.count ?? 0) weights")
    guard let base = result.baseAddress else { return }
    let places = queries.map { LatticePlace($0, spacing) }
    let order = places.enumerated().map { (place: $1.order, query: $0) }
      .sorted { $0 < $1 }.map(\.query)
    var start = 0
    while start < order.count {
      let end = fill(from: start, order: order, places: places, threadCount: threadCount)
      let tasks = Self.tasks(order[start..<end], places: places)
      nonisolated(unsafe) let base = base
      nonisolated(unsafe) let moments = sums.baseAddress
      let surroundings = tasks.map { nodes(around: $0.place) }
      let (layout, spacing, isAtNodes) = (layout, spacing, isAtNodes)
      concurrentForEach(
        count: tasks.count,
        threadCount: Self.threadCount(threadCount, for: end - start, each: Self.queriesPerThread),
        scratch: {
          CellScratch(layout: layout, spacing: spacing, weights: weights, isAtNodes: isAtNodes)
        },
        { index, scratch in
          scratch.evaluate(
            tasks[index], nodes: surroundings[index], queries: queries, result: base,
            moments: moments)
        })
      start = end
    }
  }

  /// Computes the nodes that as many queries need as memory allows; returns where to go on.
  private func fill(
    from start: Int, order: [Int], places: [LatticePlace], threadCount: Int
  ) -> Int {
    round += 1
    var needed: Set<LatticePlace> = []
    var (end, last) = (start, LatticePlace?.none)
    while end < order.count {
      let place = places[order[end]]
      if place != last {
        if needed.count + 9 > nodeLimit, end > start { break }
        needed.formUnion(surroundings(of: place))
        last = place
      }
      end += 1
    }
    let missing = needed.filter { nodes[$0] == nil }.sorted()
    // The nodes that were not used for the longest time make way.
    let excess = nodes.count + missing.count - nodeLimit
    if excess > 0 {
      let idle = nodes.filter { !needed.contains($0.key) }
        .sorted { ($0.value.lastRound, $0.key) < ($1.value.lastRound, $1.key) }
      for (place, _) in idle.prefix(excess) { nodes[place] = nil }
    }
    let (layout, ensemble, spacing) = (layout, ensemble, spacing)
    let made = concurrentMap(
      count: missing.count,
      threadCount: Self.threadCount(threadCount, for: missing.count, each: Self.nodesPerThread)
    ) { index in
      LatticeNode(at: missing[index], of: ensemble, layout: layout, spacing: spacing)
    }
    for (place, node) in zip(missing, made) { nodes[place] = node }
    for place in needed { nodes[place]?.lastRound = round }
    return end
  }

  /// The node and its eight neighbors, row by row; without a third feature, three nodes, three times; where
  /// queries lie at nodes, the node alone.
  private func surroundings(of place: LatticePlace) -> [LatticePlace] {
    if isAtNodes { return [place] }
    return ensemble.contextCount > 2
      ? place.surroundings
      : place.surroundings.map { LatticePlace(second: $0.second, third: 0) }
  }

  private func nodes(around place: LatticePlace) -> [LatticeNode] {
    surroundings(of: place).map { place in
      guard let node = nodes[place] else { preconditionFailure("node \(place) is missing") }
      return node
    }
  }

  /// Nodes and queries that take about as long as ten starts of a thread: a single star is done sooner by one.
  private static let (nodesPerThread, queriesPerThread) = (16, 256)

  private static func threadCount(_ allowed: Int, for count: Int, each: Int) -> Int {
    min(allowed, max(1, count / each))
  }

  /// Queries of one cell, few enough that their state stays in the cache.
  static let taskLimit = 128

  private static func tasks(
    _ order: ArraySlice<Int>, places: [LatticePlace]
  ) -> [CellTask] {
    var tasks: [CellTask] = []
    for query in order {
      if let last = tasks.indices.last, tasks[last].place == places[query],
        tasks[last].queries.count < taskLimit
      {
        tasks[last].queries.append(query)
      } else {
        tasks.append(CellTask(place: places[query], queries: [query]))
      }
    }
    return tasks
  }
}

/// A node of the lattice, by its number in the second and in the third feature.
struct LatticePlace: Hashable, Comparable, Sendable {
  var second, third: Int32

  init(second: Int32, third: Int32) { (self.second, self.third) = (second, third) }

  /// The node nearest to a query; one of the outermost nodes for a query beyond them.
  init(_ query: SweptQuery, _ spacing: LatticeSpacing) {
    func number(_ place: Double) -> Int32 {
      Int32(min(max(Int(clamping: place.rounded()), -Self.outermost), Self.outermost))
    }
    second = number(query.second / spacing.second)
    third = number(query.third / spacing.third)
  }

  /// The largest number of a node, from which its neighbors can be counted.
  private static let outermost = 1 << 30

  /// The node and its eight neighbors, row by row.
  var surroundings: [LatticePlace] {
    (-1...1).flatMap { (a: Int32) in
      (-1...1).map { (b: Int32) in LatticePlace(second: second + a, third: third + b) }
    }
  }

  static func < (left: Self, right: Self) -> Bool { left.order < right.order }

  /// A number that grows with the second feature, then with the third.
  var order: UInt64 {
    func unsigned(_ value: Int32) -> UInt64 { UInt64(UInt32(bitPattern: value) ^ 0x8000_0000) }
    return unsigned(second) << 32 | unsigned(third)
  }
}

/// Queries that fall into one cell.
struct CellTask: Sendable {
  let place: LatticePlace
  var queries: [Int]
}
