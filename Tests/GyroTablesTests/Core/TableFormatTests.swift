// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import GyroTables

@Suite struct TableFormatTests {
  @Test(arguments: TableFormat.allCases) func aFormatIsFoundByItsNameAndExtensions(
    _ format: TableFormat
  ) {
    #expect(TableFormat(rawValue: format.rawValue) == format && "\(format)" == format.rawValue)
    for name in format.extensions {
      #expect(TableFormat(named: "a.b.\(name)") == format)
      #expect(TableFormat(named: "A.\(name.uppercased()).gz") == format)
    }
  }

  @Test func noNameOrExtensionBelongsToTwo() {
    let formats = TableFormat.allCases
    let extensions = formats.flatMap(\.extensions)
    #expect(Set(formats.map(\.rawValue)).count == formats.count)
    #expect(Set(extensions).count == extensions.count)
  }

  /// The first bytes of each format are those of no other.
  @Test func signaturesAreUnmistakable() {
    let starts: [(TableFormat, String)] = [
      (.ecsv, "# %ECSV 1.0\n# ---\n"), (.fits, "SIMPLE  =                    T"),
      (.votable, "<?xml version=\"1.0\"?>\n<VOTABLE>"),
      (.ipac, "\\fixlen = T\n|  id|  prot|\n|char|double|\n    a   10.4\n"),
      (.mrt, "Title: x\nByte-by-byte Description of file: table1.txt\n"),
    ]
    for (format, start) in starts {
      let found = TableFormat.allCases.filter { $0.isSignature?(Array(start.utf8)) ?? false }
      #expect(found == [format])
    }
  }

  @Test func formatsThatAreOnlyReadCannotBeWritten() throws {
    #expect(
      TableFormat.allCases.filter { $0.create == nil }
        == [.semicolon, .bar, .mrt, .ipac, .whitespace])
    let schema = TableSchema(columns: [ColumnDescription(name: "a", type: .float64)])
    let error = #expect(throws: TableError.self) {
      _ = try createTable(path: "never-written", format: .mrt, schema: schema)
    }
    #expect(error?.found == "the format mrt")
  }

  @Test func nothingElseIsAFormat() {
    #expect(TableFormat(rawValue: "feather") == nil && TableFormat(named: "a.feather") == nil)
    #expect(TableFormat(named: "csv") == nil)
  }
}
