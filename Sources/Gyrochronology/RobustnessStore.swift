// SPDX-License-Identifier: GPL-3.0-or-later
// The results of a robustness run on disk: a plan, and one file a task, named by what it depends on.

internal import Foundation
public import GyroFiles

/// A folder with the plan of a run and the results of its tasks, each of which appears whole.
///
/// A result is found by its label, so one that was made from other data is never taken, and one whose
/// input did not change is never made again.
public struct RobustnessStore: Sendable {
  /// The folder of the run.
  public let folder: String

  private var tasks: String { folder + "/tasks" }
  private var planPath: String { folder + "/plan.json" }

  /// Opens a folder, which is made where it does not exist.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it cannot be made.
  public init(creating folder: String) throws(FileError) {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder + "/tasks", withIntermediateDirectories: true)
    } catch {
      throw FileError(
        path: folder, problem: "cannot be made a folder",
        hint: "Check that no file stands there and that its parent is writable")
    }
  }

  /// Opens a folder that a run has left.
  ///
  /// - Throws: ``GyroFiles/FileError`` if there is no plan in it.
  public init(existing folder: String) throws(FileError) {
    self.folder = folder
    guard FileManager.default.fileExists(atPath: folder + "/plan.json") else {
      throw FileError(
        path: folder, problem: "is not the folder of a robustness run: it has no plan.json",
        hint: "Name folders that `gyro robustness` has written")
    }
  }

  /// The result with a label; nil if there is none, or it is damaged.
  public func result(_ label: String) -> RobustnessResult? {
    guard let data = FileManager.default.contents(atPath: path(label)),
      let result = try? JSONDecoder().decode(RobustnessResult.self, from: data),
      result.label == label
    else { return nil }
    return result
  }

  /// Keeps a result; another part of the run, in the same folder, may be writing the same one.
  public func save(_ result: RobustnessResult) throws(FileError) {
    try AtomicFile.write(Self.encoded(result), to: path(result.label), isPatient: true)
  }

  /// The plan of the run.
  public func plan() throws(FileError) -> RobustnessPlan {
    guard let data = FileManager.default.contents(atPath: planPath),
      let plan = try? JSONDecoder().decode(RobustnessPlan.self, from: data)
    else {
      throw FileError(
        path: planPath, problem: "cannot be read as a plan of this version",
        hint: "Run `gyro robustness` again with the same options")
    }
    return plan
  }

  /// Keeps the plan of the run.
  public func save(_ plan: RobustnessPlan) throws(FileError) {
    try AtomicFile.write(Self.encoded(plan), to: planPath, isPatient: true)
  }

  private func path(_ label: String) -> String { "\(tasks)/\(label).json" }

  static func encoded(_ value: some Encodable) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("results are finite numbers, which are always JSON")
    }
    return data + Data("\n".utf8)
  }
}
