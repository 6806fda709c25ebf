// SPDX-License-Identifier: GPL-3.0-or-later
// Writes ECSV 1.0 with commas: what astropy reads with types, units and meanings.

/// A writer of Enhanced Character-Separated Values.
struct ECSVWriter: TableWriter {
  private let sink: ByteSink
  private let schema: TableSchema

  init(_ sink: ByteSink, schema: TableSchema) throws(TableError) {
    (self.sink, self.schema) = (sink, schema)
    try sink.append { output in
      output.append(contentsOf: Self.header(schema).utf8)
      for (index, column) in schema.columns.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        let start = output.count
        output.append(contentsOf: column.name.utf8)
        DelimitedWriter.quote(
          &output, from: start, UInt8(ascii: ","), isForced: column.name.first == "#")
      }
      output.append(0x0A)
    }
  }

  mutating func append(_ chunk: TableChunk) throws(TableError) {
    let columns = try chunk.columns(as: schema)
    for row in 0..<chunk.rowCount {
      try sink.append { output in
        for (index, column) in columns.enumerated() {
          if index > 0 { output.append(UInt8(ascii: ",")) }
          let start = output.count
          Self.appendCell(column, row, to: &output)
          let isBlankLine = columns.count == 1 && output.count == start
          DelimitedWriter.quote(
            &output, from: start, UInt8(ascii: ","),
            isForced: isBlankLine || (index == 0 && output[start...].first == UInt8(ascii: "#")))
        }
        output.append(0x0A)
      }
    }
  }

  mutating func finish() throws(TableError) { try sink.finish() }

  private static func appendCell(_ column: TableColumn, _ row: Int, to output: inout [UInt8]) {
    guard !column.isMissing(at: row) else { return }
    switch column.storage {
    case .bool(let values): output.append(contentsOf: (values[row] == 1 ? "True" : "False").utf8)
    case .float64Vector(let values, let width):
      append(values[(row * width)..<((row + 1) * width)], to: &output)
    case .text where column.isVectorText:
      append(column.vectorOfText(at: row) ?? [], to: &output)
    default: column.appendText(at: row, to: &output)
    }
  }

  /// A vector in JSON, as astropy spells it.
  private static func append(_ vector: some Collection<Double>, to output: inout [UInt8]) {
    let words = vector.map { value in
      value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : "\(value)"
    }
    output.append(contentsOf: "[\(words.joined(separator: ","))]".utf8)
  }

  private static func header(_ schema: TableSchema) -> String {
    let lines =
      ["%ECSV 1.0", "---", "delimiter: ','"]
      + description(of: schema.columns, metadata: schema.metadata) + ["schema: astropy-2.0"]
    return lines.map { "# \($0)\n" }.joined()
  }

  /// The lines of YAML that say what columns hold and what is known of the table, as astropy reads them.
  static func description(
    of columns: [ColumnDescription], metadata: [TableMetadata]
  ) -> [String] {
    var lines = ["datatype:"]
    for column in columns {
      var parts = ["name: \(quoted(column.name))", datatype(column.type)]
      if let unit = column.unit { parts.append("unit: \(quoted(unit))") }
      if let meaning = column.meaning { parts.append("description: \(quoted(meaning))") }
      let remarks =
        (column.ucd.map { [TableMetadata(key: "ucd", value: $0)] } ?? []) + column.metadata
      if !remarks.isEmpty {
        parts.append(
          "meta: {\(grouped(remarks).map { "\(quoted($0)): \($1)" }.joined(separator: ", "))}")
      }
      lines.append("- {\(parts.joined(separator: ", "))}")
    }
    if !metadata.isEmpty {
      lines.append("meta: !!omap")
      lines += grouped(metadata).map { "- {\(quoted($0)): \($1)}" }
    }
    return lines
  }

  /// Keys in the order of their first appearance; the values of a repeated key, and comments, as a list.
  private static func grouped(_ remarks: [TableMetadata]) -> [(key: String, value: String)] {
    var keys: [String] = []
    var values: [String: [String]] = [:]
    for remark in remarks {
      if values[remark.key] == nil { keys.append(remark.key) }
      values[remark.key, default: []].append(quoted(remark.value))
    }
    return keys.map { key in
      let list = values[key] ?? []
      return key == "comment"
        ? ("comments", "[\(list.joined(separator: ", "))]")
        : (key, list.count == 1 ? list[0] : "[\(list.joined(separator: ", "))]")
    }
  }

  private static func datatype(_ type: ColumnType) -> String {
    switch type {
    case .bool: "datatype: bool"
    case .int64: "datatype: int64"
    case .float32: "datatype: float32"
    case .float64: "datatype: float64"
    case .text: "datatype: string"
    case .float64Vector(let width): "datatype: string, subtype: 'float64[\(width)]'"
    }
  }

  /// Text in double quotes, on one line; plain where it is a plain word.
  private static func quoted(_ text: String) -> String {
    if text.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) != nil,
      !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    {
      return text
    }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x2028
          || scalar.value == 0x2029 || scalar.value == 0xFEFF
        {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
