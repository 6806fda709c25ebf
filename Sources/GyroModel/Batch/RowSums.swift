// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for the weighted sums of the rows of a few stars.

internal import GyroFlows
internal import GyroNumerics

/// The sums of the rows of a few stars at a time, for each possible period, by table; used by one thread at a time.
///
/// Stars beside each other have most of their rows in common. So the sums go over a few columns of the rows of a few colors
/// for all stars before the next ones are taken: what the next star needs is then in the first-level cache. The order of
/// each sum is that of its rows all the same.
final class RowSums {
  private let tables: [DensityTable.Rows]
  let rowLength: Int
  private let periodCapacity: Int
  /// Shape `[groupSize, tables, periodCapacity, rowLength]`.
  private let sums: UnsafeMutablePointer<Float>
  /// What is mixed with the sums of each star.
  private(set) var stars: [MixedPeriods] = []
  /// The rows of all stars, and their weights, one behind the other.
  private var found: UnsafeMutableBufferPointer<UnsafePointer<Float>?>
  private var weights: UnsafeMutableBufferPointer<Float>
  /// The sums that are to be formed, by the number of the period.
  private var tasks: [[Task]]
  /// The numbers of the nodes in color of all stars, one behind the other.
  private var colors: [Int32] = []
  /// The tasks in parts, in the order in which they are done.
  private var parts: [Task] = []
  /// How many of the colors of each task are in parts.
  private var cutCounts: [Int] = []

  /// A sum of some rows of a table: those of each color together, for the same number of nodes in period.
  private struct Task {
    let table: Int
    /// Where the nodes in color begin, and how many there are of them and of those in period.
    var colors, colorCount: Int
    let periodCount: Int
    /// Where the rows begin, and where their weights do.
    var rows, weights: Int
    /// Where the sum is.
    let sum: Int

    /// How many rows there are.
    var count: Int { colorCount * periodCount }

    /// The rows of some of the colors.
    func part(_ colors: Range<Int>) -> Task {
      var part = self
      part.colors += colors.lowerBound
      part.colorCount = colors.count
      part.rows += colors.lowerBound * periodCount
      part.weights += colors.lowerBound * periodCount
      return part
    }
  }

  /// The largest number of stars whose sums are formed together.
  static let groupSize = 8
  /// Bytes of rows that a first-level cache holds beside the sums.
  private static let cacheSize = 24_000
  private static let vectorSize = SweptLattice.laneCount * MemoryLayout<Float>.size
  /// How many vectors of the columns are summed up together, unless the cache does not hold them.
  private static let usualWidth = 8

  init(_ tables: [DensityTable.Rows], rowLength: Int, periodCount: Int) {
    (self.tables, periodCapacity, self.rowLength) = (tables, periodCount, rowLength)
    let count = Self.groupSize * tables.count * periodCount * rowLength
    sums = .allocateAligned(capacity: count)
    sums.initialize(repeating: 0, count: count)
    (found, weights) = (.allocate(capacity: 1024), .allocate(capacity: 1024))
    tasks = Array(repeating: [], count: periodCount)
  }

  deinit {
    sums.deallocate()
    found.deallocate()
    weights.deallocate()
  }

  /// How many flows have sums of their own.
  var flowCount: Int { tables.count }

  /// The numbers between the sums of a table and those of the next one.
  private var plane: Int { periodCapacity * rowLength }

  /// Sums up the rows of stars; their sums take the place of those before.
  ///
  /// - Parameters:
  ///   - nodes: The nodes of the stars.
  ///   - positions: Which stars.
  func add(_ nodes: StarNodes, at positions: Range<Int>) {
    precondition(positions.count <= Self.groupSize, "\(positions.count) stars together")
    stars.removeAll(keepingCapacity: true)
    colors.removeAll(keepingCapacity: true)
    for place in tasks.indices { tasks[place].removeAll(keepingCapacity: true) }
    sums.update(repeating: 0, count: positions.count * tables.count * plane)
    var used = (rows: 0, weights: 0)
    for position in positions {
      let first = stars.count * tables.count * plane
      var place = 0
      let firstColor = colors.count
      let mixture = nodes.withNodes(at: position) { colors, periods in
        if place == 0 { self.colors.append(contentsOf: colors.numbers) }
        prepare(
          colors, periods, place: place, firstColor: firstColor,
          sum: first + place * rowLength, &used)
        place += 1
      }
      precondition(place <= periodCapacity, "\(place) periods")
      stars.append(mixture)
    }
    for tasks in tasks { add(tasks) }
  }

  /// Finds the rows of one of the periods of a star.
  private func prepare(
    _ colors: TableNodes.List, _ periods: TableNodes.List, place: Int, firstColor: Int, sum: Int,
    _ used: inout (rows: Int, weights: Int)
  ) {
    let count = colors.numbers.count * periods.numbers.count
    makeRoom(for: count * tables.count, beside: used)
    var node = used.weights
    for colorWeight in colors.weights {
      for weight in periods.weights {
        weights[node] = colorWeight * weight
        node &+= 1
      }
    }
    for (index, table) in tables.enumerated() {
      table.find(
        seconds: colors.numbers, values: periods.numbers,
        into: UnsafeMutableBufferPointer(rebasing: found[used.rows..<(used.rows + count)]))
      tasks[place].append(
        Task(
          table: index, colors: firstColor, colorCount: colors.numbers.count,
          periodCount: periods.numbers.count, rows: used.rows, weights: used.weights,
          sum: sum + index * plane))
      used.rows += count
    }
    used.weights += count
  }

