// SPDX-License-Identifier: GPL-3.0-or-later
// A file that belongs to one run at a time, for as long as that run lives.

package import GyroEssentials
internal import GyroPlatform

/// A regular file that is open and locked.
///
/// The lock is the system's: it goes with the process, so no lock is ever stale. Opening never waits for
/// another process: a pipe, a device or a folder is refused. Where a file system has no locks, nothing is
/// protected.
package final class LockedFile {
  /// With whom the file may be shared.
  package enum Sharing: Sendable {
    /// With no other run.
    case exclusive
    /// With other runs that share it, too.
    case shared
  }

  /// Where the file lies.
  package let path: String
  let descriptor: Int32

  /// Opens and locks a file, which is made where it does not exist.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - sharing: With whom it may be shared.
  ///   - waits: Whether to wait until it is free; only for locks that are held for a moment.
  ///   - resource: What errors call it; nil is the path.
  /// - Throws: ``FileError`` if another run holds it, it cannot be opened or is not a regular file.
  package init(
    path: String, sharing: Sharing = .exclusive, waits: Bool = false, of resource: String? = nil
  ) throws(FileError) {
    self.path = path
    let lock = try SystemLock.acquire(path, sharing: sharing, waits: waits) {
      () throws(FileError) in try RegularFile.open(path, O_RDWR | O_CREAT)
    }
    guard let lock else {
      throw FileError(
        path: resource ?? path, problem: "is in use by another run",
        hint: "Wait for its end, or name another output")
    }
    descriptor = lock.descriptor
  }

  deinit { close(descriptor) }

  /// Size in bytes.
  package var byteCount: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The bytes from an offset on; fewer at the end of the file.
  package func bytes(from offset: Int, count: Int) -> [UInt8] {
    let wanted = max(0, min(count, byteCount - offset))
    return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted {
        let read = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, wanted - filled,
          off_t(offset + filled))
        if read < 0, errno == EINTR { continue }
        guard read > 0 else { return }
        filled += read
      }
    }
  }

  /// Adds bytes behind all others.
  package func append(_ bytes: some DataProtocol) throws(FileError) {
    guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw unwritable(errno) }
    if let reason = writeAll(bytes, to: descriptor) {
      throw FileError(path: path, problem: "cannot be written: \(reason)")
    }
  }

  /// Cuts the file off.
  package func truncate(to size: Int) throws(FileError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw unwritable(errno) }
  }

  /// Returns once what was written is on disk.
  package func synchronize() throws(FileError) {
    guard fsync(descriptor) == 0 else { throw unwritable(errno) }
  }

  /// Removes the file.
  package func remove() { unlink(path) }

  /// Shares a file that was locked for this run alone.
  package func share() throws(FileError) {
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      throw FileError(path: path, problem: "is in use by another run")
    }
  }

  private func unwritable(_ code: Int32) -> FileError {
    FileError(path: path, problem: "cannot be written: \(String(cString: strerror(code)))")
  }
}
