// SPDX-License-Identifier: GPL-3.0-or-later
// The Gaia color of a star: dereddened, observed behind an extinction, or estimated from another quantity.

/// The Gaia DR3 color BP−RP of a star, in magnitudes.
public enum GaiaColor: Hashable, Sendable {
  /// Dereddened color; its error includes that of the extinction.
  case intrinsic(Measured<Double>)
  /// Observed color with the error of the photometry alone, and the extinction of the star.
  case observed(Measured<Double>, behind: Measured<Extinction>)
  /// In place of the color a quantity of the ``DwarfSequence``: dereddened, or a color as it was observed with the
  /// extinction of the star.
  case ofDwarf(Measured<Double>, DwarfSequence.Axis, behind: Measured<Extinction>? = nil)

  /// The extinction of the star, where the color comes with one.
  public var extinction: Measured<Extinction>? {
    switch self {
    case .intrinsic: nil
    case .observed(_, let extinction): extinction
    case .ofDwarf(_, _, let extinction): extinction
    }
  }
}
