// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

/// Memory follows the bytes of a file, never a number in its header nor a product of two limits.
@Suite struct ChunkBudgetLawTests {
  static let budget = 64 << 20

  /// Tables of 2,000 rows and some columns of empty vectors, each declared as wide as can be.
  static func emptyVectors(_ format: TableFormat, columnCount: Int, cell: String) -> String {
    let columns = (0..<columnCount).map { "v\($0)" }
    switch format {
    case .ecsv:
      let header = columns.map {
        "# - {name: \($0), datatype: string, subtype: 'float64[1048576]'}\n"
      }
      let row = "1," + columns.map { _ in cell }.joined(separator: ",") + "\n"
      return "# %ECSV 1.0\n# ---\n# delimiter: ','\n# datatype:\n# - {name: a, datatype: int64}\n"
        + header.joined() + "a," + columns.joined(separator: ",") + "\n"
        + String(repeating: row, count: 2000)
    default:
      let fields = columns.map { "<FIELD name='\($0)' datatype='double' arraysize='16777216'/>" }
      let row = "<TR><TD>1</TD>" + columns.map { _ in "<TD>\(cell)</TD>" }.joined() + "</TR>"
      return VOTableReaderTests.document(
        "<TABLEDATA>\(String(repeating: row, count: 2000))</TABLEDATA>",
        fields: "<FIELD name='a' datatype='int'/>" + fields.joined())
    }
  }

  /// With room for what is declared, these would take 16 to 800 GB.
  @Test(arguments: [TableFormat.ecsv, .votable], [1, 3])
  func emptyVectorsThatAreDeclaredWide(_ format: TableFormat, _ columnCount: Int) throws {
    let text = Self.emptyVectors(format, columnCount: columnCount, cell: "")
    let folder = try TemporaryFolder()
    for output in ["a.csv", "a.ecsv", "a.vot"] {
      var reader = try openTable(bytes: Array(text.utf8), name: "a", format: format)
      var writer = try createTable(path: folder.path(output), schema: reader.schema)
      var rowCount = 0
      while let chunk = try reader.next(upTo: 65_536) {
        rowCount += chunk.rowCount
        #expect(chunk.columns[1].isMissing(at: 0))
        #expect(try chunk.columns[1].vector(at: 0) == nil)
        try writer.append(chunk)
      }
      try writer.finish()
      #expect(rowCount == 2000)
    }
  }

  @Test(arguments: [TableFormat.ecsv, .votable])
  func aCellOfTheWrongWidthIsStillAnError(_ format: TableFormat) {
    let cell = format == .ecsv ? "\"[1,2]\"" : "1 2"
    let text = Self.emptyVectors(format, columnCount: 1, cell: cell)
    let error = failure { () throws(TableError) in _ = try read(text, name: "a", format: format) }
    #expect(error?.description.contains("found 2 numbers, expected") == true)
  }

  /// A row of as many columns as are read at all, asked for with as many rows as are ever asked for.
  @Test(arguments: [TableFormat.csv, .tsv, .whitespace]) func wideRows(_ format: TableFormat) throws
  {
    let separator = format == .csv ? "," : format == .tsv ? "\t" : " "
    let count = 65_530
    let header = (0..<count).map { "c\($0)" }.joined(separator: separator)
    let row = (0..<count).map { "\($0 % 10)" }.joined(separator: separator)
    var reader = try openTable(
      bytes: Array("\(header)\n\(row)\n\(row)\n".utf8), name: "a", format: format)
    var rowCount = 0
    while let chunk = try reader.next(upTo: 65_536) {
      #expect(chunk.columns.count == count)
      #expect(chunk.columns[count - 1].text(at: 0) == "9")
      rowCount += chunk.rowCount
    }
    #expect(rowCount == 2)
  }

