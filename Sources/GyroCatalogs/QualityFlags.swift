// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons to distrust or to leave out a rotator, as a bit set.

/// Quality flags of a standard star; a set bit is a doubt.
public struct QualityFlags: OptionSet, Hashable, Sendable {
  /// The bits, as they are stored.
  public let rawValue: UInt32
  /// Takes stored bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The source catalog leaves the star out for its place in the color–magnitude diagram.
  public static let excludedByColorMagnitude = QualityFlags(rawValue: 1 << 0)
  /// The source catalog leaves the star out because its dereddening failed.
  public static let excludedByDereddening = QualityFlags(rawValue: 1 << 1)
  /// The source catalog leaves the star out for its photometry.
  public static let excludedByPhotometry = QualityFlags(rawValue: 1 << 2)
}
