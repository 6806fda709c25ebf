// SPDX-License-Identifier: GPL-3.0-or-later
// The colors, temperatures, masses and magnitudes of main-sequence stars, as a published table.

/// The mean sequence of dwarfs from A0 to M8.5 in temperature, colors, mass and absolute magnitude.
///
/// Linear between the rows of the table, without a value beyond them. The Gaia colors of the table are those of
/// Gaia DR2 and stand for those of DR3; there BP−RP is redder by 0.07 ± 0.08 mag beyond 3 mag.
///
/// > Source: Pecaut & Mamajek (2013), ApJS 208, 9, table 5, in version 2022.04.16 of
/// > http://www.pas.rochester.edu/~emamajek/EEM_dwarf_UBVIJHK_colors_Teff.txt, of which these are the
/// > columns Teff, B-V, Bp-Rp, G-Rp, V-Ic, V-Ks, the sum of V-Ks and G-V, Msun and M_G. A copy comes with
/// > gyrointerp 0.7 (MIT); the table itself states no license and asks for the citation of the paper.
public enum DwarfSequence {
  /// The paper in BibTeX.
  public static let bibtex = """
    @article{PecautMamajek2013,
      author = {{Pecaut}, M. J. and {Mamajek}, E. E.},
      title = {{Intrinsic Colors, Temperatures, and Bolometric Corrections of Pre-main-sequence Stars}},
      journal = {ApJS},
      year = 2013,
      volume = 208,
      pages = {9}
    }
    """

