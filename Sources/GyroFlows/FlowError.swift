// SPDX-License-Identifier: GPL-3.0-or-later
// What can be wrong with a file that should hold a flow.

/// A checkpoint, state or state dictionary that cannot be used.
public struct FlowError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's path, or another name for where the bytes came from.
  public let file: String
  /// What is wrong, as the end of a sentence that starts with the file.
  public let problem: String
  /// How to mend it.
  public let hint: String?

  /// Describes a problem with a file.
  public init(file: String, problem: String, hint: String? = nil) {
    (self.file, self.problem, self.hint) = (file, problem, hint)
  }

  /// What a person reads.
  public var description: String { "\(file): \(problem)" + (hint.map { ". \($0)" } ?? "") }
}
