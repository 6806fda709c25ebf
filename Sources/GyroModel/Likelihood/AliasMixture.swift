// SPDX-License-Identifier: GPL-3.0-or-later
// The probability that a period was measured at half or twice its true value.

internal import GyroNumerics
internal import GyroPlatform

/// The chances that a star's true period is half or twice the one that was found.
///
/// Two spot groups half a turn apart show half the period; a light curve with gaps may show twice it:
///
///     L(y) = (1 − w_½ − w_2) L₀(y) + w_½ L₀(y − log10 2) + w_2 L₀(y + log10 2)
///
/// with y the found period in dex of days and L₀ the likelihood of a true one.
public struct AliasMixture: Hashable, Sendable {
  /// The chance that the true period is half the one found.
  public let half: Double
  /// The chance that the true period is twice the one found.
  public let double: Double

  /// Every period is taken as found.
  public static let none = AliasMixture(half: 0, double: 0)
  /// One period in twenty is twice its true value, and one in twenty half of it.
  public static let usual = AliasMixture(half: 0.05, double: 0.05)

  /// The probabilities that the true period is half or twice the measured one.
  ///
  /// - Precondition: Neither is negative, and together they are at most 1.
  public init(half: Double, double: Double) {
    precondition(
      half >= 0 && double >= 0 && half + double <= 1, "alias weights of \(half) and \(double)")
    (self.half, self.double) = (half, double)
  }

  /// The true periods that a found one may be an alias of, with their nonzero probabilities.
  func periods(log10PeriodDays: Double) -> OneOrMore<LikelihoodNodes.Period> {
    let found = OneOrMore(LikelihoodNodes.Period(weight: 1, log10PeriodDays: log10PeriodDays))
    if self == .none { return found }
    let shift = log10(2.0)
    return OneOrMore(
      elements: [(1 - half - double, 0), (half, -shift), (double, shift)].filter { $0.0 > 0 }
        .map { .init(weight: $0.0, log10PeriodDays: log10PeriodDays + $0.1) }) ?? found
  }
}

extension AliasMixture: CustomStringConvertible {
  /// The mixture as it is chosen on a command line.
  public var description: String {
    self == .none ? "none" : "half-double:\(half),\(self.double)"
  }
}
