// SPDX-License-Identifier: GPL-3.0-or-later
// Reads IPAC tables, as IRSA and the Exoplanet Archive write them.

internal import GyroFiles

/// A reader of fixed-width rows under lines of names, types, units and nulls between vertical bars.
///
/// Lines that begin with a backslash are remarks. A cell stands between the bars of its column.
///
/// > Source: IPAC table format definition, https://irsa.ipac.caltech.edu/applications/DDGEN/Doc/ipac_tbl.html
struct IPACReader: TableReader {
  let schema: TableSchema
  private let layout: FixedWidthLayout
  private let scanner: DelimitedScanner
  private let nullWords: [[UInt8]]
  private var rowsRead = 0

  /// Whether a file begins like an IPAC table: the first line that is no remark begins and ends with a bar, and
  /// another such line or a row without bars follows.
  static func isSignature(_ start: [UInt8]) -> Bool {
    let lines = start.split(maxSplits: 400) { $0 == 0x0A || $0 == 0x0D }
      .drop { $0.first == UInt8(ascii: "\\") }
    guard let names = lines.first, isHeader(names), lines.count > 1 else { return false }
    guard let next = lines.dropFirst().first else { return false }
    return isHeader(next)
      ? next.count { $0 == bar } == names.count { $0 == bar } : !next.contains(bar)
  }

  private static let bar = UInt8(ascii: "|")

  private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    line.first == bar && line.last { !$0.isBlank } == bar
  }

  init(_ source: ByteSource, options: TableReadingOptions) throws(TableError) {
    nullWords = options.nullWords.sorted().map { Array($0.utf8) }
    let start = try source.peek(MachineReadableReader.headerByteLimit)
    var (header, remarks, position, lineCount) = ([[String]](), [TableMetadata](), 0, 0)
    var fields: [FixedWidthLayout.Field] = []
    while position < start.count {
      let end = start[position...].firstIndex(of: 0x0A) ?? start.count
      let line = start[position..<end]
      if line.first == UInt8(ascii: "\\") {
        let text = String(decoding: line.dropFirst(), as: UTF8.self).trimmed
        let parts = text.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
        remarks.append(
          parts.count == 2 && !parts[0].contains(" ")
            ? TableMetadata(key: parts[0], value: parts[1].trimmingQuotes)
            : TableMetadata(key: "comment", value: text))
      } else if Self.isHeader(line), header.count < 4 {
        let bars = line.indices.filter { line[$0] == Self.bar }
        if header.isEmpty {
          fields = zip(bars, bars.dropFirst()).map { left, right in
            FixedWidthLayout.Field(bytes: (left - position)..<(right - position))
          }
        }
        header.append(
          zip(bars, bars.dropFirst()).map {
            String(decoding: line[($0 + 1)..<$1], as: UTF8.self).trimmed
          })
      } else {
        break
      }
      position = min(end + 1, start.count)
      lineCount += 1
    }
    try MachineReadableReader.checkEncoding(start[..<position], of: source.name)
    let place = TablePlace(file: source.name, line: lineCount)
    guard let names = header.first, header.allSatisfy({ $0.count == names.count }), !names.isEmpty
    else {
      throw TableError(
        .malformedHeader, at: place, found: "no line of names between bars",
        expected: "the header of an IPAC table")
    }
    // The last cell may go on behind the last bar.
    let last = fields.count - 1
    fields[last].bytes = fields[last].bytes.lowerBound..<(fields[last].bytes.upperBound + 1000)
    let columns = names.indices.map { index in
      ColumnDescription(
        name: names[index].isEmpty ? "column_\(index + 1)" : names[index],
        type: header.count > 1 ? Self.type(header[1][index]) : .text,
        unit: header.count > 2 && !header[2][index].isEmpty ? header[2][index] : nil)
    }
    for index in columns.indices where header.count > 3 && !header[3][index].isEmpty {
      fields[index].null = FixedWidthLayout.Null(header[3][index], type: columns[index].type)
    }
    layout = FixedWidthLayout(fields)
    source.skip(position)
    scanner = try DelimitedScanner.lines(of: source, startLine: lineCount + 1)
    schema = TableSchema(naming: columns, metadata: remarks)
  }

  private static func type(_ name: String) -> ColumnType {
    switch name.lowercased() {
    case "int", "i", "integer", "long", "l", "short": .int64
    case "double", "d", "float", "f", "real", "r": .float64
    default: .text
    }
  }

  var fractionRead: Double? { scanner.source.fractionRead }

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    let limit = ChunkBudget.rows(upTo: rowCount, bytesPerRow: 8 * schema.columns.count)
    guard let records = try scanner.next(upTo: limit, fieldCount: 1, firstRow: rowsRead + 1) else {
      return nil
    }
    let origin = RowOrigin(
      file: scanner.source.name, firstRow: rowsRead + 1, lines: records.lines, nullWords: nullWords)
    let rows = (0..<records.lines.count).map {
      Int(records.bounds[2 * $0])..<Int(records.bounds[2 * $0 + 1])
    }
    rowsRead += rows.count
    let bounds = layout.cut(records.bytes, rows: rows)
    let cells = TextCells.columns(bytes: records.bytes, bounds: bounds, count: schema.columns.count)
    return TableChunk(
      columns: zip(schema.columns, cells).map { TableColumn($0, .text($1), origin: origin) },
      origin: origin)
  }
}

extension String {
  /// Without quotes around it.
  fileprivate var trimmingQuotes: String {
    for quote in ["\"", "'"] where count > 1 && hasPrefix(quote) && hasSuffix(quote) {
      return String(dropFirst().dropLast())
    }
    return self
  }
}
