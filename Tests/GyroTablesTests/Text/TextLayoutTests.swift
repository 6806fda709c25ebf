// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of text as archives, spreadsheets and colleagues write them.

import Foundation
import GyroTables
import Testing

@Suite struct TextLayoutTests {
  /// VizieR's lines of units and dashes are no rows, with each of its separators.
  @Test(arguments: ["\t", ";", "|"]) func unitsAndDashesBelowTheNames(_ separator: String) throws {
    let text = """
      #
      #   VizieR Astronomical Server
      #Column	Prot	(F6.2)	Rotation period	[ucd=time.period]
      KIC;Teff;Prot
       ;K;h
      --------;----;------
      9000001;5650;246.00
      9000002;4950;270.00
      #END#

      """.replacing(";", with: separator)
    let table = try read(text, name: "a.tsv")
    #expect(table.schema.columns.map(\.name) == ["KIC", "Teff", "Prot"])
    #expect(table.schema.columns.map(\.unit) == [nil, "K", "h"])
    #expect(table.schema.columns[2].meaning == "Rotation period")
    #expect(table.schema.columns[2].ucd == "time.period")
    #expect(table.rows == [["9000001", "5650", "246.00"], ["9000002", "4950", "270.00"]])
  }

  @Test(
    arguments: [
      ("id\tprot\n10S\t5N\na\t12\n", [nil, nil]), ("id,prot\n,d\na,12\n", [nil, "d"]),
      ("id,prot\n,[h]\na,12\n", [nil, nil]), ("id,prot\nchar,double\n,d\na,12\n", [nil, "d"]),
    ] as [(String, [String?])])
  func typesAndUnits(text: String, units: [String?]) throws {
    let table = try read(text, name: "a.txt")
    if units != [nil, nil] || !text.contains("[h]") {
      #expect(table.rows == [["a", "12"]])
      #expect(table.schema.columns.map(\.unit) == units)
    } else {
      // Brackets may be a logarithm or a missing value: nothing is guessed, and the row is kept.
      #expect(table.rows.count == 2)
    }
  }

  @Test func decimalCommas() throws {
    let table = try read("star;Prot;note\na;10,4;x, y\nb;-1,01;1\n", name: "a.csv")
    #expect(table.rows == [["a", "10.4", "x, y"], ["b", "-1.01", "1"]])
    var reader = try openTable(bytes: Array("s;p\na;1,5\n".utf8), name: "a.csv")
    #expect(reader.warnings.contains { $0.message.contains("decimal points") })
    _ = try rows(of: &reader)
    // Where points are there as well, a comma is what it is.
    #expect(try read("s;p;q\na;1,5;1.5\n", name: "a.csv").rows == [["a", "1,5", "1.5"]])
  }

  @Test(arguments: [
    "Rotation of two stars\nid,prot,bp\na,12,1\nb,13,1.1\n",
    "Table 2. Periods, in days\n\nid,prot,bp\na,12,1\nb,13,1.1\n",
    "Rotation of two stars in the field\nid prot bp\na 12 1\nb 13 1.1\n",
    "#id,prot,bp\n9000001,12.5,1\n9000002,13.5,1.1\n",
  ])
  func titlesAndNamesInComments(_ text: String) throws {
    let table = try read(text, name: "a.txt")
    #expect(table.schema.columns.map(\.name) == ["id", "prot", "bp"])
    #expect(table.rows.count == 2)
  }

  @Test(arguments: [
    "0.82 0.02 24.9\n1.01 0.02 10.4\n", "0.82,24.9\n1.01,10.4\n", "HD1,0.82,24.9\nHD2,1.01,10.4\n",
  ])
  func numbersWithoutAHeaderAreNoNames(_ text: String) {
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.txt") }
    #expect(error?.found.contains("no header") == true)
  }

  /// Too few names above rows of numbers are a mistake, and the names no title.
  @Test func aShortHeaderIsNoTitle() {
    let error = failure { () throws(TableError) in
      _ = try read("id,prot\na,1,2\nb,3,4\n", name: "a.csv")
    }
    #expect(error?.code == .raggedRow)
  }

  @Test func aFileThatWasCutShort() {
    let error = failure { () throws(TableError) in _ = try read("a,b\n1,2\n3", name: "a.csv") }
    #expect(error?.code == .truncated && error?.hint?.contains("cut short") == true)
  }

  @Test func ipac() throws {
    let text = """
      \\fixlen = T
      \\ two stars
      |  id|  prot|bp_rp0|
      |char|double|double|
      |    |     d|   mag|
      |null|  null|  null|
          a   10.4   1.01
          b   null    0.9

      """
    let table = try read(text, name: "a.tbl")
    #expect(table.schema.columns.map(\.name) == ["id", "prot", "bp_rp0"])
    #expect(table.schema.columns.map(\.unit) == [nil, "d", "mag"])
    #expect(table.rows == [["a", "10.4", "1.01"], ["b", nil, "0.9"]])
  }

  @Test(arguments: [
    (Array("PAR1xxxxPAR1".utf8), "Parquet", "read_parquet"),
    ([0x89] + Array("HDF\r\n\u{1A}\n".utf8), "HDF5", "read_hdf"),
    (Array("ARROW1\0\0".utf8), "Feather", "read_feather"),
    ([0x50, 0x4B, 3, 4] + Array("[Content_Types].xml".utf8), "XLSX", "CSV"),
  ])
  func otherFormatsAreNamedWithAWayIn(bytes: [UInt8], name: String, hint: String) {
    let error = failure { () throws(TableError) in _ = try read(bytes, name: "a") }
    #expect(error?.found.contains(name) == true && error?.hint?.contains(hint) == true)
  }

  @Test func unitsInTheCommentsOfAnArchive() throws {
    let table = try read(
      "# COLUMN st_rotp: Rotational Period [hours]\nid,st_rotp\na,240\n", name: "a.csv")
    #expect(table.schema.columns[1].unit == "hours")
    #expect(table.schema.columns[1].meaning == "Rotational Period")
  }

  @Test func aReadMeBesideTheTable() throws {
    let folder = try TemporaryFolder()
    let rule = String(repeating: "-", count: 80)
    let readMe = """
      Byte-by-byte Description of file: table*.dat
      \(rule)
         Bytes Format Units  Label     Explanations
      \(rule)
         1-  7 I7     ---    KIC       Kepler identifier
         9- 14 F6.2   h      Prot      ?=- Rotation period
      \(rule)

      """
    try Data(readMe.utf8).write(to: URL(filePath: folder.path("ReadMe")))
    for name in ["table1.dat", "other.dat"] {
      try Data("9000001 246.00\n9000002      -\n".utf8).write(to: URL(filePath: folder.path(name)))
    }
    var reader = try openTable(path: folder.path("table1.dat"))
    #expect(reader.schema.columns.map(\.unit) == [nil, "h"])
    #expect(reader.warnings.contains { $0.message.contains("ReadMe") })
    #expect(try rows(of: &reader) == [["9000001", "246.00"], ["9000002", nil]])
    // A file that it does not describe is what it is.
    #expect(throws: TableError.self) { _ = try openTable(path: folder.path("other.dat")) }
  }

  @Test func aTableOfAFileWithSeveral() throws {
    let path = TablePath("stars.fits[STARS]")
    #expect(path.file == "stars.fits" && path.part == "STARS")
    #expect(TablePath("stars.fits").part == nil && TablePath("-").file == "-")
  }
}
