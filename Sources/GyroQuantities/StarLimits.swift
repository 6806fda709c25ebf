// SPDX-License-Identifier: GPL-3.0-or-later
// Limits of stars that can be dated, the same for catalogs, training and ages.

/// Limits beyond which a star has no age, is left out of a sample, or gets an age with a warning.
public enum StarLimits {
  // MARK: No age

  /// Observed colors BP-RP that a star can have, extinction included, mag; another is a mistake or means
  /// "unknown".
  public static let possibleBpRp = -1.0...20.0
  /// Dereddened colors of stars, mag: from the hottest to those of the latest M and the first L dwarfs.
  public static let possibleBpRp0 = -1.0...6.0
  /// The largest error of a dereddened color, mag: a larger one leaves open which kind of star it is.
  public static let maximumBpRp0Sigma = 1.0
  /// The largest error of a period, as a multiple of the period: a larger one leaves nothing of it.
  public static let maximumRelativePeriodSigma = 1.0

  // MARK: A warning, or left out of a sample

  /// The smallest renormalized unit weight error at which the astrometry is not that of a single star.
  ///
  /// > Source: Lindegren (2018), GAIA-C3-TN-LU-LL-124-01.
  public static let minimumHighRUWE = 1.4

  /// The largest error of a dereddened BP−RP, in mag, from which the color still says which star it is.
  ///
  /// > Measured: 99.9 percent of the 6,898 rotators of the standard catalog that have a color know it to 0.24 mag.
  public static let maximumUsualBpRp0Sigma = 0.25

  /// The smallest dereddened BP−RP, in mag, at which a convection zone is deep enough to brake the star.
  public static let minimumBpRp0 = 0.5

  // MARK: Rotation that says little about the age

  /// The largest log10 of the surface gravity (cm/s²) at which a star has left the main sequence.
  ///
  /// > Measured: of the asteroseismic stars of Hall et al. (2021), Nature Astronomy 5, 707, it flags all 4 subgiants, 5 of
  /// > 24 hot stars and none of 66 main-sequence stars; 4.1 would flag 13 of the last.
  public static let maximumEvolvedLog10Gravity = 4.0
  /// How much brighter than a dwarf of its color an evolved star is at least, mag.
  ///
  /// > Measured: of the 29,949 Kepler rotators of Lu et al. (2021), AJ 161, 189, it flags 1,963 (6.6 percent), among them
  /// > 978 of the 1,471 with M_G below 3.9 at 6000 K or less; ``minimumBinaryExcess`` flags another 3,656 (12.2 percent).
  public static let minimumEvolvedExcess = 1.0
  /// How much brighter than a dwarf of its color an unresolved binary is at least, mag; two equal stars are 0.753.
  public static let minimumBinaryExcess = 0.5
  /// The orbital period below which tides may set the rotation, d.
  ///
  /// > Source: Lurie et al. (2017), AJ 154, 250: of eclipsing binaries with shorter orbits 79 percent are synchronized.
  public static let maximumTidalPeriodDays = 10.0
  /// The smallest scatter of radial velocities that a companion makes, km/s.
  ///
  /// > Source: Price-Whelan et al. (2020), ApJ 895, 2: that of single APOGEE dwarfs is below about 1 km/s.
  public static let minimumVelocityScatterKmS = 1.0
}
