// SPDX-License-Identifier: GPL-3.0-or-later
// A cell of a table of standard stars, read with errors that name its place.

internal import GyroTables

/// A cell of a table of standard stars.
struct StandardStarCell {
  let chunk: TableChunk
  let column, row: Int

  /// The text; nil where there is none.
  var text: String? { chunk.columns[column].text(at: row) }

  /// The texts between semicolons; none where the cell is empty.
  var list: [String] { text.map { $0.split(separator: ";").map(String.init) } ?? [] }

  /// The whole number; nil where there is none.
  var integer: Int64? {
    get throws(TableError) { try chunk.columns[column].int64(at: row) }
  }

  /// The number, if a source could give it in a column of this role; nil where there is none.
  func number(_ role: ColumnRole) throws -> Double? {
    guard let value = try chunk.columns[column].double(at: row) else { return nil }
    if let range = role.possibleValues, !range.contains(value) {
      throw fault(
        "is \(value), expected \(range.lowerBound) to \(range.upperBound)",
        hint: "Leave the cell empty if the value is not known")
    }
    return value
  }

  /// What is wrong with the cell.
  func fault(_ problem: String, hint: String? = nil) -> CatalogError {
    CatalogError(
      .unexpectedContent, at: "\(chunk.place(row: row, column: column))", problem, hint: hint)
  }

  /// What is wrong with the row, for want of this cell.
  func rowFault(_ problem: String) -> CatalogError {
    var place = chunk.place(row: row, column: column)
    place.column = nil
    return CatalogError(.unexpectedContent, at: "\(place)", problem)
  }
}