  /// Row by row from hot to cool, in the order of ``Axis``.
  package static let rows: [[Double]] = [
    [9700, 0, -0.037, -0.02, 0.004, 0.041, 0.056, 2.18, 1],
    [9300, 0.035, 0.005, 0.032, 0.044, 0.09, 0.1, 2.05, 1.16],
    [8800, 0.07, 0.068, 0.05, 0.091, 0.178, 0.178, 1.98, 1.345],
    [8600, 0.1, 0.11, 0.092, 0.108, 0.253, 0.248, 1.86, 1.69],
    [8250, 0.14, 0.166, 0.113, 0.164, 0.353, 0.343, 1.93, 1.92],
    [8100, 0.16, 0.194, 0.13, 0.186, 0.403, 0.388, 1.88, 1.98],
    [7910, 0.185, 0.222, 0.152, 0.197, 0.465, 0.445, 1.83, 2.09],
    [7760, 0.21, 0.263, 0.173, 0.242, 0.528, 0.498, 1.77, 2.19],
    [7590, 0.25, 0.32, 0.204, 0.288, 0.601, 0.561, 1.81, 2.27],
    [7400, 0.27, 0.327, 0.207, 0.294, 0.674, 0.624, 1.75, 2.37],
    [7220, 0.295, 0.377, 0.23, 0.339, 0.734, 0.674, 1.61, 2.51],
    [7020, 0.33, 0.434, 0.252, 0.385, 0.819, 0.749, 1.5, 2.69],
    [6820, 0.37, 0.49, 0.279, 0.432, 0.925, 0.845, 1.46, 2.89],
    [6750, 0.39, 0.518, 0.293, 0.449, 0.964, 0.874, 1.44, 2.99],
    [6670, 0.41, 0.546, 0.307, 0.476, 1.012, 0.912, 1.38, 3.1],
    [6550, 0.44, 0.587, 0.329, 0.506, 1.079, 0.969, 1.33, 3.26],
    [6350, 0.486, 0.64, 0.356, 0.553, 1.19, 1.06, 1.25, 3.56],
    [6280, 0.5, 0.67, 0.372, 0.579, 1.221, 1.081, 1.21, 3.66],
    [6180, 0.53, 0.694, 0.385, 0.599, 1.29, 1.14, 1.18, 3.9],
    [6050, 0.56, 0.719, 0.399, 0.62, 1.335, 1.19, 1.13, 4.105],
    [5990, 0.58, 0.767, 0.431, 0.64, 1.403, 1.248, 1.08, 4.195],
    [5930, 0.595, 0.784, 0.439, 0.673, 1.437, 1.282, 1.06, 4.325],
    [5860, 0.622, 0.803, 0.448, 0.672, 1.5, 1.342, 1.03, 4.462],
    [5770, 0.65, 0.823, 0.459, 0.713, 1.564, 1.399, 1, 4.635],
    [5720, 0.66, 0.832, 0.464, 0.722, 1.588, 1.421, 0.99, 4.703],
    [5680, 0.67, 0.841, 0.468, 0.733, 1.611, 1.438, 0.985, 4.757],
    [5660, 0.68, 0.85, 0.473, 0.738, 1.635, 1.456, 0.98, 4.801],
    [5600, 0.7, 0.869, 0.483, 0.758, 1.691, 1.505, 0.97, 4.914],
    [5550, 0.71, 0.88, 0.489, 0.766, 1.705, 1.511, 0.95, 5.006],
    [5480, 0.73, 0.9, 0.499, 0.786, 1.768, 1.566, 0.94, 5.098],
    [5380, 0.775, 0.95, 0.524, 0.82, 1.857, 1.647, 0.9, 5.34],
    [5270, 0.816, 0.983, 0.56, 0.853, 1.953, 1.726, 0.88, 5.553],
    [5170, 0.857, 1.01, 0.56, 0.879, 2.06, 1.81, 0.86, 5.65],
    [5100, 0.884, 1.1, 0.62, 0.92, 2.13, 1.86, 0.82, 5.83],
    [4830, 0.99, 1.21, 0.66, 1.013, 2.4, 2.08, 0.78, 6.2],
    [4600, 1.09, 1.34, 0.7, 1.182, 2.7, 2.28, 0.73, 6.53],
    [4440, 1.15, 1.43, 0.74, 1.272, 2.88, 2.44, 0.7, 6.83],
    [4300, 1.24, 1.53, 0.79, 1.42, 3.08, 2.57, 0.69, 7.02],
    [4100, 1.34, 1.7, 0.86, 1.519, 3.35, 2.77, 0.64, 7.57],
    [3990, 1.363, 1.73, 0.88, 1.632, 3.48, 2.855, 0.62, 7.74],
    [3930, 1.4, 1.79, 0.9, 1.699, 3.55, 2.89, 0.59, 8.03],
    [3850, 1.42, 1.84, 0.92, 1.766, 3.65, 2.95, 0.57, 8.16],
    [3770, 1.445, 1.97, 0.97, 1.886, 3.84, 3.08, 0.54, 8.44],
    [3660, 1.485, 2.09, 1, 2.005, 4, 3.18, 0.5, 8.82],
    [3620, 1.495, 2.13, 1.02, 2.089, 4.1, 3.23, 0.47, 8.98],
    [3560, 1.505, 2.23, 1.06, 2.173, 4.23, 3.305, 0.44, 9.29],
    [3470, 1.522, 2.39, 1.1, 2.306, 4.43, 3.41, 0.4, 9.67],
    [3430, 1.53, 2.5, 1.13, 2.42, 4.6, 3.5, 0.37, 10.05],
    [3270, 1.6, 2.78, 1.19, 2.68, 5, 3.72, 0.27, 10.87],
    [3210, 1.65, 2.94, 1.24, 2.831, 5.25, 3.85, 0.23, 11.21],
    [3110, 1.69, 3.16, 1.28, 3.073, 5.65, 4.11, 0.184, 12.04],
    [3060, 1.83, 3.35, 1.33, 3.278, 5.95, 4.25, 0.162, 12.45],
    [2930, 1.94, 3.71, 1.38, 3.664, 6.5, 4.55, 0.123, 13.35],
    [2810, 2.01, 4.16, 1.43, 4.1, 7.1, 4.73, 0.102, 14.26],
    [2740, 2.07, 4.5, 1.48, 4.26, 7.6, 4.9, 0.093, 14.4],
    [2680, 2.12, 4.65, 1.52, 4.5, 8, 5.02, 0.09, 14.72],
    [2630, 2.14, 4.72, 1.55, 4.56, 8.35, 5.2, 0.088, 15.2],
    [2570, 2.15, 4.86, 1.57, 4.62, 8.7, 5.59, 0.085, 15.2],
    [2420, 2.16, 5.1, 1.59, 4.63, 8.9, 5.81, 0.08, 15.9],
  ]

  /// A quantity of the table, in the order of its columns; colors are dereddened.
  public enum Axis: Int, CaseIterable, Sendable {
    /// Effective temperature, K.
    case teffKelvin
    /// Johnson B−V, mag.
    case bV
    /// Gaia BP−RP, mag.
    case bpRp0
    /// Gaia G−RP, mag.
    case gRp
    /// Johnson–Cousins V−I_C, mag.
    case vIc
    /// Johnson V minus 2MASS K_s, mag.
    case vKs
    /// Gaia G minus 2MASS K_s, mag.
    case gKs
    /// Mass, solar masses.
    case massSolar
    /// Absolute magnitude in Gaia's G band, mag.
    case gMagAbsolute

    /// What it is called in messages.
    public var name: String {
      switch self {
      case .teffKelvin: "the temperature"
      case .bV: "B-V"
      case .bpRp0: "BP-RP"
      case .gRp: "G-RP"
      case .vIc: "V-I_C"
      case .vKs: "V-K_s"
      case .gKs: "G-K_s"
      case .massSolar: "the mass"
      case .gMagAbsolute: "the absolute magnitude"
      }
    }

