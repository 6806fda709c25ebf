// SPDX-License-Identifier: GPL-3.0-or-later
// Reads CSV and TSV: comments, a header row, then rows whose cells stay as they are.

/// A reader of delimited text with a header row.
///
/// All columns are text; what a cell means is decided when it is asked for. Lines that start with `#`
/// before the header are kept as remarks. A column without a name is called `column_` and its number.
struct DelimitedReader: TableReader {
  /// More columns than this are taken for damage.
  static let columnLimit = 1 << 16

  let schema: TableSchema
  private let scanner: DelimitedScanner
  private let nullWords: [[UInt8]]
  private let hasDecimalCommas: Bool
  private var rowsRead = 0

  init(
    _ source: ByteSource, delimiter: UInt8, options: TableReadingOptions
  ) throws(TableError) {
    let start = try source.peek(64 * 1024)
    let layout = DelimitedLayout(
      DelimitedLayout.Lines(start, isWhole: start.count < 64 * 1024), delimiter: delimiter)
    scanner = try DelimitedScanner(source, delimiter: delimiter)
    nullWords = options.nullWords.sorted().map { Array($0.utf8) }
    var comments = try scanner.takeComments()
    if let numbers = layout.numbersInsteadOfNames {
      throw Self.noHeader(numbers, at: TablePlace(file: source.name, line: scanner.line))
    }
    for title in layout.titles {
      comments.append(title)
      _ = try scanner.next(upTo: 1, fieldCount: nil, firstRow: nil)
      comments += try scanner.takeComments()
    }
    let names: [String]
    if layout.namesAreComment, let comment = comments.popLast() {
      names = DelimitedLayout.cells(Array(comment.utf8)[...], delimiter)
    } else {
      names = try Self.header(scanner)
    }
    for _ in 0..<layout.rowsBelowNames {
      _ = try scanner.next(upTo: 1, fieldCount: nil, firstRow: nil)
    }
    let described = ColumnComments(comments)
    var columns = names.map { ColumnDescription(name: $0, type: .text) }
    for index in columns.indices {
      described.describe(&columns[index])
      if layout.units.indices.contains(index), let unit = layout.units[index] {
        columns[index].unit = unit
      }
    }
    hasDecimalCommas = layout.hasDecimalCommas
    schema = TableSchema(
      naming: columns,
      metadata: comments.map {
        TableMetadata(key: "comment", value: String($0.drop(while: \.isWhitespace)))
      })
  }

  /// Why a table whose first line holds numbers cannot be read.
  static func noHeader(_ numbers: String, at place: TablePlace) -> TableError {
    TableError(
      .malformedHeader, at: place,
      found: "the numbers \(numbers.prefix(60)) in the first line, so that the table has no header",
      expected: "a line with the names of the columns",
      hint: "Put one above the numbers, with a name for each column, separated as they are")
  }

  /// Continues after a header that someone else has read.
  init(_ scanner: DelimitedScanner, schema: TableSchema, options: TableReadingOptions) {
    (self.scanner, self.schema) = (scanner, schema)
    nullWords = options.nullWords.sorted().map { Array($0.utf8) }
    hasDecimalCommas = false
  }

  /// The names of the columns, without blanks around them.
  static func header(_ scanner: DelimitedScanner) throws(TableError) -> [String] {
    guard let record = try scanner.next(upTo: 1, fieldCount: nil, firstRow: nil) else {
      throw TableError(
        .malformedHeader, at: TablePlace(file: scanner.source.name), found: "no row at all",
        expected: "a row of column names")
    }
    let count = record.bounds.count / 2
    guard count <= columnLimit else {
      throw TableError(
        .tooLarge, at: TablePlace(file: scanner.source.name, line: record.lines.first),
        found: "\(count) columns", expected: "at most \(columnLimit)")
    }
    let fields = TextCells.columns(bytes: record.bytes, bounds: record.bounds, count: count)
    return fields.enumerated().map { index, field in
      let name = field.withBytes(at: 0) { String(decoding: $0.trimmingBlanks(), as: UTF8.self) }
      return name.isEmpty ? "column_\(index + 1)" : name
    }
  }

  var fractionRead: Double? { scanner.source.fractionRead }

  var warnings: [TableWarning] {
    var warnings: [TableWarning] = []
    if hasDecimalCommas {
      warnings.append(
        TableWarning(
          at: TablePlace(file: scanner.source.name),
          "commas within numbers are read as decimal points"))
    }
    if let line = scanner.otherTableLine {
      warnings.append(
        TableWarning(
          at: TablePlace(file: scanner.source.name, line: line),
          "another table begins here; only the first of the file is read"))
    }
    return warnings
  }

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    let next = try scanner.next(
      upTo: rowCount, fieldCount: schema.columns.count, firstRow: rowsRead + 1)
    guard var records = next else { return nil }
    if hasDecimalCommas { records.replaceDecimalCommas() }
    let origin = RowOrigin(
      file: scanner.source.name, firstRow: rowsRead + 1, lines: records.lines, nullWords: nullWords)
    rowsRead += records.lines.count
    let cells = TextCells.columns(
      bytes: records.bytes, bounds: records.bounds, count: schema.columns.count)
    return TableChunk(
      columns: zip(schema.columns, cells).map { TableColumn($0, .text($1), origin: origin) },
      origin: origin)
  }
}
