// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for the weighted sums of a star's rows.

internal import GyroFlows

/// The sums of a star's rows for each possible period, by table; used by one thread at a time.
final class RowSums {
  private let tables: [DensityTable.Rows]
  let rowLength: Int
  private let periodCapacity: Int
  private var periodCount = 0
  /// Shape `[tables, periodCapacity, rowLength]`.
  private let sums: UnsafeMutableBufferPointer<Float>
  private var pointers: [UnsafePointer<Float>?] = []
  private var weights: [Float] = []

  init(_ tables: [DensityTable.Rows], rowLength: Int, periodCount: Int) {
    (self.tables, periodCapacity, self.rowLength) = (tables, periodCount, rowLength)
    sums = .allocate(capacity: tables.count * periodCount * rowLength)
  }

  deinit { sums.deallocate() }

  /// How many flows have sums of their own.
  var flowCount: Int { tables.count }

  /// The sums of the first table, one row for each possible period.
  var rows: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(rebasing: sums[..<(periodCount * rowLength)])
  }

  /// Sums up the rows of a star; its own sums take the place of those before.
  ///
  /// - Parameters:
  ///   - color: The nodes of its color.
  ///   - periods: The nodes of each possible period.
  func add(_ color: TableNodes, _ periods: [TableNodes]) {
    precondition(periods.count <= periodCapacity, "\(periods.count) periods")
    periodCount = periods.count
    guard let base = sums.baseAddress else { return }
    base.update(repeating: 0, count: sums.count)
    for (index, table) in tables.enumerated() {
      for (place, period) in periods.enumerated() {
        let count = color.numbers.count * period.numbers.count
        if pointers.count < count {
          pointers = [UnsafePointer<Float>?](repeating: nil, count: count)
          weights = [Float](repeating: 0, count: count)
        }
        pointers.withUnsafeMutableBufferPointer { pointers in
          weights.withUnsafeMutableBufferPointer { weights in
            var node = 0
            for (second, colorWeight) in zip(color.numbers, color.weights) {
              for (value, weight) in zip(period.numbers, period.weights) {
                pointers[node] = table.row(second: second, value: value)
                weights[node] = colorWeight * weight
                node += 1
              }
            }
            table.add(
              UnsafeBufferPointer(rebasing: pointers[..<count]),
              times: UnsafeBufferPointer(rebasing: weights[..<count]),
              to: base + (index * periodCapacity + place) * rowLength)
          }
        }
      }
    }
  }

  /// The numbers behind the densities, summed over all periods.
  func totals(behind ageCount: Int, count: Int) -> [Double] {
    (0..<count).map { number in
      (0..<periodCount).reduce(0) { $0 + Double(sums[$1 * rowLength + ageCount + number]) }
    }
  }

  /// Puts the average of all flows in the place of the first one's sums.
  ///
  /// - Parameter weights: By which the densities of each flow, divided by the number of flows, are summed up.
  /// - Returns: These sums, shape `[flows, 2]`; empty without weights.
  func averageFlows(weights: SweepWeights?) -> [Double] {
    let share = 1 / Float(tables.count)
    let plane = periodCapacity * rowLength
    for index in sums.indices { sums[index] *= share }
    var totals: [Double] = []
    for flow in 0..<tables.count {
      if let weights {
        for row in [weights.zeroth, weights.first] {
          var total = 0.0
          for period in 0..<periodCount {
            let start = flow * plane + period * rowLength
            for age in row.indices { total += Double(row[age]) * Double(sums[start + age]) }
          }
          totals.append(total)
        }
      }
      if flow > 0 {
        for index in 0..<plane { sums[index] += sums[flow * plane + index] }
      }
    }
    return totals
  }
}
