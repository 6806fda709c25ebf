// SPDX-License-Identifier: GPL-3.0-or-later
// The identity of a Gaia source: a release and a number, since a number alone is ambiguous.

/// A Gaia source in a data release; the same number can be another star in another release.
public struct GaiaSourceID: Hashable, Sendable {
  /// The releases whose identifiers are in use; EDR3 and DR3 share theirs.
  public enum Release: String, Sendable, CaseIterable {
    /// Gaia DR1 (2016).
    case dr1 = "DR1"
    /// Gaia DR2 (2018).
    case dr2 = "DR2"
    /// Gaia EDR3 (2020) and DR3 (2022).
    case dr3 = "DR3"
  }
  /// The release that gave the number.
  public let release: Release
  /// The number itself; a `Double` cannot hold it.
  public let number: Int64

  /// A source by its number; nil if no Gaia source can have it.
  ///
  /// A number carries the source's pixel, at HEALPix level 12, in its upper bits.
  public init?(_ release: Release, _ number: Int64) {
    let pixelCount: Int64 = 12 << 24
    guard number > 0, number >> 35 < pixelCount else { return nil }
    (self.release, self.number) = (release, number)
  }
}
