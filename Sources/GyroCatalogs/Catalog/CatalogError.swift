// SPDX-License-Identifier: GPL-3.0-or-later
// What can be wrong with a catalog: its manifest, its source files, its rows.

/// A catalog that cannot be fetched, read or trusted.
package struct CatalogError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of problem it is.
  package enum Code: String, Sendable {
    /// A manifest or another description is not what it should be.
    case badDescription
    /// A source file is nowhere to be had.
    case unavailable
    /// A source file is not the one that was pinned.
    case wrongChecksum
    /// A row or a column of a source is not what the manifest says.
    case unexpectedContent
    /// A file cannot be read or written.
    case unusableFile
    /// A name is not known.
    case unknownName
  }

  /// What kind of problem it is.
  package let code: Code
  /// Where it is: a file, with line and column where that is known, or a catalog's key.
  package let place: String
  /// What was found there and what was expected, as the end of a sentence that starts with the place.
  package let problem: String
  /// How to mend it, where that is known.
  package let hint: String?

  /// Describes a problem at a place.
  package init(_ code: Code, at place: String, _ problem: String, hint: String? = nil) {
    (self.code, self.place, self.problem, self.hint) = (code, place, problem, hint)
  }

  /// What a person reads.
  package var description: String { "\(place): \(problem)" + (hint.map { ". \($0)" } ?? "") }
}
