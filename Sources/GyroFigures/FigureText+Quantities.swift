// SPDX-License-Identifier: GPL-3.0-or-later
// The quantities of gyrochronology as they are written on an axis.

package import GyroPlotting

extension FigureText {
  /// The dereddened color BP − RP, without its unit.
  package static let bpRp0 = FigureText("(BP−RP)").sub("0")
  /// The rotation period with its unit, d.
  package static let periodDays: FigureText = "Rotation period (d)"
  /// The age with its unit, Myr.
  package static let ageMyr: FigureText = "Age (Myr)"
  /// The density of an age over its logarithm, with its unit.
  package static let agePerDex = FigureText("Probability density (dex").sup("−1") + ")"
}
