// SPDX-License-Identifier: GPL-3.0-or-later
// Columns that a reader of a table cannot do without.

extension TableSchema {
  /// The place of a column that must be there.
  ///
  /// - Parameters:
  ///   - name: The column's name.
  ///   - file: The path to blame if it is missing.
  /// - Returns: Its place in ``columns``.
  /// - Throws: ``TableError`` with the code `missingColumn`, which lists the columns there are.
  public func requiredIndex(of name: String, in file: String) throws(TableError) -> Int {
    if let index = index(of: name) { return index }
    throw TableError(
      .missingColumn, at: TablePlace(file: file),
      found: columnList, expected: "a column \"\(name)\"", hint: "Rename the column that holds it")
  }
}
