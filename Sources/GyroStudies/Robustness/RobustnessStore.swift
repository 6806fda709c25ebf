// SPDX-License-Identifier: GPL-3.0-or-later
// The results of a robustness run on disk: a plan, and one file per task, named by what it depends on.

internal import GyroEssentials
package import GyroFiles
internal import GyroPlatform
package import Gyrochronology

/// A folder with the plan of a run and the results of its tasks, each of which appears whole.
///
/// A result is found by its label, so one that was made from other data is never taken, and one whose
/// input did not change is never made again. It carries its digest: one that was altered or damaged is
/// not there, and is made again. Parts of one plan may share the folder; another plan has to wait.
package struct RobustnessStore: Sendable {
  /// The folder of the run.
  package let folder: String

  /// The results of the tasks.
  package var results: ResultStore<RobustnessResult> { ResultStore(folder: folder + "/tasks") }

  private var planPath: String { folder + "/plan.json" }

  /// Opens a folder, which is made where it does not exist.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it cannot be made.
  package init(creating folder: String) throws(FileError) {
    self.folder = folder
    do throws(FileError) {
      _ = try ResultStore<RobustnessResult>(creating: folder + "/tasks")
    } catch { throw FileError(path: folder, problem: error.problem, hint: error.hint) }
  }

  /// Opens a folder that a run has left.
  ///
  /// - Throws: ``GyroFiles/FileError`` if there is no plan in it.
  package init(existing folder: String) throws(FileError) {
    self.folder = folder
    guard FileManager.default.fileExists(atPath: folder + "/plan.json") else {
      throw FileError(
        path: folder, problem: "is not the folder of a robustness run: it has no plan.json",
        hint: "Name folders that `gyro robustness` has written")
    }
  }

  /// Locks the folder for a part of a plan, and writes the plan.
  ///
  /// - Parameters:
  ///   - plan: The plan of the run.
  ///   - shard: The part to do; the whole run locks the folder exclusively.
  /// - Returns: A lock that is to be held until the work is done.
  /// - Throws: ``GyroFiles/FileError`` if another run has the folder or the part, or it cannot be written.
  package func begin(
    _ plan: RobustnessPlan, shard: Shard = .whole
  ) throws(FileError) -> [FileLock] {
    let (path, part) = (folder + "/.lock", "\(folder)/.part-\(shard.index)-of-\(shard.count).lock")
    // Held briefly by each run that starts, so that all see the same.
    let entrance = try FileLock(of: folder, at: folder + "/.entrance.lock", waits: true)
    defer { withExtendedLifetime(entrance) {} }
    do throws(FileError) {
      let alone = try FileLock(of: folder, at: path)
      try plan.write(to: planPath)
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

  /// The result of a task; nil if there is none, or it is damaged.
  package func result(_ label: String) -> RobustnessResult? { results.result(label) }

  /// The plan of the run.
  ///
  /// - Throws: ``GyroFiles/FileError`` if there is none, it is damaged or of another version.
  package func plan() throws(FileError) -> RobustnessPlan { try RobustnessPlan(path: planPath) }
}
