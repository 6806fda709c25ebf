// SPDX-License-Identifier: GPL-3.0-or-later
// What a column of a table can tell of a star, by the keys that the command line uses.

/// What a column of a table of stars holds, by the key that the command line uses.
///
/// A quantity that has an error has a second key for it, which ends in `_sigma`.
public struct StarColumn: RawRepresentable, Hashable, CaseIterable, Sendable, Codable {
  /// The key.
  public let rawValue: String

  private init(_ key: String) { rawValue = key }

  /// The column of a key; nil if there is none.
  public init?(rawValue: String) {
    guard Self.keys.contains(rawValue) else { return nil }
    self.init(rawValue)
  }

  /// The column of the error.
  public var sigma: StarColumn { StarColumn(rawValue + "_sigma") }

  /// The quantity whose error this is; nil for a quantity itself.
  var quantity: StarColumn? {
    rawValue.hasSuffix("_sigma") ? StarColumn(String(rawValue.dropLast(6))) : nil
  }

  /// What names the star.
  public static let id = StarColumn("id")
  /// Rotation period, d.
  public static let period = StarColumn("period")
  /// Dereddened BP-RP, mag.
  public static let bpRp0 = StarColumn("bp_rp0")
  /// Observed BP-RP, mag; its error is that of the photometry.
  public static let bpRp = StarColumn("bp_rp")
  /// Dereddened BP and RP magnitudes, in place of the color.
  public static let bpMag0 = StarColumn("bp_mag0")
  /// Dereddened RP magnitude.
  public static let rpMag0 = StarColumn("rp_mag0")
  /// Observed BP and RP magnitudes, in place of the color.
  public static let bpMag = StarColumn("bp_mag")
  /// Observed RP magnitude.
  public static let rpMag = StarColumn("rp_mag")
  /// Signal-to-noise ratio of the BP flux, where the magnitude has no error.
  public static let bpSNR = StarColumn("bp_snr")
  /// Signal-to-noise ratio of the RP flux.
  public static let rpSNR = StarColumn("rp_snr")
  /// Extinction in the V band, mag.
  public static let av = StarColumn("av")
  /// Color excess E(B-V), mag.
  public static let ebv = StarColumn("ebv")
  /// Color excess E(BP-RP), mag.
  public static let eBpRp = StarColumn("e_bp_rp")
  /// Dereddened G-RP, mag, instead of the color.
  public static let gRp0 = StarColumn("g_rp0")
  /// Observed G-RP, mag.
  public static let gRp = StarColumn("g_rp")
  /// Dereddened B-V, mag, instead of the color.
  public static let bV = StarColumn("b_v")
  /// Observed B-V, mag.
  public static let bVObserved = StarColumn("b_v_observed")
  /// Dereddened V-K_s, mag, instead of the color.
  public static let vKs0 = StarColumn("v_ks0")
  /// Observed V-K_s, mag.
  public static let vKs = StarColumn("v_ks")
  /// Dereddened G-K_s, mag, instead of the color.
  public static let gKs0 = StarColumn("g_ks0")
  /// Observed G-K_s, mag.
  public static let gKs = StarColumn("g_ks")
  /// Dereddened V-I_C, mag, instead of the color.
  public static let vIc0 = StarColumn("v_ic0")
  /// Observed V-I_C, mag.
  public static let vIc = StarColumn("v_ic")
  /// Observed Johnson B magnitude, for a color with another one.
  public static let bMag = StarColumn("b_mag")
  /// Observed Johnson V magnitude.
  public static let vMag = StarColumn("v_mag")
  /// Observed Cousins I magnitude.
  public static let icMag = StarColumn("ic_mag")
  /// Observed 2MASS K_s magnitude.
  public static let ksMag = StarColumn("ks_mag")
  /// Observed Gaia G magnitude.
  public static let gMag = StarColumn("g_mag")
  /// Effective temperature, K, instead of the color.
  public static let teff = StarColumn("teff")
  /// Mass, solar masses, as a last resort instead of the color.
  public static let mass = StarColumn("mass")
  /// Membership probability, 0…1.
  public static let membership = StarColumn("membership")
  /// Gaia's renormalized unit weight error.
  public static let ruwe = StarColumn("ruwe")
  /// Base-ten log of the surface gravity, cm/s².
  public static let logg = StarColumn("logg")
  /// Absolute G magnitude.
  public static let gMagAbsolute = StarColumn("g_mag_absolute")
  /// Parallax, mas.
  public static let parallax = StarColumn("parallax")
  /// Period of an orbit with a companion, d.
  public static let orbitalPeriod = StarColumn("orbital_period")
  /// Scatter of the radial velocities, km/s.
  public static let velocityScatter = StarColumn("rv_scatter")

  /// The error of the period, d.
  public static let periodSigma = period.sigma
  /// The error of the dereddened color, mag.
  public static let bpRp0Sigma = bpRp0.sigma
  /// The error of the observed color, mag.
  public static let bpRpSigma = bpRp.sigma
  /// The error of the extinction, mag.
  public static let avSigma = av.sigma
  /// The error of E(B-V), mag.
  public static let ebvSigma = ebv.sigma
  /// The error of E(BP-RP), mag.
  public static let eBpRpSigma = eBpRp.sigma
  /// The error of the temperature, K.
  public static let teffSigma = teff.sigma
  /// The error of the dereddened B-V, mag.
  public static let bVSigma = bV.sigma
  /// The error of the mass, solar masses.
  public static let massSigma = mass.sigma

  /// The quantities, in the order of messages.
  static let quantities: [StarColumn] = [
    id, period, bpRp0, bpRp, bpMag0, rpMag0, bpMag, rpMag, bpSNR, rpSNR, av, ebv, eBpRp, teff, bV,
    bVObserved, gRp0, gRp, vKs0, vKs, gKs0, gKs, vIc0, vIc, bMag, vMag, icMag, ksMag, gMag, mass,
    membership, ruwe, logg, gMagAbsolute, parallax, orbitalPeriod, velocityScatter,
  ]

  private static let withoutError: Set<StarColumn> = [
    id, bpSNR, rpSNR, membership, ruwe, logg, gMagAbsolute, parallax, orbitalPeriod,
    velocityScatter,
  ]

  /// Whether the quantity has a key for its error.
  var hasSigma: Bool { quantity == nil && !Self.withoutError.contains(self) }

  /// Every key, a quantity before its error.
  public static let allCases: [StarColumn] = quantities.flatMap {
    $0.hasSigma ? [$0, $0.sigma] : [$0]
  }

  private static let keys = Set(allCases.map(\.rawValue))

  /// The ways to give the extinction, the most direct first.
  static let extinctions: [StarColumn] = [.eBpRp, .av, .ebv]
}

extension StarColumn: CodingKeyRepresentable {}
