// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

/// What all formats must refuse alike; what only one of them can hold is tested with it.
@Suite struct HostileFileTests {
  /// A table of each format with one byte of Latin-1 in its header and in its rows.
  @Test(
    arguments: TableFormat.allCases.filter { ![.fits, .parquet].contains($0) }, ["header", "rows"])
  func textThatIsNotUTF8(_ format: TableFormat, _ part: String) throws {
    let text =
      switch format {
      case .csv: "ab@,c\n1@,2\n"
      case .tsv: "ab@\tc\n1@\t2\n"
      case .semicolon: "ab@;c\n1@;2\n"
      case .bar: "ab@|c\n1@|2\n"
      case .ipac: "|ab@|  c|\n 1@    2 \n"
      case .whitespace: "ab@ c\n1@ 2\n"
      case .ecsv:
        "# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: string, description: b@}\na\n1@\n"
      case .mrt: MachineReadableReaderTests.table.replacing("Nobody", with: "Nob@dy") + "1 @\n"
      case .votable:
        VOTableReaderTests.document("<TABLEDATA><TR><TD>1</TD><TD>x@</TD></TR></TABLEDATA>")
          .replacing("Three", with: "Thr@e")
      default: ""
      }
    var bytes = Array(text.utf8)
    let places = bytes.indices.filter { bytes[$0] == UInt8(ascii: "@") }
    try #require(places.count == 2)
    bytes[places[0]] = part == "header" ? 0xE9 : 0x61
    bytes[places[1]] = part == "rows" ? 0xE9 : 0x61
    let error = failure { () throws(TableError) in
      _ = try read(bytes, name: "a.txt", format: format)
    }
    #expect(error?.code == (format == .votable ? .malformedData : .invalidEncoding))
    #expect(error?.place.line != nil)
  }

  /// Each format read as each other one, and every table cut short: an answer, never a crash.
  @Test(arguments: TableFormat.allCases, TableFormat.allCases)
  func anyFormatReadAsAnyOther(_ written: TableFormat, _ read: TableFormat) throws {
    guard RoundTripTests.formats.contains(written) else { return }
    let folder = try TemporaryFolder()
    var writer = try createTable(
      path: folder.path("a"), format: written, schema: RoundTripTests.schema)
    try writer.append(RoundTripTests.chunk(0..<6))
    try writer.finish()
    let bytes = try folder.bytes("a")
    for length in stride(from: 0, through: bytes.count, by: 1 + bytes.count / 40) {
      let error = failure { () throws(TableError) in
        var reader = try openTable(bytes: Array(bytes.prefix(length)), name: "a", format: read)
        _ = try rows(of: &reader)
      }
      #expect(error.map { !$0.description.isEmpty } ?? true)
    }
  }

  @Test func aWebPageIsNoTable() {
    let error = failure { () throws(TableError) in
      _ = try read("\n<!DOCTYPE html>\n<html><body>404, not found</body></html>", name: "a.csv")
    }
    #expect(error?.description.contains("a web page") == true)
  }

  @Test func aNulByteCannotBeTextInFITS() throws {
    let folder = try TemporaryFolder()
    var reader = try openTable(bytes: Array("a,b\nx\0y,2\n".utf8), name: "a.csv")
    let chunk = try #require(try reader.next(upTo: 1))
    var writer = try createTable(path: folder.path("a.fits"), schema: reader.schema)
    let error = failure { () throws(TableError) in try writer.append(chunk) }
    #expect(error?.code == .unsupported)
    #expect(error?.place.line == 2)
  }
}
