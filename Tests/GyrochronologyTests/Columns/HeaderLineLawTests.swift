// SPDX-License-Identifier: GPL-3.0-or-later
// Names of columns of public tables, and what each must be taken for.

import GyroTables
import Testing

@testable import Gyrochronology

/// Of public tables only the names of columns stand here; the roles are what their papers and archives say.
@Suite struct HeaderLineLawTests {
  /// A table: names with blanks between them, and the roles that must be found; an error is named by a part of it.
  struct Line: Sendable, CustomTestStringConvertible {
    let table, names, roles: String
    var testDescription: String { table }

    init(_ table: String, _ names: String, _ roles: String) {
      (self.table, self.names, self.roles) = (table, names, roles)
    }
  }

  static let lines: [Line] = [
    Line(
      "McQuillan 2014", "KIC Teff logg Mass Prot e_Prot Rper LPH w DC Flag",
      "period=Prot teff=Teff logg=logg mass=Mass"),
    Line(
      "Santos 2019", "KIC Kpmag Teff E_Teff e_Teff logg Mass Prot E_Prot Sph E_Sph",
      "period=Prot teff=Teff mass=Mass"),
    Line("Santos 2021", "KIC Kpmag Qs Teff E_Teff logg Prot E_prot Sph", "period=Prot teff=Teff"),
    Line("Reinhold 2013", "KIC Per1 Per2 Teff logg Rvar P1 P2", "id=KIC teff=Teff ?period"),
    Line("Reinhold 2015", "KIC Pmin Pmax Rvar (B-V)0 e_(B-V)0 Prot Age", "period=Prot b_v=(B-V)0"),
    Line("Nielsen 2013", "KIC Prot e_Prot SpT Teff", "period=Prot teff=Teff"),
    Line("Mazeh 2015", "KIC Teff logg Prot e_Prot KOI", "id=KIC period=Prot teff=Teff"),
    Line("Garcia 2014", "KIC Prot e_Prot Sph Teff e_Teff Mass", "period=Prot teff=Teff"),
    Line("Rebull 2016", "EPIC Prot Per2 Per3 Kmag (V-K)0 Mm", "id=EPIC period=Prot v_ks0=(V-K)0"),
    Line(
      "Rebull 2016 VizieR", "EPIC RAJ2000 DEJ2000 Ksmag __V-K_0 Prot Prot2",
      "period=Prot v_ks0=__V-K_0"),
    Line(
      "Douglas 2017", "Name EPIC Prot1 Prot2 P1 ProtD Mass Bin", "id=EPIC period=Prot1 mass=Mass"),
    Line("Douglas 2019", "EPIC Gmag BP-RP Mass Prot Binary", "period=Prot mass=Mass bp_rp!"),
    Line(
      "Douglas 2022",
      "GAIAEDR3_ID GAIAEDR3_BP GAIAEDR3_BP_ERR GAIAEDR3_RP GAIAEDR3_RP_ERR Prot1 av av_err",
      "period=Prot1 bp_mag=GAIAEDR3_BP rp_mag=GAIAEDR3_RP av=av"),
    Line("Curtis 2019", "Gaia Gmag BP-RP Teff Mass Per e_Per", "id=Gaia period=Per teff=Teff"),
    Line(
      "Curtis 2020", "GaiaDR2 Teff BP-RP __BP-RP_0 Av Prot Cluster",
      "id=GaiaDR2 period=Prot bp_rp0=__BP-RP_0 av=Av bp_rp=BP-RP"),
    Line(
      "Gillen 2020", "NGTS_ID G_mag BP_mag RP_mag P_LS P_GP P_adopt E(B-V)",
      "period=P_adopt bp_mag=BP_mag rp_mag=RP_mag ebv=E(B-V)"),
    Line(
      "Fritzewski 2021", "ID __B-V_0 __V-Ks_0 Prot e_Prot Memb",
      "id=ID period=Prot b_v=__B-V_0 v_ks0=__V-Ks_0"),
    Line(
      "Godoy-Rivera 2021", "Cluster SourceID Gmag Teff Mass Period Pmemb",
      "id=SourceID period=Period teff=Teff"),
    Line("Messina 2022", "TIC Gmag __G-K_0 Per e_Per", "id=TIC period=Per g_ks0=__G-K_0"),
    Line("Meibom 2011", "Seq RAJ2000 DEJ2000 Prot __B-V_0 Pmb", "period=Prot b_v=__B-V_0"),
    Line(
      "Gruner 2023", "dr3_source_id period period_err (BP-RP)0 (B-V)0 (G-RP)0 (V-K)0",
      "period=period bp_rp0=(BP-RP)0 b_v=(B-V)0 g_rp0=(G-RP)0"),
    Line(
      "Dungee 2022", "gaiaid plx gaiaGmag prot teff memprob ruwe",
      "id=gaiaid period=prot teff=teff ruwe=ruwe"),
    Line("Barnes 2016", "EPIC P P_err (B-V)0", "id=EPIC period=P b_v=(B-V)0"),
    Line(
      "Boyle 2023",
      "dr3_source_id Prot pdm_period lsp_period phot_bp_mean_mag_0 phot_rp_mean_mag_0",
      "period=Prot bp_mag0=phot_bp_mean_mag_0 rp_mag0=phot_rp_mean_mag_0"),
    Line(
      "Bouma RSG5",
      "dr3_source_id Prot_Adopted Prot_TLS phot_bp_mean_mag phot_rp_mean_mag (BP-RP)0",
      "period=Prot_Adopted bp_rp0=(BP-RP)0"),
    Line(
      "Bouma 2024", "kepoi_name kepid Prot Prot_err adopted_Teff adopted_Teff_err",
      "id=kepid period=Prot teff=adopted_Teff"),
    Line(
      "Lu 2021", "KIC GaiaDR2 Prot bp_rp absGmag Teff e_Teff",
      "id=GaiaDR2 period=Prot teff=Teff g_mag_absolute=absGmag"),
    Line("Hall 2021", "KIC Source P e_P E_P Teff logg", "id=KIC period=P teff=Teff logg=logg"),
    Line(
      "van Saders 2016", "KIC period period_err teff teff_err feh age",
      "id=KIC period=period teff=teff"),
    Line("Chaplin 2014", "KIC Teff e_Teff logg E_logg e_logg Mass", "id=KIC teff=Teff ?period"),
    Line(
      "NGC 2516", "source_id (Bp-Rp)_0 Prot Per_LS", "id=source_id period=Prot bp_rp0=(Bp-Rp)_0"),
    Line(
      "ChronoFlow", "GaiaDR3_ID Prot BPRP_0 e_BPRP_0 dr3_ruwe",
      "id=GaiaDR3_ID period=Prot bp_rp0=BPRP_0 ruwe=dr3_ruwe"),
    Line(
      "Gaia rotation",
      "source_id best_rotation_period best_rotation_period_error bp_rp azero_gspphot",
      "id=source_id period=best_rotation_period bp_rp!"),
    Line(
      "Gaia archive", "source_id phot_g_mean_mag bp_rp ebpminrp_gspphot teff_gspphot Prot",
      "id=source_id period=Prot teff=teff_gspphot"),
    Line(
      "Gaia VizieR", "Source Plx e_Plx Gmag BP-RP E(BP/RP)Corr Teff b_Teff B_Teff Prot",
      "id=Source period=Prot teff=Teff parallax=Plx"),
    Line(
      "Exoplanet Archive",
      "pl_name hostname pl_orbper st_rotp st_rotperr1 st_rotperr2 st_teff st_tefferr1 st_tefferr2 st_mass",
      "id=hostname period=st_rotp teff=st_teff orbital_period=pl_orbper mass=st_mass"),
    Line(
      "KOI table", "kepid kepoi_name koi_period koi_depth koi_steff koi_slogg",
      "id=kepid teff=koi_steff orbital_period=koi_period ?period"),
    Line("TOI list", "TOI TIC Period Depth Duration Teff logg", "id=TIC teff=Teff ?period"),
    Line("planet hosts", "name period Prot Teff", "id=name period=Prot teff=Teff"),
    Line("TIC", "TICID Teff e_Teff logg mass Prot ebv", "id=TICID period=Prot teff=Teff"),
    Line("IC 2391", "Name V V-I Prot E(B-V)", "id=Name period=Prot v_ic=V-I ebv=E(B-V)"),
    Line(
      "NGC 2547", "Name Vmag Icmag Per EBV", "id=Name period=Per v_mag=Vmag ic_mag=Icmag ebv=EBV"),
    Line("M34", "Star B-V E(B-V) Prot", "id=Star period=Prot b_v_observed=B-V ebv=E(B-V)"),
    Line("Hyades", "HIP (B-V)o Prot", "id=HIP period=Prot b_v=(B-V)o"),
    Line("Barnes 2007", "HD B-V Per e_Per EBV", "id=HD period=Per b_v_observed=B-V ebv=EBV"),
    Line("Wright 2011", "Name V-Ks0 Prot Mass", "id=Name period=Prot v_ks0=V-Ks0"),
    Line("Newton 2016", "2MASS Mass P e_P V-K Av", "id=2MASS period=P v_ks=V-K av=Av"),
    Line("MEarth", "2MASS Period Mstar Rstar", "id=2MASS period=Period mass=Mstar"),
    Line(
      "Angus", "kepid period period_err teff_gspphot bp_dered rp_dered",
      "id=kepid period=period bp_mag0=bp_dered rp_mag0=rp_dered"),
    Line(
      "Consolidated", "source_id LitPeriod BP-RP0", "id=source_id period=LitPeriod bp_rp0=BP-RP0"),
    Line("Pilot", "TIC Final_Period Final_Period_err Teff", "id=TIC period=Final_Period teff=Teff"),
    Line(
      "spreadsheet", "star;Prot [d];(BP-RP)0 (mag)", "id=star period=Prot_[d] bp_rp0=(BP-RP)0_(mag)"
    ),
    Line("hours", "star;Prot (hours);Teff [K]", "id=star period=Prot_(hours) teff=Teff_[K]"),
    Line(
      "underscored unit", "id prot_days prot_err_days bp_rp0",
      "id=id period=prot_days bp_rp0=bp_rp0"),
    Line("isochrones", "gaia_dr3_source_id Prot Teff_16 Teff Teff_84", "period=Prot teff=Teff"),
    Line("spinneret", "KIC prot E_prot Teff E_Teff", "id=KIC period=prot teff=Teff"),
    Line(
      "TESS survey",
      "TICID gaia_dr3_source_id adopted_period adopted_period_error bp_rp av av_error ruwe",
      "period=adopted_period bp_rp=bp_rp av=av"),
    Line(
      "APOGEE", "APOGEE_ID TEFF TEFF_ERR LOGG VSCATTER Prot",
      "id=APOGEE_ID period=Prot teff=TEFF logg=LOGG rv_scatter=VSCATTER"),
    Line(
      "LAMOST", "obsid Teff_lamost logg_lamost Prot",
      "period=Prot teff=Teff_lamost logg=logg_lamost"),
    Line(
      "dust map", "source_id phot_bp_mean_mag phot_rp_mean_mag ebv_bayestar19 rotation_period",
      "period=rotation_period bp_mag=phot_bp_mean_mag rp_mag=phot_rp_mean_mag ebv=ebv_bayestar19"),
    Line(
      "signal to noise",
      "source_id phot_bp_mean_mag phot_bp_mean_flux_over_error phot_rp_mean_mag phot_rp_mean_flux_over_error A_V Prot",
      "bp_snr=phot_bp_mean_flux_over_error rp_snr=phot_rp_mean_flux_over_error av=A_V"),
    Line(
      "signal to noise of a color",
      "source_id bp_rp phot_bp_mean_flux_over_error phot_rp_mean_flux_over_error A_V Prot",
      "bp_rp=bp_rp bp_snr=phot_bp_mean_flux_over_error rp_snr=phot_rp_mean_flux_over_error av=A_V"),
    Line(
      "signal to noise beside an error",
      "source_id bp_rp bp_rp_error snr_bp snr_rp A_V Prot",
      "bp_rp=bp_rp bp_rp_sigma=bp_rp_error bp_snr! rp_snr!"),
    Line("binaries", "KIC Porb Prot Teff ecc", "id=KIC period=Prot orbital_period=Porb teff=Teff"),
    Line("SDSS bands", "KIC gmag rmag imag zmag Prot Teff", "period=Prot teff=Teff g_mag!"),
    Line(
      "metals", "id Prot bp_rp0 [Mg/Fe] Mg Vmic logAge", "period=Prot bp_rp0=bp_rp0 g_mag_absolute!"
    ),
    Line(
      "Gaia DR3 on VizieR",
      "Source RA_ICRS DE_ICRS Plx e_Plx RUWE Gmag BPmag e_BPmag RPmag e_RPmag BP-RP RV Vbroad Teff logg [Fe/H] Dist A0 Prot",
      "id=Source period=Prot teff=Teff parallax=Plx ruwe=RUWE g_mag=Gmag logg=logg av! bp_rp!"),
    Line(
      "Gaia source with a period",
      "solution_id designation source_id ref_epoch ra ra_error parallax parallax_error ruwe phot_g_mean_mag phot_bp_mean_flux_over_error phot_bp_mean_mag phot_rp_mean_flux_over_error phot_rp_mean_mag bp_rp bp_g g_rp radial_velocity vbroad teff_gspphot teff_gspphot_lower teff_gspphot_upper logg_gspphot ag_gspphot ebpminrp_gspphot rotation_period av",
      "id=source_id period=rotation_period bp_rp=bp_rp av=av ruwe=ruwe parallax=parallax g_mag=phot_g_mean_mag"
    ),
    Line(
      "PSCompPars",
      "pl_name hostname gaia_id pl_orbper pl_orbpererr1 pl_orbpererr2 st_spectype st_teff st_tefferr1 st_tefferr2 st_rad st_mass st_masserr1 st_masserr2 st_met st_logg st_age st_vsin st_rotp st_rotperr1 st_rotperr2 st_radv sy_dist sy_plx sy_vmag sy_kmag sy_gaiamag",
      "period=st_rotp teff=st_teff mass=st_mass logg=st_logg orbital_period=pl_orbper parallax=sy_plx g_mag=sy_gaiamag"
    ),
    Line(
      "TOI table", "toi tid pl_orbper pl_trandurh pl_trandep st_tmag st_teff st_logg st_rad",
      "?period"),
    Line(
      "McQuillan 2013", "KIC Teff logg Mass Prot E_Prot e_Prot Amp Flag",
      "id=KIC period=Prot teff=Teff mass=Mass"),
    Line(
      "Reinhold 2020", "EPIC Camp Teff logg Rad Mass Prot Rvar LPH",
      "id=EPIC period=Prot teff=Teff logg=logg"),
    Line(
      "Gordon 2021", "EPIC Campaign Prot e_Prot Teff E_Teff e_Teff logg BP-RP Ruwe",
      "id=EPIC period=Prot teff=Teff ruwe=Ruwe bp_rp!"),
    Line(
      "Claytor 2024", "TIC Prot e_Prot Tmag Teff e_Teff logg Rad Mass Age",
      "id=TIC period=Prot period_sigma=e_Prot teff=Teff"),
    Line(
      "Newton 2018", "2MASS RAJ2000 DEJ2000 plx e_plx Mass Rad Per e_Per Amp Vmag Kmag A_V",
      "id=2MASS period=Per mass=Mass v_mag=Vmag ks_mag=Kmag av=A_V"),
    Line(
      "Popinchalk 2021", "Name GaiaDR2 Gmag BPmag RPmag plx Prot E(BP-RP) GMAG",
      "id=GaiaDR2 period=Prot bp_mag=BPmag rp_mag=RPmag e_bp_rp=E(BP-RP)"),
    Line(
      "Kounkel 2022", "TIC Gaia Period Bp-Rp Age Mass Av Theia",
      "id=Gaia period=Period bp_rp=Bp-Rp av=Av mass=Mass"),
    Line(
      "Hartman 2009", "ID Vmag B-V V-I gmag rmag Per E(B-V) Amp Mass",
      "id=ID period=Per b_v_observed=B-V v_ic=V-I ebv=E(B-V) g_mag!"),
    Line(
      "Hartman 2010", "HAT 2MASS Per e_Per Amp Bmag Vmag Icmag Jmag Hmag Ksmag AV Mass",
      "id=2MASS period=Per b_mag=Bmag v_mag=Vmag ks_mag=Ksmag av=AV"),
    Line(
      "Covey 2016", "2MASS Rmag Per FAP (V-Ks)0 Mass", "id=2MASS period=Per v_ks0=(V-Ks)0"),
    Line("Barnes 2015", "ID Vmag (B-V)0 Per e_Per Memb", "id=ID period=Per b_v=(B-V)0"),
    Line(
      "Moraux 2013", "ID RAJ2000 DEJ2000 Imag Per e_Per Mass", "id=ID period=Per mass=Mass"),
    Line(
      "Shan 2024", "Karmn Name GaiaDR3 SpT Gmag BPmag RPmag AV Mass Prot e_Prot vsini",
      "id=GaiaDR3 period=Prot bp_mag=BPmag rp_mag=RPmag av=AV mass=Mass"),
    Line(
      "California Kepler Survey", "KOI KIC Teff e_Teff logg [Fe/H] vsini Rad Prot Per_Planet",
      "id=KIC period=Prot teff=Teff logg=logg"),
    Line(
      "Eclipsing binaries", "KIC period period_err bjd0 Prot morph teff",
      "id=KIC period=Prot teff=teff"),
    Line(
      "matched twice", "source_id_1 source_id_2 Prot_1 bp_rp_1 bp_rp_2 Prot bp_rp0",
      "period=Prot bp_rp0=bp_rp0"),
    Line(
      "vsini", "Name Teff vsini e_vsini Pmax Psini Prot/sini logP", "?period"),
    Line(
      "Rampalli 2021", "EPIC GaiaEDR3 Gmag BP-RP (BP-RP)0 Mass Prot Pmem BinFlag",
      "id=GaiaEDR3 period=Prot bp_rp0=(BP-RP)0 mass=Mass"),
    Line("masses only", "EPIC Mass e_Mass Prot", "id=EPIC period=Prot mass=Mass"),
    Line(
      "own catalog",
      "gaia_dr3_source_id period_days period_days_sigma bp_rp0 bp_rp0_sigma membership_probability",
      "period=period_days bp_rp0=bp_rp0 membership=membership_probability"),
  ]

