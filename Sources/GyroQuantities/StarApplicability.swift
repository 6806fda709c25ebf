// SPDX-License-Identifier: GPL-3.0-or-later
// What a table may tell of a star besides period and color: whether its rotation says anything about its age.

internal import GyroPlatform

/// What tells whether a star is single and on the main sequence; nil wherever it is not known.
public struct StarApplicability: Hashable, Sendable {
  /// Base-ten log of the surface gravity in cm/s².
  public var log10Gravity: Double?
  /// Absolute magnitude in Gaia's G band, mag, without extinction.
  public var gMagAbsolute: Double?
  /// Apparent G magnitude and parallax (mas), from which the absolute magnitude follows.
  public var gMag, parallaxMas: Double?
  /// The period of an orbit with a companion, d.
  public var orbitalPeriodDays: Double?
  /// The scatter of its radial velocities, km/s.
  public var velocityScatterKmS: Double?

  /// Knows nothing.
  public init() {}

  /// The absolute G magnitude: as given, or from apparent magnitude, parallax and extinction.
  ///
  ///     M_G = G + 5 log10(ϖ / 100 mas) − 0.789 A_V
  ///
  /// - Parameter extinctionAV: Extinction in the V band, mag; nil counts as none, which makes stars too faint and
  ///   so never calls a dwarf evolved.
  /// - Returns: Magnitudes; nil where neither is known, or the parallax is not positive.
  public func gMagAbsolute(extinctionAV: Double?) -> Double? {
    if let gMagAbsolute { return gMagAbsolute }
    guard let gMag, let parallaxMas, parallaxMas > 0 else { return nil }
    return gMag + 5 * log10(parallaxMas / 100) - Self.gBandPerAV * (extinctionAV ?? 0)
  }

  /// A_G / A_V of the ``ExtinctionLaw/constant`` law.
  ///
  /// > Source: Wang & Chen (2019), ApJ 877, 116, table 3.
  package static let gBandPerAV = 0.789
}
