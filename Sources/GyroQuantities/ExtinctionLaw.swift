// SPDX-License-Identifier: GPL-3.0-or-later
// The ratio of E(BP−RP) to A_V, as published relations with their domains.

/// A published relation between the extinction of a star and its Gaia color excess.
///
/// The ratio is a polynomial in the dereddened color C and the extinction A:
///
///     E(BP−RP) / A = c₁ + c₂ C + c₃ C² + c₄ C³ + c₅ A + c₆ A² + c₇ C A
///
/// Outside its domain a law has no value.
public struct ExtinctionLaw: Hashable, Sendable {
  /// The name by which it is chosen.
  public let name: String
  /// Where it was published.
  public let source: String
  /// The same in BibTeX.
  public let bibtex: String
  /// The dereddened colors, in mag, for which it was made.
  public let bpRp0Domain: ClosedRange<Double>
  /// The extinctions, in mag, for which it was made.
  public let extinctionDomain: ClosedRange<Double>
  /// The coefficients c₁ … c₇.
  package let ratio: [Double]

  /// E(BP−RP) / A_V of the ``constant`` law.
  public static let constantRatio = 0.413

  /// One ratio for every star, ``constantRatio``.
  public static let constant = ExtinctionLaw(
    name: "constant", source: "Wang & Chen (2019), ApJ 877, 116",
    bibtex: """
      @article{WangChen2019,
        author = {{Wang}, S. and {Chen}, X.},
        title = {{The Optical to Mid-infrared Extinction Law Based on the APOGEE, Gaia DR2, Pan-STARRS1, SDSS, APASS, 2MASS, and WISE Surveys}},
        journal = {ApJ},
        year = 2019,
        volume = 877,
        pages = {116}
      }
      """,
    bpRp0Domain: -.infinity ... .infinity, extinctionDomain: 0 ... .infinity,
    ratio: [constantRatio, 0, 0, 0, 0, 0, 0])

  /// The polynomial for the DR2 passbands, as the difference of its BP and RP coefficients.
  ///
  /// Made from model spectra of 3500 to 10000 K behind A₀ up to 5 mag; A_V stands for A₀.
  public static let babusiaux2018 = ExtinctionLaw(
    name: "babusiaux2018",
    source: "Gaia Collaboration, Babusiaux et al. (2018), A&A 616, A10, table 1",
    bibtex: """
      @article{Babusiaux2018,
        author = {{Gaia Collaboration} and {Babusiaux}, C. and others},
        title = {{Gaia Data Release 2. Observational Hertzsprung-Russell diagrams}},
        journal = {A\\&A},
        year = 2018,
        volume = 616,
        pages = {A10}
      }
      """,
    bpRp0Domain: -0.06...2.5, extinctionDomain: 0...5,
    ratio: zip(
      [1.1517, -0.0871, -0.0333, 0.0173, -0.0230, 0.0006, 0.0043],
      [0.6104, -0.0170, -0.0026, -0.0017, -0.0078, 0.00005, 0.0006]
    ).map { $0 - $1 })

  /// Every law that can be chosen, the default first.
  public static let all = [constant, babusiaux2018]

  /// The law of a name; nil if there is none.
  public static func named(_ name: String) -> ExtinctionLaw? { all.first { $0.name == name } }

  /// The color excess E(BP−RP) of a star; nil outside the domain.
  ///
  /// - Parameters:
  ///   - extinctionAV: Extinction in the V band, mag.
  ///   - bpRp0: Dereddened color of the star, mag.
  /// - Returns: The color excess in mag.
  public func colorExcessBpRp(extinctionAV: Double, bpRp0: Double) -> Double? {
    guard extinctionDomain.contains(extinctionAV), bpRp0Domain.contains(bpRp0) else { return nil }
    return excess(extinctionAV, bpRp0).value
  }

  /// The color excess and its slopes against extinction and dereddened color, in or out of the domain.
  func excess(_ A: Double, _ C: Double) -> (value: Double, perExtinction: Double, perColor: Double)
  {
    let c = ratio
    let k = c[0] + C * (c[1] + C * (c[2] + C * c[3])) + A * (c[4] + A * c[5]) + c[6] * C * A
    let kPerA = c[4] + 2 * A * c[5] + c[6] * C
    let kPerC = c[1] + C * (2 * c[2] + 3 * C * c[3]) + c[6] * A
    return (k * A, k + A * kPerA, A * kPerC)
  }
}
