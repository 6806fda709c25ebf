// SPDX-License-Identifier: GPL-3.0-or-later
// A format that tables may have: how it is recognized, read and written.

/// A file format of tables.
///
/// A format is one value, which stands beside its reader, and one entry of ``allCases``.
package struct TableFormat: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The name by which it is chosen.
  package let rawValue: String
  /// Endings of file names, without a `.gz` after them; the first is the usual one.
  package let extensions: [String]
  /// Whether the format says what its columns hold; where it does not, every column is text.
  package let declaresTypes: Bool
  /// Whether the first bytes of a file are unmistakably of this format; nil where none are.
  let isSignature: (@Sendable (_ start: [UInt8]) -> Bool)?
  let open: Open
  /// Starts a table; nil for a format that is only read.
  let create: Create?

  typealias Open =
    @Sendable (ByteSource, TableReadingOptions) throws(TableError) -> any TableReader
  typealias Create =
    @Sendable (_ path: String, TableSchema) throws(TableError) -> any TableWriter

  init(
    _ rawValue: String, extensions: [String], declaresTypes: Bool,
    isSignature: (@Sendable (_ start: [UInt8]) -> Bool)? = nil, open: @escaping Open,
    create: Create? = nil
  ) {
    (self.rawValue, self.extensions, self.declaresTypes) = (rawValue, extensions, declaresTypes)
    (self.isSignature, self.open, self.create) = (isSignature, open, create)
  }

  /// The name by which it is chosen.
  package var description: String { rawValue }

  /// Whether two formats are one, which their names say.
  package static func == (first: Self, second: Self) -> Bool { first.rawValue == second.rawValue }

  /// Feeds the name.
  package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
