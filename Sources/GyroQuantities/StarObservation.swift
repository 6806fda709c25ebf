// SPDX-License-Identifier: GPL-3.0-or-later
// What was observed of one star.

/// What was observed of one star, as far as its age is concerned.
public struct StarObservation: Hashable, Sendable {
  /// Its rotation period.
  public var period: RotationPeriod
  /// Its color.
  public var color: GaiaColor
  /// The chance that it belongs to the population whose age is asked for; 1 for a field star.
  public var membershipProbability: Double

  /// Takes what was observed.
  ///
  /// - Precondition: The membership probability lies in 0…1.
  public init(period: RotationPeriod, color: GaiaColor, membershipProbability: Double = 1) {
    precondition(
      (0...1).contains(membershipProbability),
      "membership probability \(membershipProbability) is not in 0...1")
    (self.period, self.color) = (period, color)
    self.membershipProbability = membershipProbability
  }
}