  /// Short rows under a header of many columns: the bounds of the cells count, not their bytes.
  @Test func fixedWidthRowsThatAreShort() throws {
    let columnCount = 3000
    let lines = (1...columnCount).map { index in
      let bytes = String(repeating: " ", count: max(0, 4 - "\(index)".count)) + "\(index)"
      return "\(bytes)   A1  ---  c\(index)  x"
    }
    let rule = String(repeating: "-", count: 40)
    let header =
      "Byte-by-byte Description of file: a\n\(rule)\n Bytes Format Units Label Explanations\n\(rule)\n"
      + lines.joined(separator: "\n") + "\n\(rule)\n"
    var reader = try openTable(
      bytes: Array((header + String(repeating: "x\n", count: 5000)).utf8), name: "a", format: .mrt)
    var rowCount = 0
    while let chunk = try reader.next(upTo: 65_536) {
      #expect(chunk.rowCount * columnCount * 8 <= Self.budget)
      #expect(chunk.columns[0].text(at: 0) == "x" && chunk.columns[1].isMissing(at: 0))
      rowCount += chunk.rowCount
    }
    #expect(rowCount == 5000)
  }

  /// Cells of a mebibyte in a binary stream end a chunk before all of them are in it.
  @Test func longCellsOfABinaryStream() throws {
    let cell: [UInt8] = [0, 0x10, 0, 0] + [UInt8](repeating: 0x61, count: 1 << 20)
    let stream = Data([[UInt8]](repeating: cell, count: 10).joined()).base64EncodedString()
    let text = VOTableReaderTests.document(
      "<BINARY><STREAM encoding='base64'>\(stream)</STREAM></BINARY>",
      fields: "<FIELD name='a' datatype='char' arraysize='*'/>")
    var reader = try openTable(bytes: Array(text.utf8), name: "a.vot")
    var counts: [Int] = []
    while let chunk = try reader.next(upTo: 65_536) {
      #expect(chunk.columns[0].text(at: 0)?.utf8.count == 1 << 20)
      counts.append(chunk.rowCount)
    }
    #expect(counts.reduce(0, +) == 10)
    #expect(counts.count > 1)
  }

  /// What a header says is kept, and therefore limited, whatever it says it with.
  @Test(arguments: [
    "<INFO name='a' value='@'/>", "<PARAM name='a' datatype='char' arraysize='*' value='@'/>",
    "<DESCRIPTION>@</DESCRIPTION>", "<LINK href='@'/>", "<GROUP name='@'></GROUP>",
    "<INFO name='a' value='x'>@</INFO>",
    "<GROUP><PARAM name='p' datatype='int' value='@'/></GROUP>",
    "<TABLE><FIELD name='a' datatype='int'><DESCRIPTION>@</DESCRIPTION></FIELD>", "<!-- @ -->",
  ])
  func endlessHeaders(_ element: String) {
    let unit = element.replacing("@", with: String(repeating: "x", count: 1 << 20))
    let text = "<VOTABLE><RESOURCE>" + String(repeating: unit, count: 34)
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.vot") }
    #expect(error?.code == .tooLarge, "\(element)")
  }

  /// Expat remembers every name it has seen.
  @Test(arguments: ["<a@/>", "<INFO a@=''/>", "<a@ b@=''/>"], ["header", "tail"])
  func endlessNames(_ element: String, _ part: String) {
    let names = (0..<5000).map { element.replacing("@", with: "\($0)") }.joined()
    let document = VOTableReaderTests.document(
      "<TABLEDATA><TR><TD>1</TD><TD>x</TD></TR></TABLEDATA>")
    let text =
      part == "header"
      ? document.replacing("<TABLE name", with: names + "<TABLE name")
      : document.replacing("</v:RESOURCE>", with: names + "</v:RESOURCE>")
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.vot") }
    #expect(error?.code == .tooLarge)
  }

  @Test(arguments: ["", "x", " %ECSV 1.0"]) func endlessComments(_ comment: String) {
    let lines = String(repeating: "#\(comment)\n", count: (5 << 20) / (comment.utf8.count + 2))
    let error = failure { () throws(TableError) in _ = try read(lines + "a,b\n1,2\n") }
    #expect(error?.code == .tooLarge)
  }

  @Test(arguments: [TableFormat.csv, .whitespace, .ecsv, .mrt])
  func aLineThatIsTooLong(_ format: TableFormat) throws {
    let table = try #require(BlankLineLawTests.tables.first { $0.format == format })
    let text =
      table.header + "\n" + table.rows[0] + "\n2," + String(repeating: "y", count: 5 << 20) + "\n"
    let error = failure { () throws(TableError) in _ = try read(text, name: "a", format: format) }
    #expect(error?.code == .tooLarge)
    #expect(error?.place.line != nil)
  }
}
