// SPDX-License-Identifier: GPL-3.0-or-later
// A star in natural units, as every likelihood takes it.

internal import GyroPlatform
public import GyroQuantities

/// One star in natural units: days and magnitudes.
///
/// A star that came from an observation by ``StarRules`` has a period that the background of outliers
/// allows, a color that stars have and an error of it that is above zero. The logarithms that a flow asks for are taken
/// by ``ContextSchema`` for the covariates, and here for the period.
public struct Star: Hashable, Sendable {
  /// Rotation period, d; without an error it counts as exactly known.
  public let periodDays: Measured<Double>
  /// Base-ten log of the period, dex of days.
  public let log10PeriodDays: Double
  /// What else is measured of the star.
  public var covariates: Covariates
  /// Membership probability, 0…1.
  public var membershipProbability: Double

  /// The error of the log10 period, dex: to first order, as a Gaussian in log10 P has it, or as a split normal
  /// density with the asymmetry of ``periodDays``.
  public var log10PeriodDaysSigma: Double {
    (periodDays.sigma ?? 0) / (periodDays.value * log(10))
  }

  /// The same star with a color that is bluer by what its E(BP-RP) is too small by, mag.
  public func bluer(by zeroPoint: Double) -> Star {
    var star = self
    star.covariates.bpRp0.value -= zeroPoint
    return star
  }

  /// A star with a period in days.
  ///
  /// - Precondition: The period is positive and finite.
  public init(
    periodDays: Measured<Double>, covariates: Covariates, membershipProbability: Double = 1
  ) {
    precondition(
      periodDays.value > 0 && periodDays.value.isFinite, "a period of \(periodDays.value) d")
    (self.periodDays, log10PeriodDays) = (periodDays, log10(periodDays.value))
    (self.covariates, self.membershipProbability) = (covariates, membershipProbability)
  }

  /// A star with a period as a flow draws it.
  ///
  /// - Parameters:
  ///   - log10PeriodDays: Dex of days.
  ///   - log10PeriodDaysSigma: Its error, dex; 0 for a period that counts as exactly known.
  ///   - covariates: What else is measured.
  ///   - membershipProbability: 0…1.
  public init(
    log10PeriodDays: Double, log10PeriodDaysSigma: Double = 0, covariates: Covariates,
    membershipProbability: Double = 1
  ) {
    let days = pow(10, log10PeriodDays)
    precondition(days > 0 && days.isFinite, "a period of 10^\(log10PeriodDays) d")
    periodDays = Measured(
      days, sigma: log10PeriodDaysSigma == 0 ? nil : log10PeriodDaysSigma * days * log(10))
    self.log10PeriodDays = log10PeriodDays
    (self.covariates, self.membershipProbability) = (covariates, membershipProbability)
  }
}
