// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import GyroTables
import Testing
import _TestSupport

@testable import GyroCatalogs

@Suite struct SourceReaderTests {
  @Test func idsStayExactToTheLastDigit() throws {
    let records = try Fixture.records(
      "id,P\n5290646440127895937,1.9\n-1,2\n,3\nnan,4\n",
      """
      {"file": "t.csv", "kind": "periods", "rows": 4, "cluster": "M67", "rules": [],
       "columns": [{"name": "id", "role": "gaia_dr3"}, {"name": "P", "role": "period"}]}
      """)
    // 5290646440127895937 is odd and beyond 2^53: a double would give 5290646440127895552.
    #expect(records.map(\.gaiaDR3?.number) == [5_290_646_440_127_895_937, nil, nil, nil])
  }

  @Test func whatATableSaysAgainstItselfIsHandedOn() throws {
    let json = """
      {"file": "t.csv", "kind": "periods", "rows": 1, "cluster": "M67", "rules": [],
       "columns": [{"name": "P", "role": "period"}]}
      """
    var warnings: [TableWarning] = []
    try Fixture.withFolder { folder in
      try Fixture.write("TIC,P\n5.29e+18,1.9\n", to: "\(folder)/t.csv")
      _ = try SourceReader(
        source: "test", table: Fixture.table(json), clusters: Fixture.library().clusters
      ).records(at: "\(folder)/t.csv") { warnings.append($0) }
    }
    #expect(warnings.map(\.place.column) == ["TIC"])
  }

  @Test func prefixesAndNullWordsAreTakenOff() throws {
    let records = try Fixture.records(
      "id,P,q\nGaia EDR3 657043414045814528,1.9,True\nNULL,2,N/A\n",
      """
      {"file": "t.csv", "kind": "periods", "rows": 2, "cluster": "M44", "nulls": ["NULL", "N/A"],
       "columns": [{"name": "id", "role": "gaia_dr3", "prefix": "Gaia EDR3 "},
                   {"name": "P", "role": "period"}],
       "rules": [{"unless": [{"column": "q", "in": ["True"]}], "flag": "non_member",
                  "reason": "not in"}]}
      """)
    #expect(records.map(\.gaiaDR3?.number) == [657_043_414_045_814_528, nil])
    #expect(records.map(\.cluster) == ["Praesepe", "Praesepe"])
    #expect(records.map { $0.flags.contains(.nonMember) } == [false, true])
  }

  @Test func sentinelsAreNoPeriodsAndNegativeOnesAreDoubted() throws {
    let records = try Fixture.records(
      "n,P\n1,-9999.00\n2,0.0\n3,-7.5\n4,nan\n5,\n6,1e+20\n7,3.25\n",
      """
      {"file": "t.csv", "kind": "periods", "rows": 7, "cluster": "M67", "rules": [], "format": "csv",
       "columns": [{"name": "P", "role": "period", "nullNumbers": [-9999, 1e20]}]}
      """)
    #expect(records.map(\.periodDays) == [nil, nil, 7.5, nil, nil, nil, 3.25])
    #expect(records.map { $0.flags.contains(.periodDoubted) }.firstIndex(of: true) == 2)
  }

  @Test func anglesAreDegreesOrSexagesimal() throws {
    let records = try Fixture.records(
      "ra,dec\n04 22 31.5,-00 33 03.6\n00:09:14.695,-28:47:13.643\n40.25,42.5\n",
      """
      {"file": "t.csv", "kind": "companion", "rows": 3, "cluster": "M67", "rules": [],
       "columns": [{"name": "ra", "role": "ra"}, {"name": "dec", "role": "dec"}]}
      """)
    let limit = Closeness.absolute(1e-12, because: "sums of three quotients near 100")
    expectClose(records[0].raDegrees ?? 0, (4 + 22 / 60.0 + 31.5 / 3600) * 15, limit)
    // The sign of a negative declination must survive the zero before it.
    expectClose(records[0].decDegrees ?? 0, -(33 / 60.0 + 3.6 / 3600), limit)
    expectClose(records[1].decDegrees ?? 0, -(28 + 47 / 60.0 + 13.643 / 3600), limit)
    #expect(records[2].raDegrees == 40.25)
  }

