// SPDX-License-Identifier: GPL-3.0-or-later
// How large and how extreme a flow may be: one list for those that are trained, imported and read.

/// The limits of the constants of a flow.
///
/// What is trained or imported within them can be read back.
package enum FlowLimits {
  /// Splines, one after the other.
  package static let transforms = 1...64
  /// Hidden layers of each conditioner.
  package static let hiddenLayers = 1...32
  /// Units of a hidden layer.
  package static let hiddenWidth = 1...4096
  /// Bins of a spline.
  package static let bins = 2...1024
  /// Features of a context.
  package static let contextFeatures = 1...64
  /// Flows of an ensemble.
  package static let flows = 1...256
  /// Half the interval that a spline acts on, in standardized units of the value.
  package static let bound = 1.0...100.0
  /// The smallest slope scale of a spline.
  package static let slope = 1e-9...0.5
  /// Widths of the bends of an extrapolation, in the unit of the feature.
  package static let bend = 1e-6...1e4
  /// Slopes, knees and ends of the range of an extrapolation, in units of value and feature.
  ///
  /// The location, a slope times a distance from the knee and a bend, stays within ``mean``.
  package static let extrapolation = -1e4...1e4
  /// Means of a standardizer: wide enough for any unit, too narrow for an overflow in the network.
  package static let mean = -1e9...1e9
  /// Scales of a standardizer.
  package static let scale = 1e-9...1e9
  /// Weights: no training leaves larger ones, and they would overflow on the way through a network.
  package static let largestParameter = 1e9

  /// What is impossible about an architecture, in words; nil if it is within the limits.
  static func problem(
    contextCount: Int, transformCount: Int, hiddenWidths: [Int], binCount: Int, bound: Double,
    slope: Double
  ) -> String? {
    func outside<Number: Comparable>(
      _ name: String, _ value: Number, _ range: ClosedRange<Number>
    ) -> String? {
      range.contains(value)
        ? nil : "\(name) is \(value), expected \(range.lowerBound) to \(range.upperBound)"
    }
    return outside("the number of context features", contextCount, contextFeatures)
      ?? outside("transforms", transformCount, transforms)
      ?? outside("the number of hidden_widths", hiddenWidths.count, hiddenLayers)
      ?? hiddenWidths.lazy.compactMap { outside("one of hidden_widths", $0, hiddenWidth) }.first
      ?? outside("bins", binCount, bins) ?? outside("bound", bound, Self.bound)
      ?? outside("slope", slope, Self.slope)
  }
}
