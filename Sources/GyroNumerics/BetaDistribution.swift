// SPDX-License-Identifier: GPL-3.0-or-later
// The beta distribution (GSL).

internal import CGSL

/// The beta distribution on the interval from 0 to 1.
public struct BetaDistribution: Hashable, Sendable {
  /// The exponents plus one, of x and of 1 − x.
  public let alpha, beta: Double

  /// The distribution with density proportional to x^(α − 1) (1 − x)^(β − 1).
  ///
  /// - Precondition: Both positive and finite.
  public init(alpha: Double, beta: Double) {
    precondition(
      alpha > 0 && beta > 0 && (alpha + beta).isFinite, "a beta distribution of \(alpha), \(beta)")
    (self.alpha, self.beta) = (alpha, beta)
  }

  /// The probability below a value.
  public func cdf(_ value: Double) -> Double {
    GSL.prepare()
    return gsl_cdf_beta_P(min(max(value, 0), 1), alpha, beta)
  }

  /// The value below which a probability lies.
  ///
  /// - Precondition: `0 <= probability <= 1`.
  public func quantile(_ probability: Double) -> Double {
    precondition((0...1).contains(probability), "probability \(probability) is not in 0...1")
    GSL.prepare()
    return gsl_cdf_beta_Pinv(probability, alpha, beta)
  }
}