  private static func names(_ line: Line) -> [String] {
    line.names.split(separator: line.names.contains(";") ? ";" : " ").map(String.init)
  }

  /// What was found, by key; nil with the message where the table was refused.
  private static func found(_ line: Line) -> ([String: String], String) {
    let schema = TableSchema(
      columns: names(line).map { ColumnDescription(name: $0, type: .text) })
    do throws(TableError) {
      let columns = try StarColumns(of: schema, file: "t")
      return (
        Dictionary(uniqueKeysWithValues: columns.matched.map { ($0.key.rawValue, $0.name) }), ""
      )
    } catch { return ([:], error.description) }
  }

  /// Roles that the paper gives are found, and none that is wrong; a table without a color or a period is refused.
  @Test(arguments: lines) func noRoleIsWrong(_ line: Line) throws {
    let (found, message) = Self.found(line)
    for role in line.roles.split(separator: " ") {
      if role.hasPrefix("?") {
        #expect(found.isEmpty && message.contains("rotation period"), "\(message)")
      } else if role.hasSuffix("!") {
        #expect(found[String(role.dropLast())] == nil)
      } else if !found.isEmpty {
        let parts = role.split(separator: "=", maxSplits: 1).map(String.init)
        let wanted = parts[1].replacing("_(", with: " (").replacing("_[", with: " [")
        let name = try #require(found[parts[0]], "\(parts[0]) is not recognized: \(found)")
        #expect(name == wanted || name.hasPrefix(wanted + " in "), "\(parts[0])")
      }
    }
  }

  /// Of the tables with a period and a color at most one in ten is refused.
  @Test func fewAreNotRecognized() {
    let usable = Self.lines.filter { !$0.roles.contains("?period") }
    let refused = usable.filter { Self.found($0).0.isEmpty }.map(\.table)
    #expect(Self.lines.count >= 60)
    #expect(10 * refused.count <= usable.count, "\(refused)")
  }
}
