// SPDX-License-Identifier: GPL-3.0-or-later
// Cubic interpolation between equally spaced values.

/// The weights of four equally spaced values in the cubic through them, at a position in the middle interval.
public struct CubicWeights {
  /// For the values at -1, 0, 1 and 2.
  public let first, second, third, fourth: Double

  /// The same as a list.
  public var values: [Double] { [first, second, third, fourth] }

  /// The weights at a position between the second value, 0, and the third, 1.
  public init(_ t: Double) {
    first = -t * (t - 1) * (t - 2) / 6
    second = (t + 1) * (t - 1) * (t - 2) / 2
    third = -(t + 1) * t * (t - 2) / 2
    fourth = (t + 1) * t * (t - 1) / 6
  }

  /// The four values around a position by their numbers, in steps from zero, with their weights.
  public static func nodes(around position: Double) -> [(number: Int, weight: Double)] {
    let below = position.rounded(.down)
    return CubicWeights(position - below).values.enumerated().map {
      (Int(clamping: below) + $0.offset - 1, $0.element)
    }
  }
}
