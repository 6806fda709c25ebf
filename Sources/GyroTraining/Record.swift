// SPDX-License-Identifier: GPL-3.0-or-later
// Choices as text that is recorded with a result and digested with what it depends on.

internal import Foundation

/// Values as JSON in one line, the same for the same value.
package enum Record {
  /// The text of a value.
  ///
  /// - Throws: ``TrainingError`` if it holds a number that is NaN or infinite.
  package static func json(_ value: some Encodable, name: String) throws(TrainingError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do { return String(decoding: try encoder.encode(value), as: UTF8.self) } catch {
      throw TrainingError(
        problem: "\(name) cannot be recorded: a number is NaN or infinite",
        hint: "Give finite numbers")
    }
  }
}
