// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of a training.

/// Stars or choices that cannot be trained on.
package struct TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  package let problem: String
  /// How to mend it.
  package let hint: String

  /// Says what is wrong and how to mend it.
  package init(problem: String, hint: String) {
    (self.problem, self.hint) = (problem, hint)
  }

  /// What a person reads.
  package var description: String { "\(problem). \(hint)" }
}