  @Test func theErrorOfAColorComesFromMagnitudesOrFluxes() throws {
    let records = try Fixture.records(
      "bp,ebp,rp,erp,sbp,srp\n17.5,0.03,15.0,0.04,,\n17.5,,15.0,,100,200\n",
      """
      {"file": "t.csv", "kind": "companion", "rows": 2, "cluster": "M67", "rules": [],
       "columns": [{"name": "bp", "role": "bp_mag"}, {"name": "rp", "role": "rp_mag"},
                   {"name": "ebp", "role": "bp_mag_sigma"}, {"name": "erp", "role": "rp_mag_sigma"},
                   {"name": "sbp", "role": "bp_flux_over_error"},
                   {"name": "srp", "role": "rp_flux_over_error"}]}
      """)
    #expect(records[0].bpRp == 2.5)
    expectClose(records[0].bpRpSigma ?? 0, 0.05, .absolute(1e-15, because: "a 3-4-5 triangle"))
    // 1.0857362 * sqrt(0.01^2 + 0.005^2)
    expectClose(
      records[1].bpRpSigma ?? 0, 0.012138900, .absolute(1e-8, because: "worked out by hand"))
  }

  @Test func rulesRejectWithTheirReason() throws {
    let records = try Fixture.records(
      "P,fap,class\n2,0.001,a\n3,0.5,a\n4,,b\n",
      """
      {"file": "t.csv", "kind": "periods", "rows": 3, "cluster": "M67",
       "columns": [{"name": "P", "role": "period"}],
       "rules": [{"when": [{"column": "class", "in": ["b"]}], "reason": "of class b"},
                 {"unless": [{"column": "fap", "below": 0.01}], "reason": "false alarm"}]}
      """)
    #expect(records.map(\.rejection) == [nil, "false alarm", "of class b"])
  }

  @Test func anAbsentColumnIsAnErrorThatListsTheOthers() {
    let error = Fixture.error {
      _ = try Fixture.records(
        "Per\n1\n",
        """
        {"file": "t.csv", "kind": "periods", "rows": 1, "cluster": "M67", "rules": [],
         "format": "csv", "columns": [{"name": "Prot", "role": "period"}]}
        """)
    }
    #expect(error?.problem == "has no column \"Prot\", which the manifest reads")
    #expect(error?.hint == "Its columns are Per")
  }

  @Test func anotherNumberOfRowsIsAnError() {
    let error = Fixture.error {
      _ = try Fixture.records(
        "P\n1\n2\n",
        """
        {"file": "t.csv", "kind": "periods", "rows": 3, "cluster": "M67", "rules": [],
         "format": "csv", "columns": [{"name": "P", "role": "period"}]}
        """)
    }
    #expect(error?.problem == "has 2 rows, the manifest says 3")
  }

  @Test func anUnknownClusterIsAnErrorWithItsPlace() {
    let error = Fixture.error {
      _ = try Fixture.records(
        "c,P\nM67,1\nM999,2\n",
        """
        {"file": "t.csv", "kind": "periods", "rows": 2, "rules": [],
         "columns": [{"name": "c", "role": "cluster"}, {"name": "P", "role": "period"}]}
        """)
    }
    #expect(error?.place.hasSuffix("t.csv:3") == true)
    #expect(error?.problem == "is in the cluster \"M999\", which is not known")
  }

  @Test func aRuleThatCannotReadItsCellIsAnError() throws {
    let description = """
      {"file": "t.csv", "kind": "periods", "rows": 2, "cluster": "M67",
       "columns": [{"name": "P", "role": "period"}],
       "rules": [{"unless": [{"column": "fap", "below": 0.01}], "reason": "false alarm"}]}
      """
    let error = #expect(throws: CatalogError.self) {
      try Fixture.records("P,fap\n1.9,0.001\n2,low\n", description)
    }
    #expect(error?.description.contains("t.csv:3: column \"fap\": found \"low\"") == true)
    // A missing number is no error: it is not below anything.
    let records = try Fixture.records("P,fap\n1.9,0.001\n2,\n", description)
    #expect(records.map { $0.rejection != nil } == [false, true])
  }
}
