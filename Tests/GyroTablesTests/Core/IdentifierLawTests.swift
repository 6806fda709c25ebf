// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

/// An identifier is the same text in every cell of every format, however much it looks like a number.
@Suite struct IdentifierLawTests {
  static let options = TableReadingOptions(infersTypes: true)

  /// Columns of identifiers that numbers would change; an empty cell stands for a missing one.
  static let columns: [[String]] = [
    ["007", "07", "7", ""], ["0123456789012345678", "0123456789012345679", "", "1"],
    ["3324544013049138688", "3324544013049138689", "-1", ""],
    ["9007199254740993", "9007199254740992", "9007199254740994", "1"],
    ["9223372036854775807", "9223372036854775808", "-9223372036854775808", ""],
    ["-9223372036854775809", "1", "", "2"],
    ["18446744073709551614", "18446744073709551615", "", "1"],
    ["18446744073709551616", "99999999999999999999999999999999999999", "", "1"],
    ["+5", "5", "", "+05"], ["-0", "0", "", "1"], ["-007", "-7", "", "7"], ["00", "0", "000", ""],
    ["0x1F", "1F", "0X1f", ""], ["A1", "007", "1", ""],
    ["000000000000000000000000000000000001", "1", "", "2"],
    ["-5", "-3", "", "12"],
  ]

  /// Further ones that only the name of their column tells from measurements.
  static let likeMeasurements: [[String]] = [
    ["1e18", "5.29e+18", "1E5", ""], ["700.10", "700.1", "", "4.0"], ["1.", ".5", "", "1d5"],
    ["inf", "Infinity", "", "1"], ["true", "false", "T", ""], ["true", "false", "TRUE", ""],
  ]

  /// Names by which a column of identifiers is recognized.
  static let names = [
    "id", "ID", "source_id", "GAIA_DR3_SOURCE_ID", "dr2_source_id", "gaiadr3", "Gaia DR3", "gaia",
    "KIC", "EPIC",
    "tic", "tic_id", "TICID", "kepid", "Source", "star", "name", "2MASS", "TOI", "obj-id",
    "id_gaia",
    "designation",
  ]

  static let formats = RoundTripTests.formats

  /// Writes a column of text as a delimited table, that as another table, and reads it back.
  func roundTrip(
    _ cells: [String], name: String, from first: TableFormat, to format: TableFormat
  ) throws -> [String?] {
    let folder = try TemporaryFolder()
    let input = folder.path("in.\(first.extensions[0])")
    let output = folder.path("out.\(format.extensions[0])")
    let schema = TableSchema(
      columns: [name, "period"].map { ColumnDescription(name: $0, type: .text) })
    var writer = try createTable(path: input, schema: schema)
    try writer.append(
      TableChunk(columns: [
        TableColumn(schema.columns[0], texts: cells.map { $0.isEmpty ? nil : $0 }),
        TableColumn(schema.columns[1], texts: cells.map { _ in "11.5" }),
      ]))
    try writer.finish()
    var reader = try openTable(path: input, options: Self.options)
    var second = try createTable(path: output, schema: reader.schema)
    while let chunk = try reader.next(upTo: 3) { try second.append(chunk) }
    try second.finish()
    var back = try openTable(path: output)
    return try rows(of: &back).map { $0[0] }
  }

  @Test(arguments: formats, [TableFormat.csv, .tsv])
  func hardIdentifiersAreTheSameInEveryFormat(_ format: TableFormat, _ first: TableFormat) throws {
    for cells in Self.columns {
      for name in ["source_id", "label"] {
        let found = try roundTrip(cells, name: name, from: first, to: format)
        #expect(found == cells.map { $0.isEmpty ? nil : $0 }, "\(name) in \(format)")
      }
    }
    for cells in Self.likeMeasurements {
      let found = try roundTrip(cells, name: "source_id", from: first, to: format)
      #expect(found == cells.map { $0.isEmpty ? nil : $0 }, "\(format)")
    }
  }

