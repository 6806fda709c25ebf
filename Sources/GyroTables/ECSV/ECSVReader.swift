// SPDX-License-Identifier: GPL-3.0-or-later
// Reads ECSV: a header that knows types, units and meanings, then delimited rows.

/// A reader of Enhanced Character-Separated Values.
struct ECSVReader: TableReader {
  let schema: TableSchema
  private var rows: DelimitedReader
  private let serialized: ECSVSerializedColumns
  /// Rows whose vectors would fill the budget of a chunk, were all of them as wide as is declared.
  private let rowLimit: Int

  init(_ source: ByteSource, options: TableReadingOptions) throws(TableError) {
    let scanner = try DelimitedScanner(source, delimiter: 0x20)
    let startLine = scanner.line
    let comments = try scanner.takeComments()
    guard comments.first?.hasPrefix(" %ECSV") == true else {
      throw TableError(
        .malformedHeader, at: TablePlace(file: source.name, line: 1),
        found: "no `# %ECSV` line", expected: "the signature of ECSV")
    }
    let header = try ECSVHeader(
      Array(comments.dropFirst()), file: source.name, line: startLine + 1)
    scanner.delimiter = header.delimiter
    let line = scanner.line
    let names = try DelimitedReader.header(scanner)
    guard names == header.columns.map(\.name) else {
      throw TableError(
        .malformedHeader, at: TablePlace(file: source.name, line: line),
        found: "the names \(names.joined(separator: ", ").prefix(80))",
        expected: header.columns.map(\.name).joined(separator: ", ")
          + ", as in the comments above")
    }
    let stored = try TableSchema(
      checking: header.columns, metadata: header.metadata,
      place: TablePlace(file: source.name, line: line))
    rows = DelimitedReader(scanner, schema: stored, options: options)
    serialized = try ECSVSerializedColumns(
      header.serializedColumns, of: stored, at: TablePlace(file: source.name, line: startLine))
    schema = TableSchema(
      columns: serialized.kept.map { stored.columns[$0] }, metadata: stored.metadata)
    rowLimit = ChunkBudget.rows(upTo: .max, bytesPerRow: schema.declaredVectorByteCount)
  }

  var fractionRead: Double? { rows.fractionRead }

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    guard let chunk = try rows.next(upTo: min(rowCount, rowLimit)) else { return nil }
    for column in chunk.columns {
      if case .float64Vector(let width) = column.description.type {
        try column.checkVectors(width: width)
      }
    }
    return try serialized.masked(chunk)
  }
}
