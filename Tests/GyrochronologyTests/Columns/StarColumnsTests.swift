// SPDX-License-Identifier: GPL-3.0-or-later

import GyroTables
import Gyrochronology
import Testing

@Suite struct StarColumnsTests {
  func columns(
    _ names: [String], _ requested: [StarColumn: String] = [:]
  ) throws -> String {
    let schema = TableSchema(columns: names.map { ColumnDescription(name: $0, type: .text) })
    return try StarColumns(of: schema, file: "stars.csv", requested: requested).description
  }

  /// A column that is asked for elsewhere does not count, and many are no trouble.
  @Test func columnsAmongSixtyFiveThousand() throws {
    let others = (0..<65_000).map { "c\($0)" }
    let names = ["Period"] + others + ["BP_RP0", "Prot", "KIC", "p_mem"]
    #expect(try columns(names) == "id = KIC, period = Prot, bp_rp0 = BP_RP0")
    #expect(
      try columns(names, [.id: "Prot", .bpRp0: "c7"])
        == "id = Prot, period = Period, bp_rp0 = c7")
    let error = #expect(throws: TableError.self) { try columns(others) }
    #expect(error?.description.contains("\"c9\" and 64990 more, expected") == true)
  }

  @Test(arguments: [
    (
      ["period", "bp_rp0", "bp_rp0_sigma"],
      "period = period, bp_rp0 = bp_rp0, bp_rp0_sigma = bp_rp0_sigma"
    ),
    (
      ["GaiaDR3_ID", "BPRP_0", "e_BPRP_0", "Prot"],
      "id = GaiaDR3_ID, period = Prot, bp_rp0 = BPRP_0, bp_rp0_sigma = e_BPRP_0"
    ),
    (
      ["source_id", "bp_rp", "E(BP-RP)", "P_rot"],
      "id = source_id, period = P_rot, bp_rp = bp_rp, e_bp_rp = E(BP-RP)"
    ),
    (
      ["KIC", "Prot", "BP-RP", "e_BP-RP", "Av"],
      "id = KIC, period = Prot, bp_rp = BP-RP, bp_rp_sigma = e_BP-RP, av = Av"
    ),
    // Kepler as in McQuillan et al. (2014) at CDS and Santos et al. (2021), without a Gaia color.
    (
      ["KIC", "Teff", "log(g)", "Mass", "Prot", "e_Prot", "Rper", "LPH", "w"],
      "id = KIC, period = Prot, period_sigma = e_Prot, teff = Teff, logg = log(g); "
        + "in rows without these: mass = Mass"
    ),
    (
      ["KIC", "Kpmag", "Teff", "E_Teff", "logg", "Prot", "E_Prot", "Sph"],
      "id = KIC, period = Prot, period_sigma = E_Prot, teff = Teff, teff_sigma = E_Teff, "
        + "logg = logg"
    ),
    // A TESS survey matched with Gaia.
    (
      ["TICID", "gaia_dr3_source_id", "adopted_period", "bp_rp", "av", "av_error", "ruwe"],
      "id = gaia_dr3_source_id, period = adopted_period, bp_rp = bp_rp, av = av, "
        + "av_sigma = av_error, ruwe = ruwe"
    ),
    // Old photometry alone, and ChronoFlow's own table.
    (["Name", "Per", "__B-V_0"], "id = Name, period = Per, b_v = __B-V_0"),
    (
      ["GaiaDR3_ID", "Prot", "BPRP_0", "e_BPRP_0", "dr3_ruwe", "mem_prob_source"],
      "id = GaiaDR3_ID, period = Prot, bp_rp0 = BPRP_0, bp_rp0_sigma = e_BPRP_0, ruwe = dr3_ruwe"
    ),
    (
      ["Per", "bp_rp", "bp_rp_error", "av", "ebv", "e_bp_rp"],
      "period = Per, bp_rp = bp_rp, bp_rp_sigma = bp_rp_error, e_bp_rp = e_bp_rp"
    ),
    (["Per", "bp_rp", "av", "ebv", "E(BP-RP)"], "period = Per, bp_rp = bp_rp, e_bp_rp = E(BP-RP)"),
    (
      ["Prot", "bp_rp", "bp_rp_sigma", "e_bp_rp", "e_bp_rp_sigma"],
      "period = Prot, bp_rp = bp_rp, bp_rp_sigma = bp_rp_sigma, e_bp_rp = e_bp_rp, "
        + "e_bp_rp_sigma = e_bp_rp_sigma"
    ),
  ])
  func namesAreRecognized(names: [String], description: String) throws {
    #expect(try columns(names) == description)
  }

  /// Ratios of both fluxes are the error of a color as observed; what they cannot be is said.
  @Test(arguments: [
    (["bp_rp", "snr_bp", "snr_rp", "av"], "bp_rp = bp_rp, bp_snr = snr_bp, rp_snr = snr_rp", ""),
    (
      ["bp_rp", "phot_bp_mean_flux_over_error", "av"], "bp_rp = bp_rp, av = av",
      "phot_bp_mean_flux_over_error is not used: the error of BP-RP needs the ratios of both fluxes"
    ),
    (
      ["bp_rp0", "RFBP", "RFRP"], "bp_rp0 = bp_rp0",
      "RFBP and RFRP are not used: the error of a dereddened color includes that of the extinction, which they do not tell"
    ),
    (["bp_rp0", "bp_rp0_sigma", "RFBP", "RFRP"], "bp_rp0_sigma = bp_rp0_sigma", ""),
    (["bp_rp", "bp_rp_error", "RFBP", "RFRP", "av"], "bp_rp_sigma = bp_rp_error", ""),
  ])
  func signalToNoiseRatiosAreTheErrorOfAColor(
    names: [String], description: String, remark: String
  ) throws {
    let schema = TableSchema(
      columns: (["Prot"] + names).map { ColumnDescription(name: $0, type: .text) })
    let columns = try StarColumns(of: schema, file: "stars.csv")
    #expect(columns.description.contains(description), "\(columns.description)")
    #expect(
      columns.alternatives.filter { $0.contains("not used:") } == (remark.isEmpty ? [] : [remark]))
  }

  /// VizieR's names in small letters: `e_bp_rp` may be the error of `bp_rp`.
  @Test func aColorExcessThatMayBeAnErrorIsAskedFor() throws {
    let names = ["Prot", "bp_rp", "e_bp_rp", "A_V"]
    let error = #expect(throws: TableError.self) { try columns(names) }
    #expect(error?.description.contains("--column bp_rp_sigma=e_bp_rp") == true)
    #expect(error?.description.contains("--column e_bp_rp=e_bp_rp") == true)
    #expect(
      try columns(names, [.bpRpSigma: "e_bp_rp"])
        == "period = Prot, bp_rp = bp_rp, bp_rp_sigma = e_bp_rp, av = A_V")
    #expect(
      try columns(names, [.eBpRp: "e_bp_rp"])
        == "period = Prot, bp_rp = bp_rp, e_bp_rp = e_bp_rp")
    let alone = try StarColumns(
      of: TableSchema(
        columns: ["Prot", "bp_rp", "e_bp_rp"].map { ColumnDescription(name: $0, type: .text) }),
      file: "stars.csv")
    #expect(alone.description == "period = Prot, bp_rp = bp_rp, e_bp_rp = e_bp_rp")
    #expect(alone.alternatives.contains { $0.contains("--column bp_rp_sigma=e_bp_rp") })
  }

  @Test func aRequestGoesFirst() throws {
    let description = try columns(
      ["period", "Prot2", "bp_rp", "av", "e_bp_rp"], [.period: "Prot2", .av: "av"])
    #expect(description == "period = Prot2, bp_rp = bp_rp, av = av")
  }

  @Test(arguments: StarColumn.allCases) func everyKeyIsAKey(column: StarColumn) throws {
    #expect(StarColumn(rawValue: column.rawValue) == column)
    #expect(StarColumn(rawValue: column.rawValue.uppercased()) == nil)
  }

  @Test(arguments: [
    (["bp_rp0"], "rotation period", "period=NAME"), (["period"], "dereddened BP-RP", "bp_rp0=NAME"),
    (["period", "bp_rp"], "extinction", "av=NAME"),
  ])
  func whatIsMissingIsNamed(names: [String], expected: String, hint: String) {
    let error = #expect(throws: TableError.self) { try columns(names) }
    #expect(error?.code == .missingColumn)
    #expect(error?.expected.contains(expected) == true && error?.hint?.contains(hint) == true)
  }

  @Test func aRequestedColumnMustBeThere() {
    let error = #expect(throws: TableError.self) {
      try columns(["period", "bp_rp0"], [.membership: "Pmem"])
    }
    #expect(error?.description.contains("Pmem") == true)
  }

  @Test(arguments: [
    (StarColumn.period, "[d]", "d, h, min, s or yr"), (.period, "dex(d)", "d, h, min, s or yr"),
    (.period, "mag", "d, h"), (.bpRp0, "K", "mag or mmag"),
  ])
  func aUnitThatCannotBeIsAnError(column: StarColumn, unit: String, words: String) {
    let schema = TableSchema(
      columns: [StarColumn.period, .bpRp0, .membership].map {
        ColumnDescription(
          name: $0.rawValue.uppercased(), type: .float64, unit: $0 == column ? unit : nil)
      })
    let error = #expect(throws: TableError.self) { try StarColumns(of: schema, file: "stars.fits") }
    #expect(error?.place.column == column.rawValue.uppercased())
    #expect(error?.found == "the unit \"\(unit)\"")
    #expect(error?.expected.contains(words) == true)
  }

  @Test func aUnitOfAColumnThatIsNotUsedIsNobodysBusiness() throws {
    let schema = TableSchema(columns: [
      ColumnDescription(name: "period", type: .float64, unit: "days"),
      ColumnDescription(name: "bp_rp0", type: .float64, unit: " Mag"),
      ColumnDescription(name: "mass", type: .float64, unit: "solMass"),
      ColumnDescription(name: "id", type: .int64, unit: "K"),
    ])
    #expect(
      try StarColumns(of: schema, file: "stars.fits").description
        == "id = id, period = period, bp_rp0 = bp_rp0; in rows without these: mass = mass")
  }

  /// A column that was named is never left out in silence.
  @Test func aNamedColumnInAWrongUnitIsRefused() throws {
    let schema = TableSchema(
      columns: [("period", "d"), ("bp_rp0", "mag"), ("weight", "km")].map {
        ColumnDescription(name: $0.0, type: .float64, unit: $0.1)
      })
    #expect(try StarColumns(of: schema, file: "a.ecsv").unusedMemberships.isEmpty)
    let error = #expect(throws: TableError.self) {
      try StarColumns(of: schema, file: "a.ecsv", requested: [.membership: "weight"])
    }
    #expect(error?.description.contains("km") == true)
  }
}
