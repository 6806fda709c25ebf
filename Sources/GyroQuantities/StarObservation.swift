// SPDX-License-Identifier: GPL-3.0-or-later
// What was observed of one star.

/// What was observed of one star, as far as its age is concerned.
public struct StarObservation: Hashable, Sendable {
  /// Its rotation period.
  public var period: RotationPeriod
  /// Its error in days; nil where it is not known, which counts as zero.
  public var periodDaysSigma: Double?
  /// How much larger the upper side of that error is, −1…1, as ``Measured`` has it.
  public var periodAsymmetry = 0.0
  /// Its color.
  public var color: GaiaColor
  /// The chance that it belongs to the population whose age is asked for; 1 for a field star.
  public var membershipProbability: Double
  /// Whether that chance was assumed, where others of the same table have one and this star has none.
  public var isMembershipAssumed: Bool
  /// Gaia's renormalized unit weight error: how poorly the astrometry fits a single star; nil if unknown.
  public var ruwe: Double?
  /// Whether its color, temperature or extinction is one that Gaia's GSP-Phot found.
  public var isFromGSPPhot = false
  /// What tells whether its rotation is that of a single star on the main sequence.
  public var applicability = StarApplicability()

  /// An observation.
  ///
  /// - Precondition: The membership probability lies in 0…1, and the error is finite and not negative.
  public init(
    period: RotationPeriod, periodDaysSigma: Double? = nil, color: GaiaColor,
    membershipProbability: Double = 1, isMembershipAssumed: Bool = false, ruwe: Double? = nil
  ) {
    precondition(
      (0...1).contains(membershipProbability),
      "membership probability \(membershipProbability) is not in 0...1")
    precondition(
      periodDaysSigma.map { $0 >= 0 && $0.isFinite } ?? true,
      "a period error of \(periodDaysSigma ?? 0) d")
    (self.period, self.periodDaysSigma, self.color) = (period, periodDaysSigma, color)
    (self.membershipProbability, self.ruwe) = (membershipProbability, ruwe)
    self.isMembershipAssumed = isMembershipAssumed
  }
}
