// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

/// What stands behind the rows of a VOTable: whether the service wrote all of them, and other rows.
@Suite struct VOTableStatusTests {
  static let textRows =
    "<TABLEDATA><TR><TD>1</TD><TD>x</TD></TR><TR><TD>2</TD><TD>y</TD></TR></TABLEDATA>"
  static let binaryRows = {
    let bytes: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 1, 0x78, 0, 0, 0, 2, 0, 0, 0, 1, 0x79]
    return
      "<BINARY><STREAM encoding='base64'>\(Data(bytes).base64EncodedString())</STREAM></BINARY>"
  }()

  /// A document of two rows with something behind its table: in it, behind it, behind its resource.
  static func document(_ rows: String, _ behind: String, _ place: String) -> String {
    let text = VOTableReaderTests.document(rows)
      .replacing("<TABLE><FIELD name=\"other\" datatype=\"int\"/></TABLE>", with: "")
    let end = place == "TABLE" ? "</TABLE>" : place == "RESOURCE" ? "</v:RESOURCE>" : "</v:VOTABLE>"
    return text.replacing(end, with: behind + end)
  }

  static let places = ["TABLE", "RESOURCE", "VOTABLE"]

  @Test(arguments: [textRows, binaryRows], places)
  func overflowIsAWarningAndKept(_ rows: String, _ place: String) throws {
    let text = Self.document(
      rows, "<INFO name='QUERY_STATUS' value='OVERFLOW'>limit of 2</INFO>", place)
    for size in [1, 2, 100] {
      var reader = try openTable(bytes: Array(text.utf8), name: "a.vot")
      var count = 0
      while let chunk = try reader.next(upTo: size) { count += chunk.rowCount }
      #expect(count == 2)
      #expect(reader.warnings.count == 1)
      #expect(reader.warnings.first?.description.contains("OVERFLOW: limit of 2") == true)
      let status = TableMetadata(key: "QUERY_STATUS", value: "OVERFLOW")
      #expect(reader.schema.metadata.filter { $0.key == "QUERY_STATUS" } == [status])
      #expect(try reader.next(upTo: size) == nil)
    }
  }

  /// What is written says so at its beginning.
  @Test(arguments: places) func overflowIsKnownBeforeTheRowsWhereTypesAre(_ place: String) throws {
    let text = Self.document(
      Self.textRows, "<INFO name='QUERY_STATUS' value=' overflow '/>", place)
    let reader = try openTable(
      bytes: Array(text.utf8), name: "a.vot", options: TableReadingOptions(infersTypes: true))
    #expect(reader.schema.metadata.contains(TableMetadata(key: "QUERY_STATUS", value: "OVERFLOW")))
  }

  @Test(arguments: [textRows, binaryRows, "<TABLEDATA></TABLEDATA>"], places)
  func aFailureIsAnError(_ rows: String, _ place: String) throws {
    let text = Self.document(
      rows, "<INFO name='QUERY_STATUS' value='ERROR'>disk gone</INFO>", place)
    var reader = try openTable(bytes: Array(text.utf8), name: "a.vot")
    var count = 0
    let error = failure { () throws(TableError) in
      while let chunk = try reader.next(upTo: 1) { count += chunk.rowCount }
    }
    #expect(error?.code == .truncated)
    #expect(error?.description.contains("a failed query: disk gone") == true)
  }

  @Test func aFailureBeforeATableIsAnErrorToo() {
    let text = VOTableReaderTests.document(Self.textRows)
      .replacing("value=\"OK\"", with: "value=\"ERROR\"")
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.vot") }
    #expect(error?.description.contains("a failed query") == true)
  }

  /// How services said it before QUERY_STATUS.
  @Test(arguments: ["INFO", "PARAM"]) func anElementNamedError(_ element: String) {
    let text =
      "<VOTABLE><RESOURCE><\(element) name='Error' value='bad radius'/></RESOURCE></VOTABLE>"
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.vot") }
    #expect(error?.description.contains("a failed query: bad radius") == true)
  }

  @Test(arguments: ["OK", "", "PARTIAL"]) func otherWordsAreNone(_ status: String) throws {
    let text = Self.document(
      Self.textRows, "<INFO name='QUERY_STATUS' value='\(status)'/>", "RESOURCE")
    var reader = try openTable(bytes: Array(text.utf8), name: "a.vot")
    #expect(try rows(of: &reader).count == 2)
    #expect(reader.warnings.isEmpty)
  }

  @Test(arguments: [
    (textRows, textRows), (binaryRows, binaryRows), (binaryRows, textRows), (textRows, binaryRows),
    (
      binaryRows,
      binaryRows.replacing("<BINARY>", with: "").replacing("</BINARY>", with: "")
    ),
  ])
  func moreRowsInTheSameTable(_ first: String, _ second: String) {
    let text = VOTableReaderTests.document(first + second)
    let inside = text.replacing("</STREAM></BINARY><STREAM", with: "</STREAM><STREAM")
    for text in [text, inside] {
      let error = failure { () throws(TableError) in _ = try read(text, name: "a.vot") }
      #expect(error?.code == .malformedData)
      #expect(error?.description.contains("more rows behind the end of the rows") == true)
    }
  }

  @Test func aSecondStreamInOneBinary() {
    let stream = "<STREAM encoding='base64'>AAAAAQAAAAF4</STREAM>"
    let text = VOTableReaderTests.document("<BINARY>\(stream)\(stream)</BINARY>")
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.vot") }
    #expect(error?.code == .malformedData)
  }

  @Test(arguments: [textRows, binaryRows]) func furtherTablesAreSaidToBeLeftOut(_ rows: String)
    throws
  {
    let table =
      "<TABLE><FIELD name='c' datatype='int'/><DATA><TABLEDATA></TABLEDATA></DATA></TABLE>"
    let text = Self.document(rows, table + table, "RESOURCE")
    var reader = try openTable(bytes: Array(text.utf8), name: "a.vot")
    #expect(try GyroTablesTests.rows(of: &reader).count == 2)
    #expect(
      reader.warnings.map(\.message) == ["only the first of 3 tables of the document is read"])
  }

  @Test(arguments: ["<x/>", "<INFO name='QUERY_STATUS' value='OK'/>", "<TABLE/>"])
  func elementsAmongTheRows(_ element: String) {
    for rows in [
      Self.textRows.replacing("</TR><TR>", with: "</TR>\(element)<TR>"),
      Self.textRows.replacing("<TD>x", with: "<TD>\(element)x"),
      Self.binaryRows.replacing("</STREAM>", with: "\(element)</STREAM>"),
    ] {
      let error = failure { () throws(TableError) in
        _ = try read(VOTableReaderTests.document(rows), name: "a.vot")
      }
      #expect(error?.code == .malformedData, "\(rows)")
    }
  }
}
