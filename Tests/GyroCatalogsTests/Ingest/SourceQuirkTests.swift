// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import GyroTables
import Testing

@testable import GyroCatalogs

/// Quirks of files and names that were met in published tables.
@Suite struct SourceQuirkTests {
  static let table = """
    {"file": "t.csv", "kind": "periods", "rows": 2, "cluster": "M67", "rules": [],
     "columns": [{"name": "id", "role": "gaia_dr3"}, {"name": "P", "role": "period"}]}
    """

  @Test func anIdWrittenThroughADoubleIsRefused() {
    let error = Fixture.error {
      _ = try Fixture.records("id,P\n4.439702582913439e+17,1\n1,2\n", Self.table)
    }
    #expect(error?.problem.hasPrefix("is \"4.439702582913439e+17\"") == true)
    #expect(error?.place.hasSuffix("t.csv:2: column \"id\"") == true)
  }

  @Test(arguments: ["1.2", "95", "-0.5"])
  func aMembershipThatIsNoProbabilityIsRefused(value: String) {
    let error = Fixture.error {
      _ = try Fixture.records(
        "P,m\n1,0.5\n1,\(value)\n",
        """
        {"file": "t.csv", "kind": "periods", "rows": 2, "cluster": "M67", "rules": [],
         "columns": [{"name": "P", "role": "period"}, {"name": "m", "role": "membership"}]}
        """)
    }
    #expect(error?.place.hasSuffix("t.csv:3: column \"m\"") == true)
    #expect(error?.problem.contains("expected a membership probability from 0 to 1") == true)
    #expect(error?.hint?.contains("nullNumbers") == true)
  }

  /// A cell that a rule cannot read must not pass for one that the rule says nothing about.
  @Test func aRuleOverAnUnreadableCellIsAnError() {
    #expect(throws: CatalogError.self) {
      _ = try Fixture.records(
        "P,snr\n1,3.5\n1,x3\n",
        """
        {"file": "t.csv", "kind": "periods", "rows": 2, "cluster": "M67",
         "columns": [{"name": "P", "role": "period"}],
         "rules": [{"when": [{"column": "snr", "below": 5}], "flag": "period_doubted",
                    "reason": "weak"}]}
        """)
    }
  }

  @Test func aNumberNoGaiaSourceCanHaveIsRefused() {
    let error = Fixture.error {
      _ = try Fixture.records("id,P\n9223372036854775807,1\n1,2\n", Self.table)
    }
    #expect(error?.problem.contains("no Gaia source can have") == true)
  }

  @Test(arguments: ["α Per slow sequence.csv", "secret.txt"])
  func fileNamesWithBlanksAndGreekAndAWrongEnding(name: String) throws {
    let records = try Fixture.records("id,P\r\n,1\r\n,2\r\n", as: name, Self.table)
    #expect(records.map(\.periodDays) == [1, 2])
  }

  @Test func columnNamesOfAnyShape() throws {
    let records = try Fixture.records(
      "__BP-RP_0,(BP-RP)0,MP?,2MASS\n0.5,0.6,y,J1\n",
      """
      {"file": "t.csv", "kind": "companion", "rows": 1, "cluster": "M67",
       "columns": [{"name": "__BP-RP_0", "role": "bp_rp0"}, {"name": "(BP-RP)0", "role": "bp_rp"},
                   {"name": "2MASS", "role": "identifier", "label": "2MASS"}],
       "rules": [{"when": [{"column": "MP?", "in": ["y"]}], "flag": "several_periods",
                  "reason": "several"}]}
      """)
    #expect(records[0].bpRp0 == 0.5)
    #expect(records[0].identifiers == ["2MASS J1"])
    #expect(records[0].flags == .severalPeriods)
  }

  @Test func theLeastIntegerOfAFITSColumnIsNoSource() throws {
    try Fixture.withFolder { folder in
      let columns = [
        TableColumn(
          ColumnDescription(name: "id", type: .int64), integers: [.min, 5_290_646_440_127_895_937]),
        TableColumn(ColumnDescription(name: "P", type: .float64), doubles: [1, nil]),
      ]
      let path = folder + "/t.fits"
      var writer = try createTable(
        path: path, schema: TableSchema(columns: columns.map(\.description)))
      try writer.append(TableChunk(columns: columns))
      try writer.finish()
      let records = try SourceReader(
        source: "test", table: Fixture.table(Self.table), clusters: Fixture.library().clusters
      ).records(at: path)
      #expect(records.map(\.gaiaDR3?.number) == [nil, 5_290_646_440_127_895_937])
      #expect(records.map(\.periodDays) == [1, nil])
    }
  }
}
