// SPDX-License-Identifier: GPL-3.0-or-later
// Where the error of a color goes: into the flow's context, or under an integral.

internal import Foundation

/// How the error of a color enters the likelihood; each part of it exactly once.
///
/// The flow was trained on observed colors with their errors as context, so within the trained errors it
/// already is the likelihood of a star with such a color. What is larger is split:
///
///     σ² = σ_context² + σ_excess²
///     L(y | c, σ) = ∫ N(c′; c, σ_excess²) p_flow(y | c′, σ_context) dc′
///
/// > Source: Van-Lane et al. (2025), ApJ 986, 59, section 3, for the error as context.
public enum ColorErrorUse: String, CaseIterable, Sendable {
  /// As context up to the largest trained error; what lies beyond is integrated over.
  case auto
  /// As context, whatever its size.
  case context
  /// As context up to the smallest trained error, which every training star had; the rest is
  /// integrated over.
  case marginal

  /// The two parts of an error.
  ///
  /// - Parameters:
  ///   - log10BpRp0Sigma: The whole error, dex of mag.
  ///   - trained: The errors of the training stars, dex of mag; nil if nobody knows, and then the whole
  ///     error is context.
  /// - Returns: The context in dex of mag, and the excess in mag.
  public func parts(
    of log10BpRp0Sigma: Double, trained: ClosedRange<Double>?
  ) -> (log10ContextSigma: Double, excessSigma: Double) {
    let limit: Double? =
      switch self {
      case .auto: trained?.upperBound
      case .context: nil
      case .marginal: trained?.lowerBound
      }
    guard let limit, log10BpRp0Sigma > limit else { return (log10BpRp0Sigma, 0) }
    let (sigma, contextSigma) = (pow(10, log10BpRp0Sigma), pow(10, limit))
    // As a product of sum and difference, which does not cancel where the two are close.
    return (limit, ((sigma - contextSigma) * (sigma + contextSigma)).squareRoot())
  }
}
