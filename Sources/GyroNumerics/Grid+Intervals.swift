// SPDX-License-Identifier: GPL-3.0-or-later
// Where a function that is linear between the nodes of a grid exceeds a level.

extension Grid {
  /// The intervals, from low to high, where values at the nodes, linear between them, exceed a level.
  @inline(__always)
  func intervals<Value: BinaryFloatingPoint>(
    above level: Value, value: (Int) -> Value
  ) -> [ClosedRange<Double>] {
    var intervals: [ClosedRange<Double>] = []
    var right = value(0)
    var start: Double? = right > level ? self[0] : nil
    for node in 1..<count {
      let left = right
      right = value(node)
      guard (left > level) != (right > level) else { continue }
      // Within its cell to the last bit, so that pieces that touch at a node never overlap.
      let crossing = Swift.min(
        self[node - 1] + step * Double((level - left) / (right - left)), self[node])
      if let begun = start {
        intervals.append(begun...Swift.max(begun, crossing))
        start = nil
      } else {
        start = crossing
      }
    }
    if let begun = start { intervals.append(begun...range.upperBound) }
    return intervals
  }
}
