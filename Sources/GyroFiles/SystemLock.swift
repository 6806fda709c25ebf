// SPDX-License-Identifier: GPL-3.0-or-later
// The system's lock on an open file: the one way in which this room locks anything.

internal import GyroPlatform

/// An open file with the system's lock (`flock`) on it.
///
/// The lock works between processes and within one, and goes with the process, however that ends, so no
/// lock is ever stale. Whoever closes the descriptor gives it up.
struct SystemLock: Sendable {
  let descriptor: Int32
  /// Whether the file system has locks; where it has none, nothing is protected.
  let isEffective: Bool

  /// Opens and locks the file that is at a path once the lock is held.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - sharing: With whom it may be shared.
  ///   - waits: Whether to wait until it is free.
  ///   - open: Opens the file; called again where its last user has removed it in between.
  /// - Returns: The lock; nil if another user holds it.
  /// - Throws: What `open` throws.
  static func acquire(
    _ path: String, sharing: LockedFile.Sharing, waits: Bool, open: () throws(FileError) -> Int32
  ) throws(FileError) -> SystemLock? {
    let operation = (sharing == .exclusive ? LOCK_EX : LOCK_SH) | (waits ? 0 : LOCK_NB)
    while true {
      let descriptor = try open()
      var status = flock(descriptor, operation)
      while status != 0, errno == EINTR { status = flock(descriptor, operation) }
      if status != 0, errno == EWOULDBLOCK {
        close(descriptor)
        return nil
      }
      guard FileIdentity(descriptor: descriptor) == FileIdentity(path: path) else {
        close(descriptor)
        continue
      }
      return SystemLock(descriptor: descriptor, isEffective: status == 0)
    }
  }
}
