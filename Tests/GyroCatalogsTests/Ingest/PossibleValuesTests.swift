// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroQuantities
import Testing

@testable import GyroCatalogs

/// Numbers that no star can have, in source tables and in standard catalogs.
@Suite struct PossibleValuesTests {
  /// What catalogs write where a value is missing.
  static let fills = [
    "1e20", "1e30", "-1e30", "1e19", "1e300", "-1e300", "-999", "-9999", "-9999.00", "99999",
    "3.4028235e38", "9999.99",
  ]

  static let roles = [
    "period", "period_sigma", "period_candidate", "bp_rp", "bp_rp_sigma", "bp_rp_dr2", "bp_mag",
    "bp_mag_sigma", "rp_mag", "rp_mag_sigma", "g_mag", "bp_rp0", "bp_mag0", "rp_mag0", "g_mag0",
    "bp_rp0_sigma", "extinction_av", "extinction_av_sigma", "ra", "dec", "membership", "parallax",
    "ruwe", "match_distance",
  ]

  static func records(_ role: String, _ value: String, nulls: String = "[]") throws
    -> [SourceRecord]
  {
    try Fixture.records(
      "id,v\n4294967297,\n4294967298,\(value)\n",
      """
      {"file": "t.csv", "kind": "companion", "rows": 2, "cluster": "M67", "rules": [],
       "columns": [{"name": "id", "role": "gaia_dr3"},
                   {"name": "v", "role": "\(role)", "nullNumbers": \(nulls)}]}
      """)
  }

  @Test(arguments: roles)
  func aFillValueNamesItsCellUntilItIsDeclared(role: String) throws {
    for value in Self.fills {
      let error = Fixture.error { _ = try Self.records(role, value) }
      #expect(error?.place.hasSuffix("t.csv:3: column \"v\"") == true, "\(role) \(value)")
      #expect(error?.hint?.contains("nullNumbers") == true, "\(role) \(value)")
      #expect(try Self.records(role, value, nulls: "[\(value)]").count == 2)
    }
  }

  @Test(arguments: ["g_mag", "bp_mag", "rp_mag", "bp_rp", "bp_rp0"], ["99.99", "99.0", "-99.9"])
  func aMagnitudeOf99IsNone(role: String, value: String) {
    #expect(Fixture.error { _ = try Self.records(role, value) } != nil)
  }

  @Test func twoMagnitudesMakeNoImpossibleColor() {
    let error = Fixture.error {
      _ = try Fixture.records(
        "b,r\n20,1.5\n",
        """
        {"file": "t.csv", "kind": "companion", "rows": 1, "cluster": "M67", "rules": [],
         "columns": [{"name": "b", "role": "bp_mag"}, {"name": "r", "role": "rp_mag"}]}
        """)
    }
    #expect(error?.problem == "has the bp_rp 18.5, expected -3.0 to 9.0")
  }

  /// Whatever a record holds, bins of magnitude are found without a trap.
  @Test(arguments: [1e19, -1e19, 1e300, -1e300, .greatestFiniteMagnitude, 14.4])
  func anyMagnitudeHasABin(gMag: Double) {
    let records = (0..<15).map { index in
      var record = SourceRecord(source: "s", place: "p")
      (record.gMag, record.bpRp, record.bpRpSigma) = (gMag, 1, 0.01 * Double(index + 1))
      return record
    }
    let model = ColorErrorModel(records)
    #expect(model.bpRpSigma(gMag: gMag) == 0.08)
    #expect(model.bpRpSigma(gMag: 15) == 0.08)
    #expect(model.bpRpSigma(gMag: nil) == 0.08)
  }

  /// Cells of a standard catalog, each with a value it cannot have.
  @Test(arguments: [
    ("membership_probability", "1.2"), ("membership_probability", "-0.1"), ("period_days", "0"),
    ("period_days", "-3"), ("period_days", "1e30"), ("period_days_sigma", "-1"), ("bp_rp", "99.99"),
    ("bp_rp0", "1e20"), ("bp_rp0_sigma", "-999"), ("g_mag", "1e19"), ("ra", "361"),
    ("dec", "-91"), ("ruwe", "1e20"), ("parallax", "-9999"), ("color_excess_bp_rp", "1e20"),
    ("quality_flags", "-1"), ("quality_flags", "4294967296"), ("gaia_dr3_source_id", "-5"),
    ("period_candidates", "a|b|c"), ("period_candidates", "a||x|"), ("period_candidates", "a||1|x"),
    ("period_candidates", "a||inf|"),
  ])
  func aCellOfAStandardCatalogIsNamed(column: String, value: String) throws {
    try Fixture.withFolder { folder in
      let path = folder + "/stars.csv"
      try StandardCatalog(stars: StandardCatalogTableTests.stars, report: IngestReport())
        .write(to: path)
      var lines = try String(contentsOfFile: path, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false
      ).map(String.init)
      let names = lines[0].split(separator: ",")
      let place = try #require(names.firstIndex(of: Substring(column)))
      // The second star has no text with a comma in it.
      var cells = lines[2].split(separator: ",", omittingEmptySubsequences: false)
      try #require(cells.count == names.count)
      cells[place] = Substring(value)
      lines[2] = cells.joined(separator: ",")
      try Fixture.write(lines.joined(separator: "\n"), to: path)
      let error = Fixture.error { _ = try StandardCatalog(path: path) }
      #expect(
        error?.place.hasSuffix("stars.csv:3: column \"\(column)\"") == true, "\(error?.place ?? "")"
      )
    }
  }

  @Test func aStrokeInALabelDoesNotLoseTheCandidate() throws {
    try Fixture.withFolder { folder in
      var star = StandardCatalogTableTests.stars[1]
      star.periodCandidates = [
        PeriodCandidate(source: "a-2020", label: "LS|GP", periodDays: 200, periodDaysSigma: 1)
      ]
      try StandardCatalog(stars: [star], report: IngestReport()).write(to: folder + "/t.csv")
      let read = try StandardCatalog(path: folder + "/t.csv").stars
      #expect(read.first?.periodCandidates.first?.label == "LS/GP")
    }
  }
}
