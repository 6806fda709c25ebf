// SPDX-License-Identifier: GPL-3.0-or-later
// The Gaia color of a star: without dust, behind it, or what stands for it.

/// The Gaia DR3 color BP−RP of a star, in magnitudes.
public enum GaiaColor: Hashable, Sendable {
  /// Dereddened color; its error holds everything that is not known about it.
  case intrinsic(Measured<Double>)
  /// Observed color with the error of the photometry alone, and the dust in front of the star.
  case observed(Measured<Double>, behind: Measured<Extinction>)
  /// In place of the color a quantity of the ``DwarfSequence``: effective temperature or dereddened B−V.
  case ofDwarf(Measured<Double>, DwarfSequence.Axis)
}
