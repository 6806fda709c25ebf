// SPDX-License-Identifier: GPL-3.0-or-later
// Writes CSV and TSV; text goes out as it came in, numbers so that they read back exactly.

/// A writer of delimited text with a header row; cells are quoted only where they must be.
struct DelimitedWriter: TableWriter {
  private let sink: ByteSink
  private let delimiter: UInt8
  private let columnCount: Int

  init(_ sink: ByteSink, delimiter: UInt8, schema: TableSchema) throws(TableError) {
    (self.sink, self.delimiter, columnCount) = (sink, delimiter, schema.columns.count)
    try sink.append { output in
      for (index, column) in schema.columns.enumerated() {
        if index > 0 { output.append(delimiter) }
        let start = output.count
        output.append(contentsOf: column.name.utf8)
        Self.quote(&output, from: start, delimiter, isForced: column.name.first == "#")
      }
      output.append(0x0A)
    }
  }

  mutating func append(_ chunk: TableChunk) throws(TableError) {
    chunk.requireColumns(columnCount)
    for row in 0..<chunk.rowCount {
      try sink.append { output in
        let rowStart = output.count
        for (index, column) in chunk.columns.enumerated() {
          if index > 0 { output.append(delimiter) }
          let start = output.count
          column.appendText(at: row, to: &output)
          // An empty row of one cell would be taken for a blank line, a leading # for a remark.
          let isBlankLine = columnCount == 1 && output[rowStart...].allSatisfy(\.isBlank)
          Self.quote(
            &output, from: start, delimiter,
            isForced: isBlankLine || (index == 0 && output[start...].first == UInt8(ascii: "#")))
        }
        output.append(0x0A)
      }
    }
  }

  mutating func finish() throws(TableError) { try sink.finish() }

  /// Quotes the last field of the output if it holds what would end it.
  static func quote(
    _ output: inout [UInt8], from start: Int, _ delimiter: UInt8, isForced: Bool
  ) {
    let isSpecial = output[start...].contains {
      $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
    }
    guard isSpecial || isForced else { return }
    let field = Array(output[start...])
    output.removeLast(field.count)
    output.append(UInt8(ascii: "\""))
    for byte in field {
      if byte == UInt8(ascii: "\"") { output.append(byte) }
      output.append(byte)
    }
    output.append(UInt8(ascii: "\""))
  }
}
