// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds bytes that libFuzzer invents to a table reader, and asks every cell for everything.

import GyroTables

/// Reads a whole table in chunks of odd sizes; an error is a fine answer, a crash is not.
func readTable(_ bytes: [UInt8], as format: TableFormat) throws(TableError) {
  var reader = try openTable(
    bytes: bytes, name: "fuzz", format: format,
    options: TableReadingOptions(
      nullWords: ["NULL", "--"], infersTypes: bytes.count.isMultiple(of: 7)))
  var rowCount = 1
  while let chunk = try reader.next(upTo: rowCount) {
    precondition((1...rowCount).contains(chunk.rowCount), "a chunk of \(chunk.rowCount) rows")
    precondition(chunk.columns.count == reader.schema.columns.count, "columns were lost")
    for row in 0..<chunk.rowCount {
      for column in chunk.columns { look(at: column, row) }
    }
    rowCount = rowCount % 50 * 3 + 1
  }
}

private func look(at column: TableColumn, _ row: Int) {
  let isMissing = column.isMissing(at: row)
  precondition((column.text(at: row) == nil) == isMissing, "text disagrees about what is missing")
  _ = try? column.double(at: row)
  _ = try? column.int64(at: row)
  _ = try? column.bool(at: row)
  _ = try? column.vector(at: row)
}
