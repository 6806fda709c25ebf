// SPDX-License-Identifier: GPL-3.0-or-later
// The highest-density region of a gridded density: the shortest set that holds a probability.

extension GriddedDensity {
  /// The intervals, from low to high, where the density exceeds the level that encloses a probability.
  ///
  /// The density is taken as linear between nodes, as the trapezoid rule has it. Over a plateau at the
  /// level itself the region holds more than was asked for: it is never cut at an arbitrary point.
  ///
  /// - Parameter probability: What the region holds.
  /// - Returns: Disjoint intervals in the grid's unit; more than one where the density has peaks that
  ///   are separated by a valley below the level.
  /// - Precondition: `0 < probability < 1`.
  public func highestDensityIntervals(holding probability: Double) -> OneOrMore<ClosedRange<Double>>
  {
    precondition(
      probability > 0 && probability < 1, "probability \(probability) is not between 0 and 1")
    // The enclosed probability falls as the level rises; halve until the level is known to the bit or
    // to what cannot be told apart on the grid.
    var (low, high) = (0.0, values.max() ?? 0)
    while high - low > 1e-12 * high {
      let level = 0.5 * (low + high)
      if probabilityAbove(level) >= probability { low = level } else { high = level }
    }
    return OneOrMore(elements: grid.intervals(above: low) { values[$0] }) ?? OneOrMore(grid.range)
  }

  /// The integral of the density over the set where it exceeds a level.
  func probabilityAbove(_ level: Double) -> Double {
    var sum = 0.0
    for node in 1..<grid.count {
      let (left, right) = (values[node - 1], values[node])
      switch (left > level, right > level) {
      case (true, true): sum += 0.5 * (left + right)
      case (true, false): sum += 0.5 * (left + level) * (left - level) / (left - right)
      case (false, true): sum += 0.5 * (right + level) * (right - level) / (right - left)
      case (false, false): break
      }
    }
    return sum * grid.step
  }
}
