// SPDX-License-Identifier: GPL-3.0-or-later
// Limits of what counts as a single star that brakes, the same for catalogs, training and ages.

/// Limits beyond which a star is left out of a sample, or gets an age with a warning.
public enum StarLimits {
  /// The smallest renormalized unit weight error at which the astrometry is not that of a single star.
  ///
  /// > Source: Lindegren (2018), GAIA-C3-TN-LU-LL-124-01.
  public static let minimumHighRUWE = 1.4

  /// The smallest dereddened BP−RP, in mag, at which a convection zone is deep enough to brake the star.
  public static let minimumBpRp0 = 0.5
}
