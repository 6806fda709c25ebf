// SPDX-License-Identifier: GPL-3.0-or-later
// The reasons why a star has no age, as codes for programs and messages for people.

public import GyroQuantities

/// Why a star has no age; names and texts are those of ``GyroQuantities/StatusDefinition``.
///
/// The raw values are stable codes: other programs and journals hold them.
public enum NoAgeReason: Int, CaseIterable, DefinedStatus {
  /// The star has no period.
  case periodMissing = 1
  /// The period is not a positive number.
  case periodInvalid = 2
  /// The period lies beyond those that stars have: ``OutlierMixture/log10PeriodDaysRange``.
  case periodOutOfRange = 3
  /// The error of the period exceeds the period.
  case periodErrorTooLarge = 4
  /// The star has neither a color nor a quantity that can replace it.
  case colorMissing = 5
  /// The observed color has no extinction.
  case extinctionMissing = 6
  /// No star has such a color.
  case colorImpossible = 7
  /// The error of the color is zero, or larger than ``GyroQuantities/StarLimits/maximumBpRp0Sigma``.
  case colorErrorImpossible = 8
  /// The color has no error, and the model does not say what is usual.
  case colorErrorUnknown = 9
  /// The law of extinction does not cover the star.
  case extinctionOutOfRange = 10
  /// The table of dwarfs has no such temperature or B-V.
  case outsideDwarfTable = 11
  /// The membership probability is not within 0…1.
  case membershipOutOfRange = 12
  /// A value is not a finite number, or an error is negative.
  case valueUnreadable = 13
  /// The selection leaves the star out.
  case notSelected = 14
  /// No age that the prior allows makes the period possible.
  case periodImpossible = 15
  /// The density of the model is not a number.
  case modelFailure = 16
  /// The age likelihood cannot be used on the grid of ages.
  case ageLikelihoodUnusable = 17
  /// The color is one at which a cluster's stars are not dated.
  case colorNotDated = 18

  /// The definitions of ``NoAgeReason``.
  public static let kind = StatusDefinition.Kind.noAgeReason

  /// The name in files.
  public var name: String { Self.names[self] ?? "" }

  private static let names = Dictionary(
    uniqueKeysWithValues: StatusDefinition.all(kind).compactMap { definition in
      NoAgeReason(rawValue: definition.code).map { ($0, definition.name) }
    })
}

/// A star that has no age.
public struct UnusableStar: Error, Hashable, Sendable {
  /// Why, as a code.
  public let reason: NoAgeReason
  /// Why, as a message with the values found and expected.
  public let message: String

  /// States a reason and its message.
  public init(_ reason: NoAgeReason, _ message: String) {
    (self.reason, self.message) = (reason, message)
  }
}
