// SPDX-License-Identifier: GPL-3.0-or-later
// Draws from the posterior ages of stars, each star's from a stream of its own.

package import GyroNumerics
internal import GyroTables

/// How many draws of log10 age each star gets, and from which seed.
public struct AgeSamples: Hashable, Sendable, Codable {
  /// How many draws, 1 to ``maximumCount``.
  public var count: Int
  /// The seed of all random numbers.
  public var seed: UInt64

  /// The largest number of draws of a star.
  public static let maximumCount = 100_000
  /// The numbers of a table that are held at a time: as many rows are dated together as have so many draws.
  private static let heldCount = 1 << 22

  /// So many draws from a seed.
  public init(count: Int, seed: UInt64 = 1) { (self.count, self.seed) = (count, seed) }

  /// The column that holds the draws, a vector for each star.
  var column: ColumnDescription {
    ColumnDescription(
      name: "log10_age_myr_samples", type: .float64Vector(count), ucd: "time.age",
      meaning: "log10 of age in Myr, draws from the posterior")
  }

  /// The most rows that are dated together.
  var rowLimit: Int { max(1, Self.heldCount / max(1, count)) }

  /// Draws for the star of a row, which depend on nothing but its posterior, the seed and the row.
  ///
  /// - Parameters:
  ///   - density: The posterior; nil for a star without an age.
  ///   - row: The number of the star's row, from 0.
  /// - Returns: log10(age/Myr), shape `[count]`; NaN for stars that cannot be dated.
  package func draws(of density: CompactDensity?, row: Int) -> [Double] {
    guard let density else { return Array(repeating: .nan, count: count) }
    var random = RandomStream(seed: seed).child("star", row)
    return (0..<count).map { _ in density.quantile(random.nextUniform()) }
  }
}
