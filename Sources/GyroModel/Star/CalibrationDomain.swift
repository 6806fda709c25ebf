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

  /// What calibrators can be at all: the limits of stars to train on, and of the ranges of a model.
  ///
  /// From 0.01 Myr to three times the age of the universe, from stars hotter than any to colors that no
  /// star has, errors from a hundredth of a millimagnitude on, and periods from a minute to a century.
  public static let possible = CalibrationDomain(
    log10AgeMyr: -2...4.6, bpRp0: -2...10, log10BpRp0Sigma: -5...1, log10PeriodDays: -3.2...4.6)

  /// The ranges, each under its name with its unit.
  var named: [(name: String, range: ClosedRange<Double>)] {
    Array(
      zip(
        RotationFlow.contextNames + [RotationFlow.valueName],
        [log10AgeMyr, bpRp0, log10BpRp0Sigma, log10PeriodDays])
    ).map { (name: $0.0, range: $0.1) }
  }
}
