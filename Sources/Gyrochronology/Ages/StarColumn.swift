// SPDX-License-Identifier: GPL-3.0-or-later
// The columns that describe a star, and the names by which they are recognized.

/// A column of a table of stars, by the key that the command line uses.
public enum StarColumn: String, CaseIterable, Sendable {
  /// Whatever names the star.
  case id
  /// Rotation period and its error, d.
  case period
  case periodSigma = "period_sigma"
  /// Dereddened BP-RP and its error, mag.
  case bpRp0 = "bp_rp0"
  case bpRp0Sigma = "bp_rp0_sigma"
  /// Observed BP-RP and the error of its photometry, mag.
  case bpRp = "bp_rp"
  case bpRpSigma = "bp_rp_sigma"
  /// Extinction in the V band and its error, mag.
  case av
  case avSigma = "av_sigma"
  /// Color excess E(B-V) and its error, mag.
  case ebv
  case ebvSigma = "ebv_sigma"
  /// Color excess E(BP-RP) and its error, mag.
  case eBpRp = "e_bp_rp"
  case eBpRpSigma = "e_bp_rp_sigma"
  /// Effective temperature and its error, K, instead of the color.
  case teff
  case teffSigma = "teff_sigma"
  /// Dereddened B-V and its error, mag, instead of the color.
  case bV = "b_v"
  case bVSigma = "b_v_sigma"
  /// Membership probability, 0…1.
  case membership
  /// Gaia's renormalized unit weight error.
  case ruwe

  /// The three ways to give the extinction, the most direct first.
  static let extinctions: [StarColumn] = [.eBpRp, .av, .ebv]

  /// What replaces the color where there is none, the better first.
  static let colorSubstitutes: [StarColumn] = [.bV, .teff]

  /// Names by which a column is recognized whatever its case, the best first.
  ///
  /// VizieR writes the error of a quantity as `e_` and its name, as in `e_BP-RP`; the key `e_bp_rp`
  /// with underscores throughout is the color excess.
  public var knownNames: [String] {
    switch self {
    case .id:
      [
        "id", "gaia_dr3_source_id", "dr3_source_id", "gaiadr3_id", "gaiadr3", "source_id",
        "gaia_source_id", "gaiaedr3_id", "edr3_source_id", "gaiaedr3", "source", "dr2_source_id",
        "gaiadr2", "kic", "kid", "kepid", "epic", "tic", "ticid", "tic_id", "name", "star",
      ]
    case .period:
      [
        "period", "period_days", "prot", "p_rot", "prot_days", "rotation_period", "rot_period",
        "per",
        "p_adopt", "period_rot", "adopted_period", "period_adopted", "prot_final",
      ]
    case .periodSigma:
      [
        "period_sigma", "period_error", "period_err", "e_period", "period_days_sigma", "e_prot",
        "prot_err", "prot_error", "prot_sigma", "prot_unc", "e_p_rot", "e_per", "p_err",
        "period_uncertainty", "rotation_period_error", "adopted_period_error", "period_adopted_err",
      ]
    case .bpRp0:
      ["bp_rp0", "bp_rp_0", "bprp_0", "bprp0", "(bp-rp)0", "(bp-rp)_0", "__bp-rp_0", "bp-rp_0"]
    case .bpRp0Sigma:
      ["bp_rp0_sigma", "bp_rp0_error", "e_bprp_0", "e_bprp0", "e_(bp-rp)0", "e__bp-rp_0"]
    case .bpRp: ["bp_rp", "bp-rp", "bprp", "bp_rp_observed", "dr3_bp_rp", "gbp-grp"]
    case .bpRpSigma: ["bp_rp_sigma", "bp_rp_error", "e_bp-rp", "e_bprp", "bp_rp_observed_sigma"]
    case .av: ["av", "a_v", "extinction_av"]
    case .avSigma: ["av_sigma", "av_error", "e_av", "e_a_v", "extinction_av_sigma"]
    case .ebv: ["ebv", "e(b-v)", "ebmv"]
    case .ebvSigma: ["ebv_sigma", "ebv_error", "e_ebv", "e_e(b-v)"]
    case .eBpRp: ["e_bp_rp", "e(bp-rp)", "ebpminrp_gspphot", "color_excess_bp_rp"]
    case .eBpRpSigma: ["e_bp_rp_sigma", "e_e(bp-rp)", "color_excess_bp_rp_sigma"]
    case .teff: ["teff", "t_eff", "teff_k", "teff_val", "teff_gspphot", "teff_gspspec"]
    case .teffSigma: ["teff_sigma", "teff_error", "teff_err", "e_teff", "e_t_eff", "eteff"]
    case .bV: ["b_v", "(b-v)0", "(b-v)_0", "__b-v_0", "b-v_0", "b_v_0", "bv0"]
    case .bVSigma: ["b_v_sigma", "b_v_error", "e_(b-v)0", "e__b-v_0", "e_b-v_0"]
    case .membership: ["membership", "membership_probability"]
    case .ruwe: ["ruwe", "dr3_ruwe", "gaia_ruwe", "gaiadr3_ruwe"]
    }
  }
}
