// SPDX-License-Identifier: GPL-3.0-or-later
// A uniform grid of nodes.

/// Equally spaced nodes from a lower to an upper bound, both included.
public struct Grid: Hashable, Sendable, RandomAccessCollection {
  /// The first and the last node.
  public let range: ClosedRange<Double>
  /// How many nodes there are.
  public let count: Int

  /// A grid of some nodes, the bounds among them.
  ///
  /// - Precondition: At least two nodes and a range that is finite and not a point.
  public init(_ range: ClosedRange<Double>, count: Int) {
    precondition(count >= 2, "a grid of \(count) nodes; at least 2 are needed")
    precondition(
      (range.upperBound - range.lowerBound).isFinite && range.lowerBound < range.upperBound,
      "a grid over \(range)")
    (self.range, self.count) = (range, count)
  }

  /// The distance between neighbors.
  public var step: Double { (range.upperBound - range.lowerBound) / Double(count - 1) }

  /// The index of the first node.
  public var startIndex: Int { 0 }
  /// One past the index of the last node.
  public var endIndex: Int { count }
  /// The node at an index; the last one is the upper bound to the bit.
  public subscript(index: Int) -> Double {
    precondition(index >= 0 && index < count, "node \(index) of a grid of \(count)")
    return index == count - 1 ? range.upperBound : range.lowerBound + Double(index) * step
  }
}
