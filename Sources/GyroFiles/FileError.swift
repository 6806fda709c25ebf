// SPDX-License-Identifier: GPL-3.0-or-later
// What can be wrong with a file, whatever is in it.

/// A file that cannot be read or written.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path as the caller gave it.
  public let path: String
  /// What went wrong, as the end of a sentence that starts with the path.
  public let problem: String
  /// How to mend it, where that is known.
  public let hint: String?

  /// Describes a problem with the file at a path.
  public init(path: String, problem: String, hint: String? = nil) {
    (self.path, self.problem, self.hint) = (path, problem, hint)
  }

  /// What a person reads.
  public var description: String { "\(path): \(problem)" + (hint.map { ". \($0)" } ?? "") }
}
