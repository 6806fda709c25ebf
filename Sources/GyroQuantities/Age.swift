// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a star: a quantity with a unit, so that Myr and Gyr cannot be mixed.

internal import GyroPlatform

/// A stellar age: finite and positive, which who reads one from a file or a command line checks first.
public struct Age: Hashable, Comparable, Sendable {
  /// The age in millions of years.
  public let megayears: Double

  private init(megayears: Double) {
    precondition(megayears > 0 && megayears.isFinite, "an age of \(megayears) Myr")
    self.megayears = megayears
  }

  /// An age given in millions of years.
  public static func megayears(_ value: Double) -> Age { Age(megayears: value) }
  /// An age given in thousands of millions of years.
  public static func gigayears(_ value: Double) -> Age { Age(megayears: value * 1000) }
  /// An age given by the base-ten log of its value in millions of years.
  public static func log10Megayears(_ value: Double) -> Age { Age(megayears: pow(10, value)) }

  /// The age in thousands of millions of years.
  public var gigayears: Double { megayears / 1000 }
  /// The base-ten log of the age in millions of years.
  public var log10Megayears: Double { log10(megayears) }

  /// Orders ages from young to old.
  public static func < (younger: Age, older: Age) -> Bool { younger.megayears < older.megayears }
}
