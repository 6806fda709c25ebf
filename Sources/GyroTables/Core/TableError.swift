// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a table: where, what was found, what was expected, how to mend it.

internal import GyroFiles

/// A table that cannot be read or written as it stands.
public struct TableError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of things that go wrong, for programs; people read the description.
  public enum Code: Hashable, Sendable {
    /// The file cannot be opened or read.
    case unreadable
    /// The file cannot be written.
    case unwritable
    /// The bytes are no table of any known format.
    case unrecognizedFormat
    /// The format allows it, this reader or writer does not.
    case unsupported
    /// The description of the columns is wrong or missing.
    case malformedHeader
    /// Two columns bear one name.
    case duplicateColumn
    /// A column that is needed is not there.
    case missingColumn
    /// A row has too few or too many cells.
    case raggedRow
    /// The rows break the rules of the format.
    case malformedData
    /// The file ends too early.
    case truncated
    /// A cell does not hold what was asked of it.
    case unparsableValue
    /// Text that is not UTF-8.
    case invalidEncoding
    /// A row or header larger than any honest table has.
    case tooLarge
  }

  /// The kind of error.
  public let code: Code
  /// Where it is.
  public let place: TablePlace
  /// What stands there; where nothing is expected, what is wrong, as the end of a sentence.
  public let found: String
  /// What should stand there; empty where the file as a file is the trouble.
  public let expected: String
  /// How to mend it, where that is known.
  public let hint: String?

  /// Describes what is wrong at a place.
  public init(
    _ code: Code, at place: TablePlace, found: String, expected: String, hint: String? = nil
  ) {
    (self.code, self.place, self.found) = (code, place, found)
    (self.expected, self.hint) = (expected, hint)
  }

  /// What a person reads.
  public var description: String {
    "\(place): " + (expected.isEmpty ? found : "found \(found), expected \(expected)")
      + (hint.map { ". \($0)" } ?? "")
  }

  /// A file that cannot be opened or written.
  init(_ error: FileError, code: Code) {
    self.init(
      code, at: TablePlace(file: error.path), found: error.problem, expected: "", hint: error.hint)
  }
}