    /// The unit of its values.
    public var unit: String {
      switch self {
      case .teffKelvin: "K"
      case .massSolar: "solar masses"
      default: "mag"
      }
    }

    /// The color excess for an extinction A_V of 1 mag; nil for what extinction leaves alone.
    ///
    /// > Source: For B−V the ratio of total to selective extinction, 3.1; for Gaia and K_s Wang & Chen
    /// > (2019), ApJ 877, 116, table 3 (A/A_V of G 0.789, RP 0.589, K_s 0.078); for V−I_C Schlafly &
    /// > Finkbeiner (2011), ApJ 737, 103, table 6, Landolt V and I at R_V = 3.1 (2.742 and 1.505).
    public var excessPerAV: Double? {
      switch self {
      case .teffKelvin, .massSolar, .gMagAbsolute: nil
      case .bV: 1 / Extinction.visualRatio
      case .bpRp0: ExtinctionLaw.constantRatio
      case .gRp: 0.789 - 0.589
      case .vIc: (2.742 - 1.505) / 2.742
      case .vKs: 1 - 0.078
      case .gKs: 0.789 - 0.078
      }
    }
  }

  /// The rows of an axis that go on in its direction; a few step back or stand still and are passed over.
  private static let kept: [[Int]] = Axis.allCases.map { axis in
    var kept = [0]
    for row in 1..<rows.count {
      let step = value(row, axis) - value(kept[kept.count - 1], axis)
      if isRising(axis) ? step > 0 : step < 0 { kept.append(row) }
    }
    return kept
  }

  /// Whether the quantity grows from hot to cool dwarfs.
  package static func isRising(_ axis: Axis) -> Bool {
    axis != .teffKelvin && axis != .massSolar
  }

  private static func value(_ row: Int, _ axis: Axis) -> Double { rows[row][axis.rawValue] }

  /// What the table covers of a quantity.
  public static func domain(of axis: Axis) -> ClosedRange<Double> {
    let rows = kept[axis.rawValue]
    let ends = [rows[0], rows[rows.count - 1]].map { value($0, axis) }
    return min(ends[0], ends[1])...max(ends[0], ends[1])
  }

  /// One quantity of a dwarf from another; nil beyond the table.
  public static func value(_ wanted: Axis, at given: Double, of axis: Axis) -> Double? {
    guard domain(of: axis).contains(given) else { return nil }
    let rows = kept[axis.rawValue]
    // The quantity as it grows along the table.
    let sign: Double = isRising(axis) ? 1 : -1
    let place = rows.firstIndex { sign * value($0, axis) >= sign * given } ?? rows.count - 1
    guard place > 0 else { return value(rows[0], wanted) }
    let (left, right) = (rows[place - 1], rows[place])
    let part = (given - value(left, axis)) / (value(right, axis) - value(left, axis))
    return value(left, wanted) + part * (value(right, wanted) - value(left, wanted))
  }

  /// The dereddened BP−RP of a dwarf with its error, both in mag; nil beyond the table.
  ///
  /// The error is half the change of the color from one standard deviation below to one above, which
  /// does not depend on where between two rows the star lies, with the floor of the Gaia bands:
  ///
  ///     σ_c² = ¼ [c(x + σ) − c(x − σ)]² + 2 (0.01 mag)²
  ///
  /// Of an error with two sides each side follows the same rule with the share of its side. Where x ± σ lies
  /// beyond the table, its end is taken.
  ///
  /// - Parameters:
  ///   - given: The temperature, the mass or the other color; without an error none is handed out.
  ///   - axis: Which of them it is.
  /// - Returns: Color and error.
  public static func bpRp0(from given: Measured<Double>, of axis: Axis) -> Measured<Double>? {
    guard let color = value(.bpRp0, at: given.value, of: axis) else { return nil }
    guard let lower = given.sigmaLower, let upper = given.sigmaUpper else { return Measured(color) }
    let domain = domain(of: axis)
    let ends = [given.value - lower, given.value + upper].map { end in
      let within = min(max(end, domain.lowerBound), domain.upperBound)
      return value(.bpRp0, at: within, of: axis) ?? color
    }
    let half = 0.5 * abs(ends[1] - ends[0])
    // A hotter or heavier star is bluer.
    let asymmetry = isRising(axis) ? given.asymmetry : -given.asymmetry
    return Measured(color, sigma: half, asymmetry: asymmetry)
      .blurred(by: 2.0.squareRoot() * Dereddening.bandFloor)
  }
}
