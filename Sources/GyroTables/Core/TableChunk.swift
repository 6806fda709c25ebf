// SPDX-License-Identifier: GPL-3.0-or-later
// A run of rows of a table: what readers hand out and writers take.

/// Consecutive rows of a table, column by column.
package struct TableChunk: Sendable {
  /// Number of the first row in the table, from 1.
  package var firstRow: Int { origin.firstRow }
  /// How many rows there are.
  package let rowCount: Int
  /// The columns, in the order of the schema.
  package let columns: [TableColumn]
  private let origin: RowOrigin

  /// Builds a chunk from columns made in memory.
  ///
  /// - Precondition: All columns have the same number of rows.
  package init(firstRow: Int = 1, columns: [TableColumn]) {
    self.init(columns: columns, origin: RowOrigin(firstRow: firstRow))
  }

  init(columns: [TableColumn], origin: RowOrigin) {
    rowCount = columns.first?.count ?? 0
    for column in columns {
      precondition(
        column.count == rowCount,
        "column \"\(column.description.name)\" has \(column.count) rows, others \(rowCount)")
    }
    self.columns = columns
    self.origin = origin
  }

  /// The columns as a schema types them.
  ///
  /// - Precondition: It has as many columns.
  func columns(as schema: TableSchema) throws(TableError) -> [TableColumn] {
    requireColumns(schema.columns.count)
    var stored: [TableColumn] = []
    for (column, description) in zip(columns, schema.columns) {
      stored.append(try column.stored(as: description.type))
    }
    return stored
  }

  /// Stops a program that writes rows of another table.
  func requireColumns(_ count: Int) {
    precondition(
      columns.count == count, "a chunk of \(columns.count) columns for a table of \(count)")
  }

  /// The same rows with more columns to the right.
  ///
  /// - Precondition: Each added column has ``rowCount`` rows.
  package func appending(_ added: [TableColumn]) -> TableChunk {
    var origin = origin
    // Null words belong to the cells of the file, not to the words we add.
    origin.nullWords = []
    let placed = added.map { TableColumn($0.description, $0.storage, origin: origin) }
    return TableChunk(columns: columns + placed, origin: self.origin)
  }

  /// The same rows with some of the columns, in the order given.
  package func selecting(_ indices: [Int]) -> TableChunk {
    TableChunk(columns: indices.map { columns[$0] }, origin: origin)
  }

  /// The same rows with the columns in another form.
  func replacing(_ columns: [TableColumn]) -> TableChunk {
    TableChunk(columns: columns, origin: origin)
  }

  /// Where a cell stands in its file; rows count from 0 within the chunk.
  package func place(row: Int, column: Int) -> TablePlace {
    origin.place(row: row, column: columns[column].description.name)
  }
}
