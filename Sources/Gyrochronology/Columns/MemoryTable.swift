// SPDX-License-Identifier: GPL-3.0-or-later
// A table in memory, read by what reads tables in files.

internal import GyroTables

/// A table in memory, read in one piece.
struct MemoryTable: TableReader {
  let schema: TableSchema
  private var chunk: TableChunk?

  /// A table of columns with the same number of rows.
  init(_ columns: [TableColumn]) {
    schema = TableSchema(columns: columns.map(\.description))
    chunk = TableChunk(columns: columns)
  }

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    defer { chunk = nil }
    return chunk
  }
}