  /// A typed table of text, read and written on in every pair of formats.
  @Test(arguments: formats, formats)
  func textStaysText(_ first: TableFormat, _ second: TableFormat) throws {
    let cells = (Self.columns + Self.likeMeasurements).flatMap { $0 }
    let column = ColumnDescription(name: "id", type: .text)
    let folder = try TemporaryFolder()
    let schema = TableSchema(columns: [column, ColumnDescription(name: "x", type: .float64)])
    var writer = try createTable(path: folder.path("a.\(first.extensions[0])"), schema: schema)
    try writer.append(
      TableChunk(columns: [
        TableColumn(column, texts: cells.map { $0.isEmpty ? nil : $0 }),
        TableColumn(schema.columns[1], doubles: cells.map { _ in 1.5 }),
      ]))
    try writer.finish()
    var reader = try openTable(
      path: folder.path("a.\(first.extensions[0])"), options: Self.options)
    var onward = try createTable(
      path: folder.path("b.\(second.extensions[0])"), schema: reader.schema)
    while let chunk = try reader.next(upTo: 7) { try onward.append(chunk) }
    try onward.finish()
    var back = try openTable(path: folder.path("b.\(second.extensions[0])"))
    #expect(try rows(of: &back).map { $0[0] } == cells.map { $0.isEmpty ? nil : $0 })
  }

  /// Measurements are still numbers, with signs and zeros as authors write them.
  @Test(arguments: [
    ["12.50", "-0.5", "+5"], ["-0", "1.5", "2"], ["1e33", "3.8e33", "1"], ["0.1", "inf", ""],
    ["00.5", "1.5", "2"],
  ])
  func measurementsAreDoubles(_ cells: [String]) throws {
    let text = "a,b\n" + cells.map { "\($0),x\n" }.joined()
    #expect(try read(text, options: Self.options).schema.columns[0].type == .float64)
  }

  /// Vectors of long integers keep every digit, whatever their length is said to be.
  @Test(arguments: [
    "int64[2]", "uint64[2]", "int64[null]", "int64[1,2]", "uint64[null]", "int64[2,null]",
  ])
  func vectorsOfLongIntegersInECSV(_ subtype: String) throws {
    let cell = "[9007199254740993,18446744073709551615]"
    let text = """
      # %ECSV 1.0
      # ---
      # datatype:
      # - {name: ids, datatype: string, subtype: '\(subtype)'}
      ids
      \(cell)
      """
    let folder = try TemporaryFolder()
    for format in Self.formats {
      var reader = try openTable(bytes: Array(text.utf8), name: "a.ecsv", options: Self.options)
      var writer = try createTable(path: folder.path("b"), format: format, schema: reader.schema)
      while let chunk = try reader.next(upTo: 7) { try writer.append(chunk) }
      try writer.finish()
      var back = try openTable(path: folder.path("b"), format: format)
      #expect(try rows(of: &back) == [[cell]])
    }
  }

  @Test(arguments: ["2", "*", "2*", "1x2"]) func vectorsOfLongIntegersInVOTable(_ size: String)
    throws
  {
    let text = VOTableReaderTests.document(
      "<TABLEDATA><TR><TD>9007199254740993 9007199254740995</TD></TR></TABLEDATA>",
      fields: "<FIELD name='ids' datatype='long' arraysize='\(size)'/>")
    #expect(try read(text, name: "a.vot").rows == [["9007199254740993 9007199254740995"]])
    let bytes: [UInt8] =
      (size.contains("*") ? [0, 0, 0, 2] : []) + [0, 32, 0, 0, 0, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 3]
    let binary = VOTableReaderTests.document(
      "<BINARY><STREAM encoding='base64'>\(Data(bytes).base64EncodedString())</STREAM></BINARY>",
      fields: "<FIELD name='ids' datatype='long' arraysize='\(size)'/>")
    #expect(try read(binary, name: "a.vot").rows == [["9007199254740993 9007199254740995"]])
  }

