// SPDX-License-Identifier: GPL-3.0-or-later
// The Gaia color of a star: dereddened, observed behind an extinction, or estimated from another quantity.

/// The Gaia DR3 color BP−RP of a star, in magnitudes.
public enum GaiaColor: Hashable, Sendable {
  /// Dereddened color; its error includes that of the extinction.
  case intrinsic(Measured<Double>)
  /// Observed color with the error of the photometry alone, and the extinction of the star.
  case observed(Measured<Double>, behind: Measured<Extinction>)
  /// In place of the color a quantity of the ``DwarfSequence``: effective temperature or dereddened B−V.
  case ofDwarf(Measured<Double>, DwarfSequence.Axis)
}
