// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of priors and other input of the model.

/// A prior that cannot be used.
public struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong: the place, what was found and what was expected.
  public let problem: String
  /// How to mend it.
  public let hint: String?

  /// Describes what is wrong.
  public init(_ problem: String, hint: String? = nil) {
    (self.problem, self.hint) = (problem, hint)
  }

  /// What a person reads.
  public var description: String { problem + (hint.map { ". \($0)" } ?? "") }
}
