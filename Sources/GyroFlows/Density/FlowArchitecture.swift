// SPDX-License-Identifier: GPL-3.0-or-later
// Every constant that, together with the parameters, fixes a flow's density.

/// The shape of a flow and the constants of its splines.
///
/// Two flows with equal parameters and different architectures are different densities; so all of
/// this is stored in a checkpoint and none of it has a default there.
package struct FlowArchitecture: Hashable, Sendable {
  /// Number of context features.
  package var contextCount: Int
  /// Number of splines applied one after the other.
  package var transformCount: Int
  /// Widths of the hidden layers of each spline's conditioner.
  package var hiddenWidths: [Int]
  /// Nonlinearity of the hidden layers.
  package var activation: Activation
  /// Number of bins of each spline.
  package var binCount: Int
  /// Each spline acts on [-bound, bound] and is the identity outside.
  package var bound: Double
  /// The smallest slope scale of a spline, zuko's `slope`; between 0 and 1.
  package var slope: Double
  /// How the flow goes on along one context feature; nil where its neural networks decide.
  package var extrapolation: ContextExtrapolation?

  /// An architecture; there are no defaults, because a silent one changes every density.
  ///
  /// Without an extrapolation it is the plain flow.
  package init(
    contextCount: Int, transformCount: Int, hiddenWidths: [Int], activation: Activation,
    binCount: Int, bound: Double, slope: Double,
    extrapolation: ContextExtrapolation? = nil
  ) {
    precondition(contextCount > 0 && transformCount > 0 && binCount > 1, "an empty flow")
    precondition(
      !hiddenWidths.isEmpty && hiddenWidths.allSatisfy { $0 > 0 }, "an empty conditioner")
    precondition(bound > 0 && slope > 0 && slope < 1, "bound \(bound) or slope \(slope) impossible")
    self.contextCount = contextCount
    self.transformCount = transformCount
    self.hiddenWidths = hiddenWidths
    self.activation = activation
    self.binCount = binCount
    self.bound = bound
    self.slope = slope
    precondition(
      (extrapolation?.feature ?? 0) < contextCount, "extrapolation along a feature that is not")
    self.extrapolation = extrapolation
  }

  /// Raw numbers that fix one spline: widths, heights and inner slopes.
  var rawCount: Int { 3 * binCount - 1 }

  /// Number of parameters of the whole flow.
  package var parameterCount: Int { ParameterLayout(self).flatCount }
}
