// SPDX-License-Identifier: GPL-3.0-or-later
// Columns that a reader of a table cannot do without.

extension TableSchema {
  /// The place of a column that must be there.
  ///
  /// - Parameters:
  ///   - name: The column's name.
  ///   - file: The path to blame if it is missing.
  /// - Returns: Its place in ``columns``.
  /// - Throws: ``TableError`` with the code `missingColumn`, which lists the columns there are, or `duplicateColumn`
  ///   where several bear the name.
  package func requiredIndex(of name: String, in file: String) throws(TableError) -> Int {
    if let index = index(of: name) { return index }
    if let indices = duplicates[name] { throw ambiguous(name, indices, in: file) }
    throw TableError(
      .missingColumn, at: TablePlace(file: file),
      found: columnList, expected: "a column \"\(name)\"", hint: "Rename the column that holds it")
  }

  /// The numbers of columns from 1, of which a message holds a few.
  package static func numbers(_ indices: [Int]) -> String {
    let shown = indices.prefix(5).map { String($0 + 1) }
    return indices.count > 5
      ? shown.joined(separator: ", ") + " and \(indices.count - 5) more"
      : shown.joined(separator: " and ")
  }

  /// Why a name that several columns bear names none of them.
  private func ambiguous(_ name: String, _ indices: [Int], in file: String) -> TableError {
    let names =
      indices.prefix(5).map { "\"\(columns[$0].name)\"" }.joined(separator: ", ")
      + (indices.count > 5 ? " and so on" : "")
    return TableError(
      .duplicateColumn, at: TablePlace(file: file),
      found:
        "\"\(name)\" as the name of columns \(Self.numbers(indices))",
      expected: "one of them", hint: "They are read as \(names): name one of these")
  }
}
