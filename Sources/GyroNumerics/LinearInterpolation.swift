// SPDX-License-Identifier: GPL-3.0-or-later
// Linear interpolation in a table of nodes.

internal import Algorithms

/// A number that is known at nodes, linear between them and constant beyond the ends.
///
/// Where several nodes have the argument that is asked for, the first of them counts: in a distribution
/// function that is flat, the smallest value with that probability.
///
/// - Parameters:
///   - argument: Where the number is wanted.
///   - arguments: Where it is known, in ascending order, at least one.
///   - values: The numbers there.
/// - Returns: In the unit of the values.
/// - Precondition: As many values as arguments, and both with indices from the same number on.
/// - Complexity: O(log n).
func linearInterpolation<Nodes: RandomAccessCollection, Values: RandomAccessCollection>(
  at argument: Double, _ arguments: Nodes, _ values: Values
) -> Double
where Nodes.Element == Double, Nodes.Index == Int, Values.Element == Double, Values.Index == Int {
  precondition(
    !arguments.isEmpty && arguments.count == values.count,
    "\(values.count) values at \(arguments.count) nodes")
  let upper = arguments.partitioningIndex { $0 >= argument }
  guard upper > arguments.startIndex else { return values[upper] }
  guard upper < arguments.endIndex else { return values[upper - 1] }
  let (left, right) = (arguments[upper - 1], arguments[upper])
  let (start, end) = (values[upper - 1], values[upper])
  return start + (end - start) * (argument - left) / (right - left)
}
