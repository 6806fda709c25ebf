// SPDX-License-Identifier: GPL-3.0-or-later
// Reads AAS machine-readable tables and CDS fixed-width tables.

/// A reader of fixed-width rows under a byte-by-byte description.
///
/// The data start after the last dashed line of the header, or with the first line where the
/// description stands in a ReadMe file of its own. Blank cells are missing, whether the description
/// says so or not.
struct MachineReadableReader: TableReader {
  /// No header is longer than this.
  static let headerByteLimit = 4 << 20

  let schema: TableSchema
  private let layout: FixedWidthLayout
  private let scanner: DelimitedScanner
  private let nullWords: [[UInt8]]
  private var rowsRead = 0

  /// The number of the line behind the rows, where another table follows; nil to the end of the file.
  private let endLine: Int?
  /// What the user should know of how the description was chosen.
  private let choice: String?

  init(_ source: ByteSource, options: TableReadingOptions) throws(TableError) {
    nullWords = options.nullWords.sorted().map { Array($0.utf8) }
    let readMe = options.readMe
    let header = try readMe.map { path throws(TableError) in try ByteSource(path: path) } ?? source
    let parts = try MachineReadablePart.parts(of: header)
    let found = try MachineReadableChoice(
      parts, of: source, describedBy: readMe, named: options.part)
    let description = try ByteByByteDescription(
      parts[found.description], after: parts[0], file: header.name)
    layout = FixedWidthLayout(description.fields)
    if readMe == nil {
      let rows = parts[found.rows]
      endLine = rows.endLine
      source.skip(rows.rowsStart.byte)
      scanner = try DelimitedScanner.lines(of: source, startLine: rows.rowsStart.line)
    } else {
      endLine = nil
      scanner = try DelimitedScanner.lines(of: source)
    }
    choice = found.message ?? readMe.map { "its columns are those that \($0) describes" }
    var schema = TableSchema(
      naming: description.columns, metadata: description.metadata)
    schema.otherTables = found.others
    if !found.others.isEmpty {
      let name = parts[found.description].name
      schema.title = "the table \(name)"
      schema.otherParts =
        "of the table \(name) of the file, which also holds "
        + found.others.joined(separator: ", ")
    }
    self.schema = schema
  }

  /// Refuses a header that is not UTF-8.
  static func checkEncoding(
    _ header: ArraySlice<UInt8>, of file: String, firstLine: Int = 1
  ) throws(TableError) {
    guard let invalid = header.withUnsafeBufferPointer(UTF8Check.firstInvalid) else { return }
    let index = header.startIndex + invalid
    throw TableError(
      .invalidEncoding,
      at: TablePlace(file: file, line: firstLine + header[..<index].count { $0 == 0x0A }),
      found: "the byte 0x\(String(header[index], radix: 16)), which is not UTF-8 here",
      expected: "UTF-8", hint: "Save the table as UTF-8")
  }

  var fractionRead: Double? { scanner.source.fractionRead }

  var warnings: [TableWarning] {
    choice.map { [TableWarning(at: TablePlace(file: scanner.source.name), $0)] } ?? []
  }

  /// The file `ReadMe` beside a table, if it describes a file of that name, or of the one that is asked for.
  static func readMe(beside path: String, named part: String?) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let readMe = String(path.dropLast(name.count)) + "ReadMe"
    guard name != "ReadMe", let source = try? ByteSource(path: readMe),
      let parts = try? MachineReadablePart.parts(of: source)
    else { return nil }
    return parts.contains { $0.describes(part ?? name) } ? readMe : nil
  }

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    // A row may be shorter than its columns: their bounds are many, however few bytes there are.
    let limit = ChunkBudget.rows(upTo: rowCount, bytesPerRow: 8 * schema.columns.count)
    let next = try scanner.next(upTo: limit, fieldCount: 1, firstRow: rowsRead + 1)
    guard var records = next else { return nil }
    if let endLine, records.lines.last ?? 0 >= endLine {
      let count = records.lines.count { $0 < endLine }
      guard count > 0 else { return nil }
      records.lines.removeLast(records.lines.count - count)
      records.bounds.removeLast(records.bounds.count - 2 * count)
    }
    let origin = RowOrigin(
      file: scanner.source.name, firstRow: rowsRead + 1, lines: records.lines, nullWords: nullWords)
    let rows = (0..<records.lines.count).map {
      Int(records.bounds[2 * $0])..<Int(records.bounds[2 * $0 + 1])
    }
    for (index, row) in rows.enumerated() {
      try check(records.bytes[row], at: origin.place(row: index, column: nil))
    }
    rowsRead += rows.count
    let bounds = layout.cut(records.bytes, rows: rows)
    let cells = TextCells.columns(
      bytes: records.bytes, bounds: bounds, count: schema.columns.count)
    return TableChunk(
      columns: zip(schema.columns, cells).map { TableColumn($0, .text($1), origin: origin) },
      origin: origin)
  }

  /// Refuses rows whose cells cannot stand where the description says.
  private func check(_ row: ArraySlice<UInt8>, at place: TablePlace) throws(TableError) {
    if row.contains(UInt8(ascii: "\t")) {
      throw TableError(
        .malformedData, at: place, found: "a tab", expected: "blanks",
        hint: "A tab hides at which byte the next cell starts")
    }
    let beyond = row.dropFirst(layout.width)
    guard beyond.allSatisfy(\.isBlank) else {
      throw TableError(
        .raggedRow, at: place, found: "text after byte \(layout.width)",
        expected: "nothing after the last column",
        hint: "Compare the row with the byte-by-byte description")
    }
  }
}
