// SPDX-License-Identifier: GPL-3.0-or-later
// The mixture of stars that follow the model and outliers that do not.

public import GyroNumerics
internal import GyroPlatform

/// The uniform density of periods that have nothing to do with the star's age.
///
/// Non-members, aliases and blends spread over log10 P in [-1.75, 2.5]:
///
///     L(y | a) = w p_flow(y | a) + (1 − w) / 4.25,   w = p_member (1 − f_out)
///
/// Outside that interval the background is zero, as a density must be that integrates to one.
///
/// > Source: Van-Lane et al. (2025), ApJ 986, 59, section 3.
public struct OutlierMixture: Hashable, Sendable {
  /// Where the background is non-zero, in dex of days.
  public static let log10PeriodDaysRange = -1.75...2.5

  /// Natural log of the background's density within that range, per dex.
  public static let backgroundLogDensity = -log(
    log10PeriodDaysRange.upperBound - log10PeriodDaysRange.lowerBound)

  /// The outlier fraction that is assumed where none is stated.
  public static let usualOutlierFraction = 0.05

  /// Fraction of members whose period is an outlier.
  public var outlierFraction: Double

  /// A background with a fraction of outliers, 0 to 1.
  public init(outlierFraction: Double = usualOutlierFraction) {
    precondition(
      (0...1).contains(outlierFraction), "outlier fraction \(outlierFraction) is not in 0...1")
    self.outlierFraction = outlierFraction
  }

  /// The weight of the flow for a star of a membership probability.
  public func weight(membershipProbability: Double) -> Double {
    membershipProbability * (1 - outlierFraction)
  }

  /// The background's density where a period is known to within an error.
  ///
  ///     ∫ N(y′; y, σ²) p_bg(y′) dy′ = [F((2.5 − y) / σ) − F((−1.75 − y) / σ)] / 4.25
  ///
  /// with F the cumulative distribution of a normal density, or of one that is split:
  ///
  ///     F(z) = (1 − a) Φ(z / (1 − a)) for z < 0, 1 − (1 + a) Φ(−z / (1 + a)) else
  ///
  /// - Parameters:
  ///   - log10PeriodDays: The period, dex of days.
  ///   - sigma: Its error, dex; not negative.
  ///   - asymmetry: a: how much larger the upper side of the error is, −1…1.
  /// - Returns: Per dex of period.
  public static func backgroundDensity(
    log10PeriodDays: Double, sigma: Double, asymmetry: Double = 0
  ) -> Double {
    func cdf(_ z: Double) -> Double {
      let side = z < 0 ? 1 - asymmetry : 1 + asymmetry
      guard side > 0 else { return z < 0 ? 0 : 1 }
      return z < 0 ? side * Normal.cdf(z / side) : 1 - side * Normal.cdf(-z / side)
    }
    let range = log10PeriodDaysRange
    let inside =
      sigma > 0
      ? cdf((range.upperBound - log10PeriodDays) / sigma)
        - cdf((range.lowerBound - log10PeriodDays) / sigma)
      : range.contains(log10PeriodDays) ? 1 : 0
    return inside / (range.upperBound - range.lowerBound)
  }

  /// The natural log of the same; minus infinity where it is zero.
  public static func backgroundLogDensity(log10PeriodDays: Double, sigma: Double = 0) -> Double {
    log(backgroundDensity(log10PeriodDays: log10PeriodDays, sigma: sigma))
  }

  /// The probability of a shorter period under the background.
  public static func backgroundCDF(log10PeriodDays: Double) -> Double {
    let range = log10PeriodDaysRange
    let share =
      (log10PeriodDays - range.lowerBound) / (range.upperBound - range.lowerBound)
    return min(1, max(0, share))
  }

  /// The mixture of a star's period.
  public func mixture(log10PeriodDays: Double, membershipProbability: Double) -> Mixture {
    Mixture(
      weight: weight(membershipProbability: membershipProbability),
      logBackground: Self.backgroundLogDensity(log10PeriodDays: log10PeriodDays))
  }
}
