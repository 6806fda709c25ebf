// SPDX-License-Identifier: GPL-3.0-or-later
// The ends of an axis, whatever numbers they were made from.

internal import GyroPlatform

/// The requested ends of an axis: any two numbers.
///
/// Ends come from files and options. Only here are those recognized that cannot be drawn: `fault(on:)` says
/// what is wrong, and `shown(on:)` returns a range that can be drawn in any case.
package struct AxisRange: Hashable, Sendable {
  /// The lower and the upper end.
  package let lower, upper: Double

  /// The largest end that can be drawn; on a logarithmic axis its inverse is the smallest.
  static let limit = 1e30
  /// A width below this fraction of the ends leaves no digits for the numbers at the ticks.
  private static let minimumRelativeWidth = 1e-9

  /// Any two ends; neither their order nor their size is checked.
  package init(_ lower: Double, _ upper: Double) { (self.lower, self.upper) = (lower, upper) }

  /// The ends of a range.
  package init(_ range: ClosedRange<Double>) { self.init(range.lowerBound, range.upperBound) }

  /// Why the range cannot be drawn, as the end of a sentence about the axis; nil if it can.
  func fault(on scale: Axis.Scale) -> String? {
    let ends = "would go from \(lower) to \(upper)"
    let smallest = scale == .linear ? -Self.limit : 1 / Self.limit
    guard lower >= smallest, lower <= Self.limit, upper >= smallest, upper <= Self.limit else {
      return "\(ends), expected numbers from \(smallest) to \(Self.limit)"
    }
    return lower > upper ? "\(ends), expected the lower end first" : nil
  }

  /// A range with a width, within the limits; equal ends are moved apart.
  package func shown(on scale: Axis.Scale) -> ClosedRange<Double> {
    let smallest = scale == .linear ? -Self.limit : 1 / Self.limit
    let ends = [lower, upper].map { end in
      end.isNaN ? (scale == .linear ? 0 : 1) : min(max(end, smallest), Self.limit)
    }.sorted()
    var (low, high) = (ends[0], ends[1])
    let largest = max(abs(low), abs(high))
    if high - low <= max(Self.minimumRelativeWidth * largest, scale == .linear ? 1 / Self.limit : 0)
    {
      switch scale {
      case .linear:
        let half = max(0.5, 1e-6 * largest)
        (low, high) = (low - half, high + half)
      case .logarithmic: (low, high) = (low / 2, high * 2)
      }
    }
    return low...high
  }
}
