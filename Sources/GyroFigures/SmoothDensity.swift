// SPDX-License-Identifier: GPL-3.0-or-later
// A density that is known on a grid as a smooth curve, since a narrow one has few nodes.

internal import GyroPlatform

/// A curve through the nodes of a density: Catmull–Rom in the logarithm, so that it never turns negative.
struct SmoothDensity {
  private let nodes: [(log10AgeMyr: Double, value: Double)]
  /// The curve between two nodes has as many parts.
  private static let partCount = 8

  init(_ nodes: [(log10AgeMyr: Double, value: Double)]) {
    self.nodes = nodes
  }

  /// Points of the curve between two ages, ends included, so that areas end where they say.
  func points(from lower: Double, to upper: Double) -> [(log10AgeMyr: Double, value: Double)] {
    guard let first = nodes.first, let last = nodes.last else { return [] }
    let (start, end) = (max(lower, first.log10AgeMyr), min(upper, last.log10AgeMyr))
    guard start < end else { return [] }
    var ages = [start]
    for (left, right) in zip(nodes, nodes.dropFirst())
    where right.log10AgeMyr > start && left.log10AgeMyr < end {
      let step = (right.log10AgeMyr - left.log10AgeMyr) / Double(Self.partCount)
      ages += (0..<Self.partCount).map { left.log10AgeMyr + step * Double($0) }
        .filter { $0 > start && $0 < end }
    }
    return (ages + [end]).map { ($0, value(at: $0)) }
  }

  private func value(at age: Double) -> Double {
    var (low, high) = (0, nodes.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if nodes[middle].log10AgeMyr <= age { low = middle } else { high = middle }
    }
    let (left, right) = (nodes[low], nodes[high])
    guard right.log10AgeMyr > left.log10AgeMyr else { return left.value }
    let part = (age - left.log10AgeMyr) / (right.log10AgeMyr - left.log10AgeMyr)
    let around = [max(0, low - 1), low, high, min(nodes.count - 1, high + 1)].map {
      nodes[$0].value
    }
    guard around.allSatisfy({ $0 > 0 }) else {
      return left.value + part * (right.value - left.value)
    }
    let y = around.map { log($0) }
    // The slopes at both ends are those of the chords over their neighbors.
    let (before, after) = (0.5 * (y[2] - y[0]), 0.5 * (y[3] - y[1]))
    let rise = y[2] - y[1]
    let (square, cube) = (3 * rise - 2 * before - after, before + after - 2 * rise)
    let curve = y[1] + part * (before + part * (square + part * cube))
    return exp(curve)
  }
}
