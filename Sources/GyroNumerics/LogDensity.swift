// SPDX-License-Identifier: GPL-3.0-or-later
// A differentiable log density of a position: where a model and a sampler meet.

/// The natural log of a density over positions in ℝⁿ, up to a constant, with its gradient.
///
/// A parameter with bounds is mapped to the whole line by the model, which adds the log of the
/// Jacobian. The value is a pure function of the position, to the bit: chains that run at the same
/// time, and runs that are resumed, rest on it.
public protocol LogDensity: Sendable {
  /// The number of components of a position.
  var dimension: Int { get }

  /// The log density at a position, in nat, and its gradient by each component.
  ///
  /// - Parameters:
  ///   - position: Where, shape `[dimension]`.
  ///   - gradient: Filled with the partial derivatives, shape `[dimension]`; what it held before
  ///     must not matter, and what it holds after a value that is not finite is not read.
  /// - Returns: The value; minus infinity, or NaN, where there is none.
  func value(at position: [Double], gradient: inout [Double]) -> Double

  /// Another position, drawn by a move that leaves the density invariant; nil if it knows no such move.
  ///
  /// A sampler makes it after each of its own transitions. It is for directions in which one parametrization of a
  /// density is slow and another is not.
  ///
  /// > Source: Yu & Meng (2011), JCGS 20, 531, on two parametrizations that are interwoven.
  func moved(_ position: [Double], using random: inout RandomStream) -> [Double]?
}

extension LogDensity {
  /// No move of its own.
  public func moved(_ position: [Double], using random: inout RandomStream) -> [Double]? { nil }
}