  /// A machine-readable table may declare whole numbers of any width.
  @Test func wideIntegersOfAMachineReadableTable() throws {
    let text =
      BlankLineLawTests.fixedWidth.replacing("3- 3 A1 ", with: "3-22 I20")
      + "\n1 18446744073709551615\n2  4611686018427387905\n"
    let folder = try TemporaryFolder()
    for format in Self.formats {
      var reader = try openTable(bytes: Array(text.utf8), name: "a", options: Self.options)
      var writer = try createTable(path: folder.path("b"), format: format, schema: reader.schema)
      while let chunk = try reader.next(upTo: 7) { try writer.append(chunk) }
      try writer.finish()
      var back = try openTable(path: folder.path("b"), format: format)
      #expect(
        try rows(of: &back).map { $0[1] } == ["18446744073709551615", "4611686018427387905"])
    }
  }

  /// Unsigned integers of ECSV, half of which are beyond Int64.
  @Test(arguments: formats) func unsignedIntegersOfECSV(_ format: TableFormat) throws {
    let text = """
      # %ECSV 1.0
      # ---
      # datatype:
      # - {name: id, datatype: uint64}
      # - {name: x, datatype: float64}
      id x
      18446744073709551615 1.5
      4611686018427387905 1.5
      "" 1.5
      """
    let folder = try TemporaryFolder()
    var reader = try openTable(bytes: Array(text.utf8), name: "a.ecsv", options: Self.options)
    var writer = try createTable(path: folder.path("b"), format: format, schema: reader.schema)
    while let chunk = try reader.next(upTo: 7) {
      #expect(try chunk.columns[0].int64(at: 1) == 4_611_686_018_427_387_905)
      try writer.append(chunk)
    }
    try writer.finish()
    var back = try openTable(path: folder.path("b"), format: format)
    #expect(
      try rows(of: &back).map { $0[0] } == ["18446744073709551615", "4611686018427387905", nil])
  }

  // MARK: Identifiers that lost their digits before

  func warnings(_ text: String, name: String = "a.csv", types: Bool = false) throws
    -> [TableWarning]
  {
    var reader = try openTable(
      bytes: Array(text.utf8), name: name, options: TableReadingOptions(infersTypes: types))
    #expect(reader.warnings.isEmpty)
    while try reader.next(upTo: 2) != nil {}
    return reader.warnings
  }

  @Test(arguments: names, [false, true])
  func roundedIdentifiersAreWarnedOf(_ name: String, _ types: Bool) throws {
    let text = "\(name),period\n123,1\n5.29e+18,2\n9007199254740992.0,5e20\n,3\n"
    let found = try warnings(text, types: types)
    #expect(found.count == 1, "\(name)")
    #expect(found.first?.place == TablePlace(file: "a.csv", line: 3, row: 2, column: name))
    #expect(found.first?.message.hasPrefix("5.29e+18 and 1 more: ") == true)
  }

  @Test(arguments: [
    "id,p\n5290000000000000000,1\n", "id,p\n9007199254740991.0,1\n", "id,p\n1e15,1\n",
    "flux,gaia_g_mag\n5e18,1e18\n", "valid,grid\n5e18,5e18\n", "id,p\n1e18x,1\n", "id,p\nNaN,inf\n",
  ])
  func othersAreNot(_ text: String) throws {
    #expect(try warnings(text).isEmpty)
    #expect(try warnings(text, types: true).isEmpty)
  }

  @Test func identifiersThatAreDeclaredDoubles() throws {
    let ecsv = """
      # %ECSV 1.0
      # ---
      # datatype:
      # - {name: source_id, datatype: float64}
      # - {name: x, datatype: float64, meta: {ucd: meta.id;meta.main}}
      source_id x
      3.324544013049138e+18 1
      1 3324544013049138688
      """
    #expect(try warnings(ecsv, name: "a.ecsv").map(\.place.column) == ["source_id", "x"])
    let votable = VOTableReaderTests.document(
      "<TABLEDATA><TR><TD>3.3e18</TD></TR></TABLEDATA>",
      fields: "<FIELD name='n' ucd='meta.id' datatype='double'/>")
    #expect(try warnings(votable, name: "a.vot").count == 1)
    let folder = try TemporaryFolder()
    let column = ColumnDescription(name: "TIC", type: .float64)
    var writer = try createTable(
      path: folder.path("a.fits"), schema: TableSchema(columns: [column]))
    try writer.append(TableChunk(columns: [TableColumn(column, doubles: [1, nil, 5.29e18])]))
    try writer.finish()
    var reader = try openTable(path: folder.path("a.fits"))
    while try reader.next(upTo: 2) != nil {}
    #expect(reader.warnings.map(\.place.row) == [3])
  }

  @Test func readingAheadKeepsWarnings() throws {
    let text = "id,p\n" + String(repeating: "5.29e18,1\n", count: 100)
    let ahead = ReadAhead(try openTable(bytes: Array(text.utf8), name: "a.csv"), rowCount: 7)
    while try ahead.next(upTo: 7) != nil {}
    #expect(ahead.warnings.first?.message.contains("and 99 more") == true)
    #expect(ahead.warnings.count == 1)
  }
}
