// SPDX-License-Identifier: GPL-3.0-or-later
// The colors and temperatures of main-sequence stars, as a published table.

/// The mean sequence of dwarfs from A0 to M8.5: effective temperature, (B−V)₀ and (BP−RP)₀.
///
/// Linear between the rows of the table, without a value beyond them. The BP−RP of the table is that of
/// Gaia DR2 and stands for that of DR3, which is redder by 0.07 ± 0.08 mag beyond 3 mag.
///
/// > Source: Pecaut & Mamajek (2013), ApJS 208, 9, table 5, in version 2022.04.16 of
/// > http://www.pas.rochester.edu/~emamajek/EEM_dwarf_UBVIJHK_colors_Teff.txt, of which these are the
/// > columns Teff, B-V and Bp-Rp. A copy comes with gyrointerp 0.7 (MIT); the table itself states no
/// > license and asks for the citation of the paper.
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

  private typealias Row = (teffKelvin: Double, bV: Double, bpRp0: Double)

  /// (Teff in K, (B−V)₀ in mag, (BP−RP)₀ in mag), from hot to cool; both colors rise strictly.
  private static let rows: [Row] = [
    (9700, 0.0, -0.037), (9300, 0.035, 0.005), (8800, 0.07, 0.068), (8600, 0.1, 0.11),
    (8250, 0.14, 0.166), (8100, 0.16, 0.194), (7910, 0.185, 0.222), (7760, 0.21, 0.263),
    (7590, 0.25, 0.32), (7400, 0.27, 0.327), (7220, 0.295, 0.377), (7020, 0.33, 0.434),
    (6820, 0.37, 0.49), (6750, 0.39, 0.518), (6670, 0.41, 0.546), (6550, 0.44, 0.587),
    (6350, 0.486, 0.64), (6280, 0.5, 0.67), (6180, 0.53, 0.694), (6050, 0.56, 0.719),
    (5990, 0.58, 0.767), (5930, 0.595, 0.784), (5860, 0.622, 0.803), (5770, 0.65, 0.823),
    (5720, 0.66, 0.832), (5680, 0.67, 0.841), (5660, 0.68, 0.85), (5600, 0.7, 0.869),
    (5550, 0.71, 0.88), (5480, 0.73, 0.9), (5380, 0.775, 0.95), (5270, 0.816, 0.983),
    (5170, 0.857, 1.01), (5100, 0.884, 1.1), (4830, 0.99, 1.21), (4600, 1.09, 1.34),
    (4440, 1.15, 1.43), (4300, 1.24, 1.53), (4100, 1.34, 1.7), (3990, 1.363, 1.73),
    (3930, 1.4, 1.79), (3850, 1.42, 1.84), (3770, 1.445, 1.97), (3660, 1.485, 2.09),
    (3620, 1.495, 2.13), (3560, 1.505, 2.23), (3470, 1.522, 2.39), (3430, 1.53, 2.5),
    (3270, 1.6, 2.78), (3210, 1.65, 2.94), (3110, 1.69, 3.16), (3060, 1.83, 3.35),
    (2930, 1.94, 3.71), (2810, 2.01, 4.16), (2740, 2.07, 4.5), (2680, 2.12, 4.65),
    (2630, 2.14, 4.72), (2570, 2.15, 4.86), (2420, 2.16, 5.1),
  ]

  /// A quantity of the table.
  public enum Axis: Sendable {
    /// Effective temperature, K.
    case teffKelvin
    /// Dereddened B−V, mag.
    case bV
    /// Dereddened BP−RP, mag.
    case bpRp0
  }

  /// What the table covers of a quantity.
  public static func domain(of axis: Axis) -> ClosedRange<Double> {
    let ends = [rows[0], rows[rows.count - 1]].map { value($0, axis) }
    return min(ends[0], ends[1])...max(ends[0], ends[1])
  }

  /// One quantity of a dwarf from another; nil beyond the table.
  public static func value(_ wanted: Axis, at given: Double, of axis: Axis) -> Double? {
    guard domain(of: axis).contains(given) else { return nil }
    // The quantity as it grows along the table.
    let sign: Double = axis == .teffKelvin ? -1 : 1
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
  /// Where x ± σ lies beyond the table, its end is taken.
  ///
  /// - Parameters:
  ///   - given: The temperature or the other color; without an error none is handed out.
  ///   - axis: Which of the two it is.
  /// - Returns: Color and error.
  public static func bpRp0(from given: Measured<Double>, of axis: Axis) -> Measured<Double>? {
    guard let color = value(.bpRp0, at: given.value, of: axis) else { return nil }
    let sigma = given.sigma.map { sigma in
      let domain = domain(of: axis)
      let ends = [given.value - sigma, given.value + sigma].map { end in
        let within = min(max(end, domain.lowerBound), domain.upperBound)
        return value(.bpRp0, at: within, of: axis) ?? color
      }
      let half = 0.5 * (ends[1] - ends[0])
      return (half * half + 2 * Dereddening.bandFloor * Dereddening.bandFloor).squareRoot()
    }
    return Measured(color, sigma: sigma)
  }

  private static func value(_ row: Row, _ axis: Axis) -> Double {
    switch axis {
    case .teffKelvin: row.teffKelvin
    case .bV: row.bV
    case .bpRp0: row.bpRp0
    }
  }
}
