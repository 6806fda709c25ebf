// SPDX-License-Identifier: GPL-3.0-or-later
// A file that appears whole or not at all: written under a temporary name, then renamed.

package import GyroEssentials
internal import GyroPlatform

/// A file being written, invisible under its final name until it is committed.
///
/// The temporary file lies in the folder of the final one, so that the rename stays on one file
/// system and is atomic. If the value goes away before ``commit()``, the temporary file is removed
/// and whatever stood at the final path is untouched. A symbolic link is followed, not replaced;
/// the permissions of the file that stood there are kept; what is write-protected or not a regular
/// file (a folder, a device, a pipe) is refused, since a rename would destroy it.
///
/// One writer at a time has the file: another is refused, in this process or a second one. The lock
/// goes with the process, and what a killed run left is removed by the next writer of the same file.
package struct AtomicFile: ~Copyable {
  /// Where the file will stand.
  package let path: String
  /// Where the bytes are until then; for writers that want a path rather than bytes.
  package let temporaryPath: String
  private let target: OutputTarget
  private let lock: OutputLock
  private let descriptor: Int32
  private var isCommitted = false
  /// The number of bytes written since the last flush.
  private var waitingByteCount = 0
  /// The number of bytes after which the file is flushed.
  private static let waitingByteLimit = 32 << 20

  /// Opens a temporary file beside the final path.
  ///
  /// - Throws: ``FileError`` if the file cannot be written, or is being written.
  package init(path: String) throws(FileError) { try self.init(path: path, isPatient: false) }

  private init(path: String, isPatient: Bool) throws(FileError) {
    let target = try OutputTarget(path: path)
    let lock = try OutputLock(writing: target, isPatient: isPatient)
    let temporaryPath = target.temporaryPath(isLocked: lock.isEffective)
    unlink(temporaryPath)
    // Never through a link that another user has put there.
    let descriptor = open(temporaryPath, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let failure = Self.unwritable(path)
      lock.release()
      throw failure
    }
    (self.path, self.temporaryPath) = (path, temporaryPath)
    (self.target, self.lock, self.descriptor) = (target, lock, descriptor)
    keepPermissions()
  }

  /// Appends bytes to the temporary file.
  package mutating func write(_ bytes: some DataProtocol) throws(FileError) {
    if let reason = writeAll(bytes, to: descriptor) {
      throw FileError(path: path, problem: "cannot be written: \(reason)")
    }
    try sync(after: bytes.count)
  }

  /// Flushes a long file to disk at intervals while the rest of it is still being computed, so that ``commit()`` does
  /// not have to wait for the whole file.
  ///
  /// - Parameter byteCount: The number of bytes just written.
  /// - Throws: ``FileError`` if they cannot be flushed.
  package mutating func sync(after byteCount: Int) throws(FileError) {
    waitingByteCount += byteCount
    guard waitingByteCount >= Self.waitingByteLimit else { return }
    guard fsync(descriptor) == 0 else { throw Self.unwritable(path) }
    waitingByteCount = 0
  }

  /// Closes the temporary file and gives it its final name.
  package mutating func commit() throws(FileError) {
    guard fsync(descriptor) == 0 else { throw Self.unwritable(path) }
    // Once more: a writer that was given the path may have put a file of its own there.
    keepPermissions()
    guard rename(temporaryPath, target.destination) == 0 else {
      throw FileError(
        path: path, problem: "cannot be put in place: \(String(cString: strerror(errno)))")
    }
    isCommitted = true
    end()
  }

  private static func unwritable(_ path: String) -> FileError {
    FileError(path: path, problem: "cannot be written: \(String(cString: strerror(errno)))")
  }

  /// Who may read the old file may read the new one, and nobody else.
  private func keepPermissions() {
    if let permissions = target.permissions { chmod(temporaryPath, permissions) }
  }

  /// Lets the next writer in.
  private func end() {
    close(descriptor)
    lock.release()
  }

  deinit {
    guard !isCommitted else { return }
    unlink(temporaryPath)
    end()
  }

  /// Writes a whole file at once.
  ///
  /// - Parameters:
  ///   - bytes: All of it.
  ///   - path: Where it will stand.
  ///   - isPatient: Whether to wait for a writer that is at work, for files that several runs share.
  /// - Throws: ``FileError`` if it cannot be written.
  package static func write(
    _ bytes: some DataProtocol, to path: String, isPatient: Bool = false
  ) throws(FileError) {
    var file = try AtomicFile(path: path, isPatient: isPatient)
    try file.write(bytes)
    try file.commit()
  }
}
