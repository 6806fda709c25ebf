// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the first table of a VOTable document, in any of its inline serializations.

/// A reader of VOTable 1.0 to 1.5: TABLEDATA, BINARY and BINARY2, as a stream.
struct VOTableReader: TableReader {
  private(set) var schema: TableSchema
  private let document: VOTableDocument
  private let nullWords: [[UInt8]]
  /// Rows whose vectors would fill the budget of a chunk, were all of them as wide as is declared.
  private let rowLimit: Int
  private var rowsRead = 0

  init(_ source: ByteSource, options: TableReadingOptions) throws(TableError) {
    nullWords = options.nullWords.sorted().map { Array($0.utf8) }
    if options.infersTypes {
      // A service says behind its table whether it is whole; what is written says so at its beginning.
      let (first, second) = try source.twice()
      let ahead = VOTableDocument(first)
      _ = try ahead.readHeader()
      while try ahead.rows(upTo: 8192) != nil {}
      document = VOTableDocument(second)
      schema = try document.readHeader()
      schema.metadata = ahead.metadata
    } else {
      document = VOTableDocument(source)
      schema = try document.readHeader()
    }
    rowLimit = ChunkBudget.rows(upTo: .max, bytesPerRow: schema.declaredVectorByteCount)
  }

  var fractionRead: Double? { document.fractionRead }

  var warnings: [TableWarning] { document.warnings }

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    guard let rows = try document.rows(upTo: min(rowCount, rowLimit)) else {
      schema.metadata = document.metadata
      return nil
    }
    let origin = RowOrigin(
      file: document.name, firstRow: rowsRead + 1, lines: rows.lines, nullWords: nullWords)
    var columns: [TableColumn] = []
    for (description, storage) in zip(schema.columns, rows.columns) {
      let column = TableColumn(description, storage, origin: origin)
      if case .float64Vector(let width) = description.type { try column.checkVectors(width: width) }
      columns.append(column)
    }
    rowsRead += columns.first?.count ?? 0
    return TableChunk(columns: columns, origin: origin)
  }
}
