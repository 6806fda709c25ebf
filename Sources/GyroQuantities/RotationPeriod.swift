// SPDX-License-Identifier: GPL-3.0-or-later
// The rotation period of a star.

internal import GyroPlatform

/// A stellar rotation period.
public struct RotationPeriod: Hashable, Comparable, Sendable {
  /// The period in days.
  public let days: Double

  private init(days: Double) { self.days = days }

  /// A period in days; nil unless it is finite and positive, as every period is.
  public static func days(_ value: Double) -> RotationPeriod? {
    value.isFinite && value > 0 ? RotationPeriod(days: value) : nil
  }

  /// The base-ten log of the period in days.
  public var log10Days: Double { log10(days) }

  /// Orders periods from short to long.
  public static func < (shorter: RotationPeriod, longer: RotationPeriod) -> Bool {
    shorter.days < longer.days
  }
}
