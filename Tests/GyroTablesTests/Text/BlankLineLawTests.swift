// SPDX-License-Identifier: GPL-3.0-or-later

import GyroTables
import Testing
import _TestSupport

/// Blank lines, however many, neither end a table nor fill memory.
@Suite struct BlankLineLawTests {
  /// The header and three rows of each format that is made of lines.
  static let tables: [(format: TableFormat, header: String, rows: [String])] = [
    (.csv, "a,b", ["1,x", "2,y", "3,z"]), (.tsv, "a\tb", ["1\tx", "2\ty", "3\tz"]),
    (.whitespace, "a b", ["1 x", "2 y", "3 z"]),
    (
      .ecsv,
      "# %ECSV 1.0\n# ---\n# delimiter: ','\n# datatype:\n# - {name: a, datatype: int64}\n"
        + "# - {name: b, datatype: string}\na,b", ["1,x", "2,y", "3,z"]
    ),
    (.mrt, fixedWidth, ["1 x", "2 y", "3 z"]),
  ]

  static let fixedWidth = """
    Byte-by-byte Description of file: a
    ----------------------------------------
    Bytes Format Units Label Explanations
    ----------------------------------------
       1- 1 A1    ---    a    first
       3- 3 A1    ---    b    second
    ----------------------------------------
    """

  /// A table with some blank lines behind its first row, as bytes.
  func bytes(
    _ table: (format: TableFormat, header: String, rows: [String]), blank: String, count: Int
  ) -> [UInt8] {
    let unit = Array(blank.utf8)
    var bytes = Array((table.header + "\n" + table.rows[0] + "\n").utf8)
    if unit.count == 1 {
      bytes += [UInt8](repeating: unit[0], count: count)
    } else {
      for _ in 0..<count { bytes += unit }
    }
    return bytes + Array((table.rows[1] + "\n" + table.rows[2] + "\n").utf8)
  }

  @Test(arguments: tables.map(\.format)) func seventyMebibytesOfThem(_ format: TableFormat) throws {
    let table = try #require(Self.tables.first { $0.format == format })
    let bytes = bytes(table, blank: "\n", count: 70 << 20)
    for size in [1, 65_536] {
      var reader = try openTable(bytes: bytes, name: "a", format: format)
      var firsts: [String?] = []
      while let chunk = try reader.next(upTo: size) {
        firsts += (0..<chunk.rowCount).map { chunk.columns[0].text(at: $0) }
      }
      #expect(firsts == ["1", "2", "3"])
    }
  }

  @Test(arguments: tables.map(\.format), ["\n", "\r\n", "\r", " \n", "\t \r\n", "   "])
  func linesOfEveryKind(_ format: TableFormat, _ blank: String) throws {
    let table = try #require(Self.tables.first { $0.format == format })
    // A tab is a delimiter of TSV, and no part of a machine-readable table.
    guard ![.tsv, .mrt].contains(format) || !blank.contains("\t") else { return }
    let unit = blank == "   " ? String(repeating: " ", count: 100_000) + "\n" : blank
    let bytes = bytes(table, blank: unit, count: blank == "   " ? 20 : 70_001)
    let found = try read(bytes, name: "a", format: format)
    #expect(found.rows.map { $0[0] } == ["1", "2", "3"])
  }

  /// The place of an error behind blank lines is still right.
  @Test(arguments: ["\n", "\r\n", "\r", " \n"]) func linesAreCounted(_ blank: String) {
    let text = "a,b\n1,2\n" + String(repeating: blank, count: 200_000) + "3\n"
    let error = failure { () throws(TableError) in _ = try read(text) }
    #expect(error?.place.line == 200_003)
  }

  @Test(arguments: ["\n", "\r\n"]) func linesBeforeTheHeader(_ blank: String) throws {
    let start = [UInt8](repeating: blank.utf8.first ?? 0, count: 1 << 20)
    #expect(try read(start + Array("# c\(blank)\(blank)a,b\n1,2\n".utf8)).rows == [["1", "2"]])
    let hole = [UInt8](repeating: 0x0A, count: 65 << 20)
    let error = failure { () throws(TableError) in
      _ = try read(hole + Array("a,b\n1,2\n".utf8), name: "a.csv")
    }
    #expect(error?.code == .tooLarge)
    #expect(error?.description.contains("MiB of blank lines") == true)
  }

  @Test(arguments: TableFormat.allCases.filter { [.csv, .tsv, .whitespace, .mrt].contains($0) })
  func nothingButBlankLines(_ format: TableFormat) {
    let error = failure { () throws(TableError) in
      _ = try read(String(repeating: "\n", count: 500_000), name: "a", format: format)
    }
    #expect(error?.code == .malformedHeader)
  }
}
