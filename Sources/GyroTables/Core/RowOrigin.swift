// SPDX-License-Identifier: GPL-3.0-or-later
// Where the rows of a chunk came from, shared by its columns so that every cell can be located.

/// The file, the first row and the lines of a chunk, and the words that mean "missing" in it.
struct RowOrigin: Sendable {
  var file = "<memory>"
  /// Number of the first row in the table, from 1.
  var firstRow = 1
  /// Line of each row in a text file, from 1; nil in binary files.
  var lines: [Int]?
  /// Words that stand for a missing value, in UTF-8.
  var nullWords: [[UInt8]] = []

  func place(row: Int, column: String?) -> TablePlace {
    let line = lines.flatMap { $0.indices.contains(row) ? $0[row] : nil }
    return TablePlace(file: file, line: line, row: firstRow + row, column: column)
  }
}
