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
  private var found: UnsafeMutableBufferPointer<UnsafePointer<Float>?>
  private var weights: UnsafeMutableBufferPointer<Float>

  init(_ tables: [DensityTable.Rows], rowLength: Int, periodCount: Int) {
    (self.tables, periodCapacity, self.rowLength) = (tables, periodCount, rowLength)
    sums = .allocate(capacity: tables.count * periodCount * rowLength)
    sums.initialize(repeating: 0)
    (found, weights) = (.allocate(capacity: 256), .allocate(capacity: 256))
  }

  deinit {
    sums.deallocate()
    found.deallocate()
    weights.deallocate()
  }

  /// How many flows have sums of their own.
  var flowCount: Int { tables.count }

  /// The sums of the first table, one row for each possible period.
  var rows: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(rebasing: sums[..<(periodCount * rowLength)])
  }

  /// Sums up the rows of a star; its own sums take the place of those before.
  ///
  /// - Parameters:
  ///   - lists: Lists of nodes.
  ///   - color: The index of those of its color, behind which are those of each possible period.
  ///   - count: How many periods there are.
  func add(_ lists: (Int) -> TableNodes.List, color: Int, periodCount count: Int) {
    precondition(count <= periodCapacity, "\(count) periods")
    periodCount = count
    guard let base = sums.baseAddress else { return }
    base.update(repeating: 0, count: sums.count)
    let colors = lists(color)
    for place in 0..<count {
      let periods = lists(color + 1 + place)
      let nodeCount = colors.numbers.count * periods.numbers.count
      makeRoom(for: nodeCount)
      var node = 0
      for colorWeight in colors.weights {
        for weight in periods.weights {
          weights[node] = colorWeight * weight
          node += 1
        }
      }
      let rows = UnsafeMutableBufferPointer(rebasing: found[..<nodeCount])
      for (index, table) in tables.enumerated() {
        table.find(seconds: colors.numbers, values: periods.numbers, into: rows)
        table.add(
          UnsafeBufferPointer(rows), times: UnsafeBufferPointer(rebasing: weights[..<nodeCount]),
          to: base + (index * periodCapacity + place) * rowLength)
      }
    }
  }

  private func makeRoom(for count: Int) {
    guard found.count < count else { return }
    found.deallocate()
    weights.deallocate()
    (found, weights) = (.allocate(capacity: 2 * count), .allocate(capacity: 2 * count))
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