  /// Forms sums, part by part.
  private func add(_ tasks: [Task]) {
    let limit = Self.cacheSize / (Self.usualWidth * Self.vectorSize)
    let parts = cut(tasks, rowLimit: limit)
    let largest = parts.reduce(1) { max($0, $1.count) }
    // Fewer than four vectors at a time would wait for each other's sums.
    let widest = min(max(Self.cacheSize / (largest * Self.vectorSize), 4), Self.usualWidth)
    let vectorCount = rowLength / SweptLattice.laneCount
    let count = (vectorCount + widest - 1) / widest
    func column(_ part: Int) -> Int { part * vectorCount / count * SweptLattice.laneCount }
    let (tables, found, weights, sums) = (tables, found, weights, sums)
    parts.withUnsafeBufferPointer { parts in
      for columns in 0..<count {
        let columns = column(columns)..<column(columns + 1)
        for part in parts {
          tables[part.table].add(
            UnsafeBufferPointer(rebasing: found[part.rows..<(part.rows + part.count)]),
            times: UnsafeBufferPointer(
              rebasing: weights[part.weights..<(part.weights + part.count)]),
            columns: columns, to: sums + part.sum)
        }
      }
    }
  }

  /// Cuts tasks into parts of a few colors each, those of the same colors together.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - limit: How many rows a part may have, unless there are more of one color.
  /// - Returns: The parts; the tasks themselves where none is longer.
  private func cut(_ tasks: [Task], rowLimit limit: Int) -> [Task] {
    guard tasks.contains(where: { $0.count > limit }) else { return tasks }
    parts.removeAll(keepingCapacity: true)
    // As many colors as hold no more rows than that.
    var (first, last, step, largest) = (Int32.max, Int32.min, Int32.max, 1)
    for task in tasks where task.count > 0 {
      let ends = (colors[task.colors], colors[task.colors + task.colorCount - 1])
      (first, last) = (min(first, ends.0), max(last, ends.1))
      step = min(step, (ends.1 - ends.0) / Int32(max(task.colorCount - 1, 1)))
      largest = max(largest, task.periodCount)
    }
    guard first <= last else { return tasks }
    let width = max(1, step) * Int32(max(1, limit / largest))
    cutCounts.removeAll(keepingCapacity: true)
    cutCounts.append(contentsOf: repeatElement(0, count: tasks.count))
    for start in stride(from: first, through: last, by: Int(width)) {
      for (index, task) in tasks.enumerated() {
        let done = cutCounts[index]
        var end = done
        while end < task.colorCount, colors[task.colors + end] < start + width { end += 1 }
        if end > done { parts.append(task.part(done..<end)) }
        cutCounts[index] = end
      }
    }
    return parts
  }

  /// Makes room for more rows.
  private func makeRoom(for count: Int, beside used: (rows: Int, weights: Int)) {
    if found.count < used.rows + count { found = Self.grown(found, used.rows, by: count) }
    if weights.count < used.weights + count {
      weights = Self.grown(weights, used.weights, by: count)
    }
  }

  private static func grown<Element>(
    _ old: UnsafeMutableBufferPointer<Element>, _ used: Int, by count: Int
  ) -> UnsafeMutableBufferPointer<Element> {
    let grown = UnsafeMutableBufferPointer<Element>.allocate(capacity: 2 * (used + count))
    _ = grown.moveInitialize(fromContentsOf: old[..<used])
    old.deallocate()
    return grown
  }

  /// The sums of the first table for a star of the group, one row for each possible period.
  func rows(of star: Int) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(
      start: sums + star * tables.count * plane, count: stars[star].backgrounds.count * rowLength)
  }

  /// A number behind the densities of the first table, summed over all periods of a star of the group.
  func total(of star: Int, column: Int) -> Double {
    let first = sums + star * tables.count * plane + column
    return stars[star].backgrounds.indices.reduce(0) { $0 + Double(first[$1 * rowLength]) }
  }

  /// Puts the average of all flows in the place of the first one's sums, for a star of the group.
  ///
  /// - Parameters:
  ///   - star: The star.
  ///   - weights: By which the densities of each flow, divided by the number of flows, are summed up.
  /// - Returns: These sums, shape `[flows, 2]`; empty without weights.
  func averageFlows(of star: Int, weights: SweepWeights?) -> [Double] {
    let share = 1 / Float(tables.count)
    let own = UnsafeMutableBufferPointer(
      start: sums + star * tables.count * plane, count: tables.count * plane)
    for index in own.indices { own[index] *= share }
    var totals: [Double] = []
    for flow in 0..<tables.count {
      if let weights {
        for row in [weights.zeroth, weights.first] {
          var total = 0.0
          for period in stars[star].backgrounds.indices {
            let start = flow * plane + period * rowLength
            for age in row.indices { total += Double(row[age]) * Double(own[start + age]) }
          }
          totals.append(total)
        }
      }
      if flow > 0 {
        for index in 0..<plane { own[index] += own[flow * plane + index] }
      }
    }
    return totals
  }
}
