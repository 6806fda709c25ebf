// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of files that appears whole or not at all: filled under a temporary name, then renamed.

package import GyroEssentials
internal import GyroPlatform

/// A new folder of files, invisible under its final name until it is committed.
///
/// It is to a folder what ``AtomicFile`` is to a file, with one difference: what stands at the final path is never
/// replaced, since a folder may hold what others have put there.
package struct AtomicFolder: ~Copyable {
  /// Where the folder will stand.
  package let path: String
  private let target: OutputTarget
  private let lock: OutputLock
  private let temporaryPath: String
  private var isCommitted = false

  /// Makes an empty folder under a temporary name beside the final path.
  ///
  /// - Throws: ``FileError`` if something stands at the path, or the folder cannot be written or is being written.
  package init(path: String) throws(FileError) {
    let target = try OutputTarget(path: path, isFolder: true)
    let lock = try OutputLock(writing: target, isPatient: false)
    let temporaryPath = target.temporaryPath(isLocked: lock.isEffective)
    // What a killed run has left; of a link, the link alone.
    try? FileManager.default.removeItem(atPath: temporaryPath)
    guard mkdir(temporaryPath, 0o777) == 0 else {
      let failure = Self.failure(path)
      lock.release()
      throw failure
    }
    (self.path, self.target, self.lock) = (path, target, lock)
    self.temporaryPath = temporaryPath
  }

  /// Writes a file of the folder as a whole.
  ///
  /// - Parameters:
  ///   - bytes: All of it.
  ///   - name: Its path within the folder; folders in it are made.
  /// - Throws: ``FileError`` if it cannot be written.
  package func write(_ bytes: some DataProtocol, to name: String) throws(FileError) {
    let file = joinPath(temporaryPath, name)
    do {
      try FileManager.default.createDirectory(
        atPath: splitPath(file).folder, withIntermediateDirectories: true)
    } catch { throw FileError(path: path, problem: "cannot be written: no folder for \(name)") }
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(path) }
    defer { close(descriptor) }
    if let reason = writeAll(bytes, to: descriptor) {
      throw FileError(path: path, problem: "cannot be written: \(reason)")
    }
    guard fsync(descriptor) == 0 else { throw Self.failure(path) }
  }

  /// Gives the folder its final name.
  ///
  /// - Throws: ``FileError`` if something stands there by now.
  package mutating func commit() throws(FileError) {
    guard rename(temporaryPath, target.destination) == 0 else {
      throw FileError(
        path: path, problem: "cannot be put in place: \(String(cString: strerror(errno)))")
    }
    isCommitted = true
    lock.release()
  }

  private static func failure(_ path: String) -> FileError {
    FileError(path: path, problem: "cannot be written: \(String(cString: strerror(errno)))")
  }

  deinit {
    guard !isCommitted else { return }
    try? FileManager.default.removeItem(atPath: temporaryPath)
    lock.release()
  }
}
