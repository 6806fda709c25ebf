// SPDX-License-Identifier: GPL-3.0-or-later
// A table by the path of its file, with the part of the file in brackets.

internal import GyroEssentials
internal import GyroPlatform

/// The path of a table: that of its file, and which of several tables of the file is meant, as in `stars.fits[STARS]`.
package struct TablePath: Hashable, Sendable {
  /// The path of the file, or `-` for standard input.
  package let file: String
  /// The name or number of the table within the file; nil where none is given.
  package let part: String?

  /// Takes a path apart; one that is the name of a file as it stands has no part.
  package init(_ path: String) {
    guard path.hasSuffix("]"), !FileManager.default.fileExists(atPath: path),
      let open = path.lastIndex(of: "["), open > path.startIndex
    else {
      (file, part) = (path, nil)
      return
    }
    let inner = path[path.index(after: open)...].dropLast()
    (file, part) = (String(path[..<open]), inner.isEmpty ? nil : String(inner))
  }
}
