// SPDX-License-Identifier: GPL-3.0-or-later
// Where the calibrators lie: outside, a flow extrapolates.

/// The ranges of the stars that a flow was trained on.
public struct CalibrationDomain: Hashable, Sendable {
  /// Base-ten log of the age, dex of Myr.
  public var log10AgeMyr: ClosedRange<Double>
  /// Dereddened BP-RP, mag.
  public var bpRp0: ClosedRange<Double>
  /// Base-ten log of the error of BP-RP, dex of mag.
  public var log10BpRp0Sigma: ClosedRange<Double>
  /// Base-ten log of the period, dex of days.
  public var log10PeriodDays: ClosedRange<Double>

  /// Takes the four ranges.
  public init(
    log10AgeMyr: ClosedRange<Double>, bpRp0: ClosedRange<Double>,
    log10BpRp0Sigma: ClosedRange<Double>, log10PeriodDays: ClosedRange<Double>
  ) {
    (self.log10AgeMyr, self.bpRp0) = (log10AgeMyr, bpRp0)
    (self.log10BpRp0Sigma, self.log10PeriodDays) = (log10BpRp0Sigma, log10PeriodDays)
  }
}
