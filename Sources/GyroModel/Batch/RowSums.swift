// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for the weighted sums of the rows of a few stars.

internal import GyroFlows

/// The sums of the rows of a few stars at a time, for each possible period, by table; used by one thread at a time.
///
/// Stars beside each other have most of their rows in common. So the sums go over part of the columns of all stars before
/// the next part is taken: the rows of the next star are then in the first-level cache.
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

  /// A sum of some rows of a table.
  private struct Task {
    let table: Int
    /// Where the rows begin, where their weights do, and how many there are.
    let rows, weights, count: Int
    /// Where the sum is.
    let sum: Int
  }

  /// The largest number of stars whose sums are formed together.
  static let groupSize = 8
  /// Bytes of rows that a first-level cache holds beside the sums.
  private static let cacheSize = 20_000

  init(_ tables: [DensityTable.Rows], rowLength: Int, periodCount: Int) {
    (self.tables, periodCapacity, self.rowLength) = (tables, periodCount, rowLength)
    let count = Self.groupSize * tables.count * periodCount * rowLength
    sums = .allocate(capacity: count)
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
    for place in tasks.indices { tasks[place].removeAll(keepingCapacity: true) }
    sums.update(repeating: 0, count: positions.count * tables.count * plane)
    var used = (rows: 0, weights: 0)
    for position in positions {
      let first = stars.count * tables.count * plane
      var place = 0
      let mixture = nodes.withNodes(at: position) { colors, periods in
        prepare(colors, periods, place: place, sum: first + place * rowLength, &used)
        place += 1
      }
      precondition(place <= periodCapacity, "\(place) periods")
      stars.append(mixture)
    }
    for tasks in tasks { add(tasks) }
  }

  /// Finds the rows of one of the periods of a star.
  private func prepare(
    _ colors: TableNodes.List, _ periods: TableNodes.List, place: Int, sum: Int,
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
          table: index, rows: used.rows, weights: used.weights, count: count,
          sum: sum + index * plane))
      used.rows += count
    }
    used.weights += count
  }

  /// Forms sums, part by part of their columns.
  private func add(_ tasks: [Task]) {
    let largest = tasks.reduce(1) { max($0, $1.count) }
    let lane = 16 * MemoryLayout<Float>.size
    let vectors = [8, 4].first { largest * $0 * lane <= Self.cacheSize } ?? 2
    for start in stride(from: 0, to: rowLength, by: 16 * vectors) {
      let columns = start..<min(start + 16 * vectors, rowLength)
      for task in tasks {
        tables[task.table].add(
          UnsafeBufferPointer(rebasing: found[task.rows..<(task.rows + task.count)]),
          times: UnsafeBufferPointer(rebasing: weights[task.weights..<(task.weights + task.count)]),
          columns: columns, to: sums + task.sum)
      }
    }
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
