// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of a training.

/// Stars or choices that cannot be trained on.
public struct TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let problem: String
  /// How to mend it.
  public let hint: String

  /// Says what is wrong and how to mend it.
  public init(problem: String, hint: String) {
    (self.problem, self.hint) = (problem, hint)
  }

  /// What a person reads.
  public var description: String { "\(problem). \(hint)" }
}
