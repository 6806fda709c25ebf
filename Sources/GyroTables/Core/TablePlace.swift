// SPDX-License-Identifier: GPL-3.0-or-later
// Where in a table something stands, in the words a person would use to find it.

/// A place in a table: the file, and where they are known the line, row and column.
public struct TablePlace: Hashable, Sendable, CustomStringConvertible {
  /// The file's path, or `<standard input>`.
  public var file: String
  /// Line number in a text file, from 1; nil in binary files.
  public var line: Int?
  /// Row of data, from 1.
  public var row: Int?
  /// Column name.
  public var column: String?

  /// Names a place as precisely as it is known.
  public init(file: String, line: Int? = nil, row: Int? = nil, column: String? = nil) {
    (self.file, self.line, self.row, self.column) = (file, line, row, column)
  }

  /// What a person reads.
  public var description: String {
    var words = file
    if let line { words += ":\(line)" } else if let row { words += ": row \(row)" }
    if let column { words += ": column \"\(column)\"" }
    return words
  }
}
