// SPDX-License-Identifier: GPL-3.0-or-later
// Writes VOTable 1.4 with its rows as TABLEDATA, which people can read and programs can stream.

/// A writer of VOTable documents with one table.
struct VOTableWriter: TableWriter {
  private let sink: ByteSink
  private let schema: TableSchema
  private var rowsWritten = 0

  init(_ sink: ByteSink, schema: TableSchema) throws(TableError) {
    (self.sink, self.schema) = (sink, schema)
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
      <RESOURCE>

      """
    text += "<TABLE>\n"
    for remark in schema.metadata {
      let place = TablePlace(file: sink.name)
      let type = remark.value.utf8.allSatisfy { $0 < 128 } ? "char" : "unicodeChar"
      text += "<PARAM name=\"\(try Self.escaped(remark.key, place))\""
      text += " datatype=\"\(type)\" arraysize=\"*\""
      text += " value=\"\(try Self.escaped(remark.value, place))\"/>\n"
    }
    for column in schema.columns { text += try Self.field(column, sink.name) }
    text += "<DATA><TABLEDATA>\n"
    try sink.append { $0.append(contentsOf: text.utf8) }
  }

  private static func field(
    _ column: ColumnDescription, _ file: String
  ) throws(TableError) -> String {
    let place = TablePlace(file: file, column: column.name)
    var text = "<FIELD name=\"\(try escaped(column.name, place))\""
    let attributes =
      switch column.type {
      case .bool: " datatype=\"boolean\""
      case .int64: " datatype=\"long\""
      case .float32: " datatype=\"float\""
      case .float64: " datatype=\"double\""
      case .float64Vector(let width): " datatype=\"double\" arraysize=\"\(width)\""
      // `char` is ASCII before VOTable 1.5, and what the text will hold is not known yet.
      case .text: " datatype=\"unicodeChar\" arraysize=\"*\""
      }
    text += attributes
    if let unit = column.unit { text += " unit=\"\(try escaped(unit, place))\"" }
    if let ucd = column.ucd { text += " ucd=\"\(try escaped(ucd, place))\"" }
    for key in ["utype", "xtype"] {
      if let remark = column.metadata.first(where: { $0.key == key }) {
        text += " \(key)=\"\(try escaped(remark.value, place))\""
      }
    }
    guard let meaning = column.meaning else { return text + "/>\n" }
    return text + "><DESCRIPTION>\(try escaped(meaning, place))</DESCRIPTION></FIELD>\n"
  }

  mutating func append(_ chunk: TableChunk) throws(TableError) {
    let columns = try chunk.columns(as: schema)
    for row in 0..<chunk.rowCount {
      var illegal: (column: Int, byte: UInt8)?
      try sink.append { output in
        output.append(contentsOf: "<TR>".utf8)
        for (index, column) in columns.enumerated() {
          output.append(contentsOf: "<TD>".utf8)
          if let byte = Self.appendCell(column, row, to: &output) { illegal = (index, byte) }
          output.append(contentsOf: "</TD>".utf8)
        }
        output.append(contentsOf: "</TR>\n".utf8)
      }
      if let illegal {
        throw Self.controlCharacter(
          illegal.byte,
          TablePlace(
            file: sink.name, row: rowsWritten + row + 1,
            column: schema.columns[illegal.column].name))
      }
    }
    rowsWritten += chunk.rowCount
  }

  mutating func finish() throws(TableError) {
    try sink.append {
      $0.append(contentsOf: "</TABLEDATA></DATA>\n</TABLE>\n</RESOURCE>\n</VOTABLE>\n".utf8)
    }
    try sink.finish()
  }

  /// Appends a cell; returns a byte that XML cannot hold, if there is one.
  private static func appendCell(
    _ column: TableColumn, _ row: Int, to output: inout [UInt8]
  ) -> UInt8? {
    guard !column.isMissing(at: row) else { return nil }
    switch column.storage {
    case .float32(let values) where values[row].isInfinite:
      output.append(contentsOf: (values[row] < 0 ? "-Inf" : "+Inf").utf8)
    case .float64(let values) where values[row].isInfinite:
      output.append(contentsOf: (values[row] < 0 ? "-Inf" : "+Inf").utf8)
    case .text(let cells) where !column.isVectorText:
      return cells.withBytes(at: row) { bytes in
        var illegal: UInt8?
        for byte in bytes where !appendEscaped(byte, to: &output) { illegal = byte }
        return illegal
      }
    default: column.appendText(at: row, to: &output)
    }
    return nil
  }

  /// Appends a byte of text as XML; false if XML has no way to say it.
  private static func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) -> Bool {
    switch byte {
    case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
    // Parsers turn bare line ends into blanks in attributes, and CR into LF everywhere.
    case 0x09, 0x0A, 0x0D: output.append(contentsOf: "&#\(byte);".utf8)
    case 0x00..<0x20: return false
    default: output.append(byte)
    }
    return true
  }

  private static func escaped(_ text: String, _ place: TablePlace) throws(TableError) -> String {
    var output: [UInt8] = []
    for byte in text.utf8 {
      guard appendEscaped(byte, to: &output) else { throw controlCharacter(byte, place) }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func controlCharacter(_ byte: UInt8, _ place: TablePlace) -> TableError {
    TableError(
      .unsupported, at: place, found: "the control character 0x\(String(byte, radix: 16))",
      expected: "text that XML can hold", hint: "Write ecsv or fits")
  }
}
