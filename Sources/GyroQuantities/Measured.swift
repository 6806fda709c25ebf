// SPDX-License-Identifier: GPL-3.0-or-later
// A value with its standard deviation, or with one for each side.

internal import GyroPlatform

/// A value with its 1 σ uncertainty, where that is known.
///
/// An error with two sides is a split normal density: two halves of normal densities that meet at the value, with
/// the standard deviations σ (1 − a) below and σ (1 + a) above it,
///
///     p(x) = exp(−(x − m)² / 2σ±²) / (√(2π) σ),   σ = (σ₋ + σ₊) / 2,   a = (σ₊ − σ₋) / (σ₊ + σ₋)
///
/// so that its maximum is the value as published, and each side has the share σ± / 2σ of the probability.
@frozen public struct Measured<Value: Hashable & Sendable>: Hashable, Sendable {
  /// What was measured.
  public var value: Value
  /// Its standard deviation in the unit of the value, or the mean of those of the two sides; nil where it is
  /// not known.
  public var sigma: Double?
  /// a: how much larger the upper side is, −1…1; 0 for an error with one size.
  public let asymmetry: Double

  /// A value with its standard deviation, if that is known.
  ///
  /// - Precondition: The standard deviation is finite and not negative, the asymmetry within −1…1.
  @inlinable public init(_ value: Value, sigma: Double? = nil, asymmetry: Double = 0) {
    precondition(sigma.map { $0.isFinite && $0 >= 0 } ?? true, "a sigma of \(sigma ?? 0)")
    precondition((-1...1).contains(asymmetry), "an asymmetry of \(asymmetry)")
    (self.value, self.sigma, self.asymmetry) = (value, sigma, asymmetry)
  }

  /// A value with an error for each side.
  ///
  /// - Precondition: Both are finite and not negative.
  @inlinable public init(_ value: Value, sigmaLower: Double, sigmaUpper: Double) {
    // Halves, whose sum does not overflow.
    let (lower, upper) = (0.5 * sigmaLower, 0.5 * sigmaUpper)
    let mean = lower + upper
    self.init(value, sigma: mean, asymmetry: mean > 0 ? (upper - lower) / mean : 0)
  }

  /// The standard deviation below the value.
  @inlinable public var sigmaLower: Double? { sigma.map { $0 * (1 - asymmetry) } }
  /// The standard deviation above the value.
  @inlinable public var sigmaUpper: Double? { sigma.map { $0 * (1 + asymmetry) } }

  /// The same value with an independent error added to both sides, in quadrature.
  public func blurred(by other: Double) -> Measured {
    // What is too large for a number is as good as any number that no star has.
    func sum(_ sigma: Double) -> Double { min(hypot(sigma, other), .greatestFiniteMagnitude) }
    guard let sigmaLower, let sigmaUpper else { return self }
    return asymmetry == 0
      ? Measured(value, sigma: sum(sigmaLower))
      : Measured(value, sigmaLower: sum(sigmaLower), sigmaUpper: sum(sigmaUpper))
  }
}
