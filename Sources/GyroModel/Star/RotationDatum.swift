// SPDX-License-Identifier: GPL-3.0-or-later
// A star in the numbers that its likelihood is made of.

/// What the likelihood wants to know of a star, ready for use.
public struct RotationDatum: Hashable, Sendable {
  /// Rotation period, dex of days.
  public var log10PeriodDays: Double
  /// Its error, dex; 0 for a period that counts as exactly known.
  public var log10PeriodDaysSigma: Double
  /// Dereddened color, mag.
  public var bpRp0: Double
  /// Its error, dex of mag.
  public var log10BpRp0Sigma: Double
  /// Membership probability, 0…1.
  public var membershipProbability: Double

  /// Takes the numbers.
  public init(
    log10PeriodDays: Double, log10PeriodDaysSigma: Double = 0, bpRp0: Double,
    log10BpRp0Sigma: Double, membershipProbability: Double = 1
  ) {
    precondition(
      log10PeriodDaysSigma >= 0 && log10PeriodDaysSigma < .infinity,
      "a period error of \(log10PeriodDaysSigma) dex")
    self.log10PeriodDays = log10PeriodDays
    self.log10PeriodDaysSigma = log10PeriodDaysSigma
    (self.bpRp0, self.log10BpRp0Sigma) = (bpRp0, log10BpRp0Sigma)
    self.membershipProbability = membershipProbability
  }
}
