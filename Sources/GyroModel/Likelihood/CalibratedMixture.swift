// SPDX-License-Identifier: GPL-3.0-or-later
// Memberships and periods of non-members as the rotators themselves show them.

public import GyroNumerics
internal import GyroPlatform

/// The mixture that a model is trained with.
///
/// A catalog's membership probability is about a star of that position and motion. A star that rotates
/// with a measured period is far more often a member than that, and the periods of the others are not
/// uniform: most are those of close binaries and of young stars, a few days. With q the logit of the
/// stated probability, bounded to ±log 99,
///
///     L(y) = w p_flow(y) + (1 - w) N(y; mean, sigma),   logit w = intercept + slope · q
///
/// Scores that are compared with other programs use ``OutlierMixture``, whatever a model was trained with.
public struct CalibratedMixture: Hashable, Sendable, Codable {
  /// Logit of the flow's weight at a stated membership of one half.
  public var logitIntercept: Double
  /// Its slope with the logit of the stated membership.
  public var logitSlope: Double
  /// Mean log10 of the non-members' periods, dex of days.
  public var backgroundMean: Double
  /// Their standard deviation, dex.
  public var backgroundSigma: Double

  /// States a mixture; the width of the background is positive.
  public init(
    logitIntercept: Double, logitSlope: Double, backgroundMean: Double, backgroundSigma: Double
  ) {
    precondition(backgroundSigma > 0, "a background of width \(backgroundSigma)")
    (self.logitIntercept, self.logitSlope) = (logitIntercept, logitSlope)
    (self.backgroundMean, self.backgroundSigma) = (backgroundMean, backgroundSigma)
  }

  private enum CodingKeys: String, CodingKey {
    case logitIntercept = "logit_intercept"
    case logitSlope = "logit_slope"
    case backgroundMean = "background_mean_dex"
    case backgroundSigma = "background_sigma_dex"
  }

  /// The weight of the flow for a star of a stated membership probability.
  public func weight(membershipProbability: Double) -> Double {
    let bounded = min(max(membershipProbability, 0.01), 0.99)
    return 1 / (1 + exp(-logitIntercept - logitSlope * log(bounded / (1 - bounded))))
  }

  /// Natural log of the density of non-members' periods, per dex.
  public func backgroundLogDensity(log10PeriodDays: Double) -> Double {
    Normal.logDensity((log10PeriodDays - backgroundMean) / backgroundSigma) - log(backgroundSigma)
  }

  /// The probability of a shorter period under the background.
  public func backgroundCDF(log10PeriodDays: Double) -> Double {
    Normal.cdf((log10PeriodDays - backgroundMean) / backgroundSigma)
  }

  /// The mixture of a star's period.
  public func mixture(log10PeriodDays: Double, membershipProbability: Double) -> Mixture {
    Mixture(
      weight: weight(membershipProbability: membershipProbability),
      logBackground: backgroundLogDensity(log10PeriodDays: log10PeriodDays))
  }
}
