// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a robustness run, put together.

internal import GyroFiles

/// Folders that parts of one run have left.
package struct RobustnessMerge: Sendable {
  /// The plan of the run.
  package let plan: RobustnessPlan
  private let parts: [RobustnessStore]

  /// Opens the folders.
  ///
  /// - Throws: ``GyroFiles/FileError`` if one is not the folder of a run, or they are of different runs.
  package init(_ folders: [String]) throws {
    parts = try folders.map { try RobustnessStore(existing: $0) }
    plan = try parts[0].plan()
    for part in parts.dropFirst() where try part.plan() != plan {
      throw FileError(
        path: part.folder, problem: "is of another run than \(folders[0])",
        hint: "Give every part the same options but for --shard")
    }
  }

  /// Copies the results that another folder lacks.
  ///
  /// - Throws: ``GyroFiles/FileError`` if no part has one of them, or it cannot be written.
  package func copyResults(to store: RobustnessStore) throws {
    for task in plan.tasks where store.result(task.label) == nil {
      guard let result = parts.lazy.compactMap({ $0.result(task.label) }).first else {
        throw FileError(
          path: parts.map(\.folder).joined(separator: ", "), problem: "lack the task \(task.name)",
          hint: "Run the missing or damaged parts again, then merge")
      }
      try store.results.save(result)
    }
  }
}
