// SPDX-License-Identifier: GPL-3.0-or-later
// How a flow goes on along one context feature, where there is little or nothing to learn from.

internal import GyroPlatform

/// A law for one context feature x that a flow departs from, in place of whatever its neural networks do.
///
/// The neural networks see the feature softly clamped to a range, so that far outside it the density keeps
/// its shape, and the value is taken relative to a location that follows a known law:
///
///     x seen = lower + s(x - lower; w) - s(x - upper; w)
///     y′     = y - slope · s(x - knee; bend)                 s(u; w) = w log(1 + exp(u / w))
///
/// The location has zero slope far below the knee and `slope` far above it. Shifting y changes no
/// volume, so the density of y is that of y′.
package struct ContextExtrapolation: Hashable, Sendable {
  /// Index of the feature.
  package var feature: Int
  /// Where the neural networks tell values of the feature apart, in its unit.
  package var range: ClosedRange<Double>
  /// Width of the bends at the ends of the range, in the feature's unit.
  package var softness: Double
  /// Slope of the location far above the knee, units of the value per unit of the feature.
  package var slope: Double
  /// Where the location starts to rise, in the feature's unit.
  package var knee: Double
  /// Width of that bend, in the feature's unit.
  package var bend: Double

  /// States a law.
  ///
  /// - Precondition: Numbers are finite, widths positive, the feature is not negative.
  package init(
    feature: Int, range: ClosedRange<Double>, softness: Double, slope: Double, knee: Double,
    bend: Double
  ) {
    precondition(feature >= 0, "feature \(feature)")
    precondition(softness > 0 && bend > 0, "softness \(softness), bend \(bend)")
    precondition(
      [range.lowerBound, range.upperBound, softness, slope, knee, bend].allSatisfy(\.isFinite),
      "an extrapolation of numbers that are not finite")
    (self.feature, self.range, self.softness) = (feature, range, softness)
    (self.slope, self.knee, self.bend) = (slope, knee, bend)
  }

  /// What the neural networks see of a value of the feature, and the derivative of that.
  func seen(_ x: Double) -> (value: Double, slope: Double) {
    let lower = Self.softPlus(x - range.lowerBound, width: softness)
    let upper = Self.softPlus(x - range.upperBound, width: softness)
    return (range.lowerBound + lower.value - upper.value, lower.slope - upper.slope)
  }

  /// The location of the value at a value of the feature, and the derivative of that.
  func location(_ x: Double) -> (value: Double, slope: Double) {
    let rise = Self.softPlus(x - knee, width: bend)
    return (slope * rise.value, slope * rise.slope)
  }

  /// A ramp with a bend of a width: 0 far below zero, the argument far above.
  private static func softPlus(_ x: Double, width: Double) -> (value: Double, slope: Double) {
    let small = exp(-abs(x) / width)
    return (max(x, 0) + width * log1p(small), (x >= 0 ? 1 : small) / (1 + small))
  }
}

extension FlowArchitecture {
  /// Contexts as the neural networks see them, in the units of the data; row-major like the input.
  func seen(_ contexts: [Double]) -> [Double] {
    guard let extrapolation else { return contexts }
    var result = contexts
    for place in stride(from: extrapolation.feature, to: contexts.count, by: contextCount) {
      result[place] = extrapolation.seen(contexts[place]).value
    }
    return result
  }

  /// What is subtracted from each row's value before anything else; empty where nothing is.
  func locations(_ contexts: [Double]) -> [Double] {
    guard let extrapolation else { return [] }
    return stride(from: extrapolation.feature, to: contexts.count, by: contextCount).map {
      extrapolation.location(contexts[$0]).value
    }
  }

  /// Values relative to their locations.
  func relative(_ values: [Double], locations: [Double]) -> [Double] {
    locations.isEmpty ? values : zip(values, locations).map { $0 - $1 }
  }

  /// Turns a gradient with respect to the contexts seen into one with respect to the contexts.
  ///
  /// - Parameters:
  ///   - contextGradient: In: of the contexts seen, in the units of the data. Out: of the contexts.
  ///   - valueGradient: Gradient with respect to the values, in the unit of the data.
  ///   - contexts: The contexts, in the units of the data.
  func backpropagate(
    _ contextGradient: inout [Double], valueGradient: [Double], contexts: [Double]
  ) {
    guard let extrapolation else { return }
    for (row, gradient) in valueGradient.enumerated() {
      let place = row * contextCount + extrapolation.feature
      contextGradient[place] =
        contextGradient[place] * extrapolation.seen(contexts[place]).slope
        - gradient * extrapolation.location(contexts[place]).slope
    }
  }
}
