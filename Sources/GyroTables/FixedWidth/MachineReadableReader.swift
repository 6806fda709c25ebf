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
  /// The file that describes the columns, where that is another one.
  private let readMe: String?
  private var rowsRead = 0

  init(_ source: ByteSource, options: TableReadingOptions) throws(TableError) {
    nullWords = options.nullWords.sorted().map { Array($0.utf8) }
    readMe = options.readMe
    let description: ByteByByteDescription
    if let readMe = options.readMe {
      let file = try ByteSource(path: readMe)
      let lines = try Self.headerLines(file).lines
      description = try ByteByByteDescription(
        lines, of: source.name, at: TablePlace(file: readMe, line: 1))
      scanner = try DelimitedScanner.lines(of: source)
    } else {
      let header = try Self.headerLines(source)
      description = try ByteByByteDescription(
        header.lines, of: source.name, at: TablePlace(file: source.name, line: 1))
      source.skip(header.byteCount)
      scanner = try DelimitedScanner.lines(of: source, startLine: header.lines.count + 1)
    }
    layout = FixedWidthLayout(description.fields)
    schema = try TableSchema(
      checking: description.columns, metadata: description.metadata,
      place: TablePlace(file: source.name))
  }

  /// The lines up to the last rule, and how many bytes they are.
  private static func headerLines(
    _ source: ByteSource
  ) throws(TableError) -> (lines: [Substring], byteCount: Int) {
    let start = try source.peek(headerByteLimit)
    var lineStart = 0
    var byteCount = 0
    while lineStart < start.count {
      let end = start[lineStart...].firstIndex(of: 0x0A) ?? start.count
      let line = start[lineStart..<end]
      if line.starts(with: "------".utf8) || line.starts(with: "======".utf8) {
        byteCount = min(end + 1, start.count)
      }
      lineStart = end + 1
    }
    let header = start[..<byteCount]
    try checkEncoding(header, of: source.name)
    var lines = String(decoding: header, as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return (lines, byteCount)
  }

  /// Refuses a header that is not UTF-8.
  static func checkEncoding(_ header: ArraySlice<UInt8>, of file: String) throws(TableError) {
    guard let invalid = header.withUnsafeBufferPointer(UTF8Check.firstInvalid) else { return }
    let index = header.startIndex + invalid
    throw TableError(
      .invalidEncoding,
      at: TablePlace(file: file, line: 1 + header[..<index].count { $0 == 0x0A }),
      found: "the byte 0x\(String(header[index], radix: 16)), which is not UTF-8 here",
      expected: "UTF-8", hint: "Save the table as UTF-8")
  }

  var fractionRead: Double? { scanner.source.fractionRead }

  var warnings: [TableWarning] {
    readMe.map { readMe in
      [
        TableWarning(
          at: TablePlace(file: scanner.source.name),
          "its columns are those that \(readMe) describes")
      ]
    } ?? []
  }

  /// The file `ReadMe` beside a table, if it describes a file of that name.
  static func readMe(beside path: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let readMe = String(path.dropLast(name.count)) + "ReadMe"
    guard name != "ReadMe", let source = try? ByteSource(path: readMe),
      let lines = try? headerLines(source).lines
    else { return nil }
    return ByteByByteDescription.names(name, in: lines) ? readMe : nil
  }

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    // A row may be shorter than its columns: their bounds are many, however few bytes there are.
    let limit = ChunkBudget.rows(upTo: rowCount, bytesPerRow: 8 * schema.columns.count)
    let next = try scanner.next(upTo: limit, fieldCount: 1, firstRow: rowsRead + 1)
    guard let records = next else { return nil }
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
