// SPDX-License-Identifier: GPL-3.0-or-later
// The results of a robustness run on disk: a plan, and one file a task, named by what it depends on.

internal import Foundation
public import GyroFiles
internal import Gyrochronology

/// A folder with the plan of a run and the results of its tasks, each of which appears whole.
///
/// A result is found by its label, so one that was made from other data is never taken, and one whose
/// input did not change is never made again. It carries its digest: one that was altered or damaged is
/// not there, and is made again. Parts of one plan may share the folder; another plan has to wait.
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

  /// Takes the folder for a part of a plan, and keeps the plan.
  ///
  /// - Parameters:
  ///   - plan: The plan of the run.
  ///   - shard: The part to do; the whole shares the folder with nobody.
  /// - Returns: A lock that is to be held until the work is done.
  /// - Throws: ``GyroFiles/FileError`` if another run has the folder or the part, or it cannot be written.
  public func begin(
    _ plan: RobustnessPlan, shard: RobustnessShard = .whole
  ) throws(FileError) -> [FileLock] {
    let (path, part) = (folder + "/.lock", "\(folder)/.part-\(shard.index)-of-\(shard.count).lock")
    // Held for a moment by whoever comes, so that all see the same.
    let entrance = try FileLock(of: folder, at: folder + "/.entrance.lock", waits: true)
    defer { withExtendedLifetime(entrance) {} }
    do throws(FileError) {
      let alone = try FileLock(of: folder, at: path)
      try save(plan)
      guard shard.count > 1 else { return [alone] }
      try alone.share()
      return [alone, try FileLock(of: folder, at: part)]
    } catch {
      guard shard.count > 1, let shared = try? FileLock(of: folder, at: path, sharing: .shared)
      else { throw error }
      guard try self.plan() == plan else {
        throw FileError(
          path: folder, problem: "is in use by a run with other options",
          hint: "Wait for its end, or name another output")
      }
      return [shared, try FileLock(of: folder, at: part)]
    }
  }

  /// The result with a label; nil if there is none, or it is damaged.
  public func result(_ label: String) -> RobustnessResult? {
    guard let path = try? path(label), let bytes = try? FileContents.regular(path),
      let result = try? Self.result(bytes, name: path), result.label == label
    else { return nil }
    return result
  }

  /// Reads a result from the bytes of its file.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it is not what was written, or no result can be so.
  public static func result(_ bytes: [UInt8], name: String) throws(FileError) -> RobustnessResult {
    let result: RobustnessResult = try SealedJSON.decoded(from: bytes, path: name)
    guard result.isSound else {
      throw FileError(
        path: name, problem: "is not the result of a task: a number is impossible",
        hint: "Delete it to have the task done again")
    }
    return result
  }

  /// Keeps a result.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it cannot be written, or holds a number that is NaN or infinite.
  public func save(_ result: RobustnessResult) throws(FileError) {
    let path = try path(result.label)
    guard result.isSound else {
      throw FileError(
        path: path, problem: "would hold an age that is impossible or not a number",
        hint:
          "Look at the stars of the clusters \(result.ages.map(\.cluster).joined(separator: ", "))"
      )
    }
    try AtomicFile.write(SealedJSON.encoded(result, path: path, isPretty: true), to: path)
  }

  /// The plan of the run.
  public func plan() throws(FileError) -> RobustnessPlan {
    guard let bytes = try FileContents.regular(planPath) else {
      throw FileError(path: planPath, problem: "is not there")
    }
    return try Self.plan(bytes, name: planPath)
  }

  /// Reads a plan from the bytes of its file.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it is not what was written, or no plan can be so.
  public static func plan(_ bytes: [UInt8], name: String) throws(FileError) -> RobustnessPlan {
    let hint = "Run `gyro robustness` again with the same options"
    let plan: RobustnessPlan
    do throws(FileError) { plan = try SealedJSON.decoded(from: bytes, path: name) } catch {
      throw FileError(
        path: name, problem: "cannot be read as a plan of this version: it \(error.problem)",
        hint: hint)
    }
    guard plan.isSound else {
      throw FileError(
        path: name, problem: "is not the plan of a run: a number or a label is impossible",
        hint: hint)
    }
    return plan
  }

  private func save(_ plan: RobustnessPlan) throws(FileError) {
    try AtomicFile.write(
      SealedJSON.encoded(plan, path: planPath, isPretty: true), to: planPath)
  }

  /// The file of a label, which is a digest and never a path.
  private func path(_ label: String) throws(FileError) -> String {
    guard let digest = SHA256Digest(hexadecimal: label) else {
      throw FileError(path: tasks, problem: "has no place for the label \"\(label.prefix(100))\"")
    }
    return "\(tasks)/\(digest).json"
  }
}
