// SPDX-License-Identifier: GPL-3.0-or-later
// A star as its age depends on it: everything measured, in natural units, and checked.

internal import Foundation
public import GyroQuantities

/// A star that can be dated: its period and covariates in natural units, checked.
///
/// There is one way from what was observed to a star, ``StarRules/star(_:)``; flows take their
/// logarithms in ``ContextSchema``.
public struct Star: Hashable, Sendable {
  /// Rotation period, d, positive; an error of zero or none means exactly known.
  public var periodDays: Measured<Double>
  /// Color and whatever else was measured.
  public var covariates: Covariates
  /// The probability that it belongs to the population whose age is asked for, 0…1.
  public var membershipProbability: Double

  /// Base-ten log of the period, dex of days.
  public var log10PeriodDays: Double { log10(periodDays.value) }

  /// Error of the log of the period to first order, dex: σ_P / (P ln 10).
  public var log10PeriodDaysSigma: Double {
    (periodDays.sigma ?? 0) / (periodDays.value * log(10))
  }

  /// Describes a star.
  ///
  /// - Precondition: The period is positive and finite, the membership probability in 0…1.
  public init(
    periodDays: Measured<Double>, covariates: Covariates, membershipProbability: Double = 1
  ) {
    precondition(
      periodDays.value > 0 && periodDays.value < .infinity, "a period of \(periodDays.value) d")
    precondition(
      (0...1).contains(membershipProbability),
      "membership probability \(membershipProbability) is not in 0...1")
    (self.periodDays, self.covariates) = (periodDays, covariates)
    self.membershipProbability = membershipProbability
  }
}
