// SPDX-License-Identifier: GPL-3.0-or-later
// Where the error of a color goes: into the flow's context, or under an integral.

/// How the error of a color enters the likelihood; each part of it exactly once.
///
/// A flow that is given the true color has no error in its context: all of it is integrated over, whichever of
/// these is chosen. The choice is about flows that were trained on measured colors.
///
/// Such a flow was trained on observed colors with their errors as context, so within the trained errors it
/// already is the likelihood of a star with such a color. An error below the smallest trained one counts
/// as that one. What is larger is split:
///
///     σ² = σ_context² + σ_excess²
///     L(y | c, σ) = ∫ N(c′; c, σ_excess²) p_flow(y | c′, σ_context) dc′
///
/// > Source: Van-Lane et al. (2025), ApJ 986, 59, section 3, for the error as context.
public enum ColorErrorUse: String, CaseIterable, Sendable {
  /// As context up to the largest trained error; what lies beyond is integrated over.
  case auto
  /// As context, up to twice the largest trained error; a larger one counts as that.
  case context
  /// As context up to the smallest trained error, which every training star had; the rest is
  /// integrated over.
  case marginal

  /// The two parts of an error.
  ///
  /// - Parameters:
  ///   - sigma: The whole error, mag.
  ///   - limits: The errors that the flow is evaluated at. Where a model does not say which ones it was
  ///     trained on, the whole error is context within those that are possible.
  /// - Returns: Context and excess, mag.
  public func parts(
    of sigma: Double, limits: ContextLimits
  ) -> (contextSigma: Double, excessSigma: Double) {
    guard limits.isOfMeasuredColors else { return (sigma, sigma) }
    let trained = limits.bpRp0Sigma
    let largest: Double =
      switch self {
      case .auto: trained.upperBound
      case .context:
        limits.areTrained
          ? trained.upperBound * ContextLimits.sigmaMargin : trained.upperBound
      case .marginal: limits.areTrained ? trained.lowerBound : trained.upperBound
      }
    let context = min(max(sigma, trained.lowerBound), largest)
    guard self != .context, limits.areTrained, sigma > largest else { return (context, 0) }
    // As a product of sum and difference, which does not cancel where the two are close.
    return (context, ((sigma - context) * (sigma + context)).squareRoot())
  }
}
