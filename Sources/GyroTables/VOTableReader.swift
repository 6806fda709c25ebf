// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the first table of a VOTable document, in any of its inline serializations.

/// A reader of VOTable 1.0 to 1.5: TABLEDATA, BINARY and BINARY2, as a stream.
struct VOTableReader: TableReader {
  let schema: TableSchema
  private let document: VOTableDocument
  private let nullWords: [[UInt8]]
  private var rowsRead = 0

  init(_ source: ByteSource, options: TableReadingOptions) throws(TableError) {
    document = VOTableDocument(source)
    nullWords = options.nullWords.sorted().map { Array($0.utf8) }
    schema = try document.readHeader()
  }

  var fractionRead: Double? { document.fractionRead }

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    guard let rows = try document.rows(upTo: rowCount) else { return nil }
    let origin = RowOrigin(
      file: document.name, firstRow: rowsRead + 1, lines: rows.lines, nullWords: nullWords)
    var columns: [TableColumn] = []
    for (description, storage) in zip(schema.columns, rows.columns) {
      let column = TableColumn(description, storage, origin: origin)
      if case .float64Vector(let width) = description.type {
        columns.append(try column.parsedAsVectors(width: width))
      } else {
        columns.append(column)
      }
    }
    rowsRead += columns.first?.count ?? 0
    return TableChunk(columns: columns, origin: origin)
  }
}
