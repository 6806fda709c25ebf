// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a star: a quantity with a unit, so that Myr and Gyr cannot be mixed.

/// A stellar age.
public struct Age: Hashable, Comparable, Sendable {
  /// The age in millions of years.
  public let megayears: Double

  private init(megayears: Double) { self.megayears = megayears }

  /// An age given in millions of years.
  public static func megayears(_ value: Double) -> Age { Age(megayears: value) }
  /// An age given in thousands of millions of years.
  public static func gigayears(_ value: Double) -> Age { Age(megayears: value * 1000) }

  /// Orders ages from young to old.
  public static func < (younger: Age, older: Age) -> Bool { younger.megayears < older.megayears }
}
