// SPDX-License-Identifier: GPL-3.0-or-later
// The ages at which a posterior is evaluated.

public import GyroNumerics
internal import GyroPlatform
public import GyroQuantities

/// The uniform grid of log10 ages on which posteriors live.
public enum AgeGrid {
  /// From 1 Myr to 13.8 Gyr, dex of Myr.
  public static let log10AgeMyrRange = 0...4.14
  /// The age of the universe, to the digits that the range has.
  public static let maximumAge = Age.gigayears(13.8)
  /// The usual number of nodes.
  public static let nodeCount = 1000

  /// The youngest age there is.
  public static let minimumAge = Age.megayears(1)

  /// A grid from a minimum to a maximum age.
  ///
  /// - Parameters:
  ///   - nodeCount: At least 2.
  ///   - minimumAge: The first node; 1 Myr or less is the whole range.
  ///   - maximumAge: The last node, above the first; 13.8 Gyr or more is the whole range.
  /// - Returns: Nodes in dex of Myr.
  public static func grid(
    nodeCount: Int = nodeCount, minimumAge: Age = AgeGrid.minimumAge,
    maximumAge: Age = AgeGrid.maximumAge
  ) -> Grid {
    let lower =
      minimumAge <= Self.minimumAge ? log10AgeMyrRange.lowerBound : minimumAge.log10Megayears
    let upper =
      maximumAge >= Self.maximumAge ? log10AgeMyrRange.upperBound : maximumAge.log10Megayears
    return Grid(lower...upper, count: nodeCount)
  }
}
