// SPDX-License-Identifier: GPL-3.0-or-later
// The right to write one file, which one writer has at a time, in this process and among all.

internal import GyroPlatform
internal import Synchronization

/// A lock on a file beside the one to be written, which goes with the process.
struct OutputLock: Sendable {
  private let path: String
  private let lock: SystemLock
  /// Whether it belongs to a claim, which outlives its writers.
  private let isClaimed: Bool

  private struct Claim {
    let lock: OutputLock
    var isWriting = false
  }
  /// What this process keeps for itself, by the paths of the lock files.
  private static let claims = Mutex<[String: Claim]>([:])

  /// The lock for a writer; one that this process has claimed is lent to one writer at a time.
  ///
  /// - Parameters:
  ///   - target: The file to be written.
  ///   - isPatient: Whether to wait for a writer that is at work.
  /// - Throws: ``FileError`` if another writer has it, or the folder takes no new file.
  init(writing target: OutputTarget, isPatient: Bool) throws(FileError) {
    let path = target.lockPath
    let claimed = Self.claims.withLock { claims -> Claim? in
      defer { claims[path]?.isWriting = true }
      return claims[path]
    }
    guard let claimed else {
      try self.init(opening: target, isPatient: isPatient)
      return
    }
    guard !claimed.isWriting else { throw Self.refusal(target) }
    self = OutputLock(path: path, lock: claimed.lock.lock, isClaimed: true)
  }

  private init(path: String, lock: SystemLock, isClaimed: Bool) {
    (self.path, self.lock, self.isClaimed) = (path, lock, isClaimed)
  }

  /// Whether the file system has locks; where it has none, nothing is kept from others.
  var isEffective: Bool { lock.isEffective }

  /// The lock for all that this process will write to a file until it is released.
  init(claiming target: OutputTarget) throws(FileError) {
    let lock = try OutputLock(opening: target, isPatient: false)
    Self.claims.withLock { $0[target.lockPath] = Claim(lock: lock) }
    self = lock
  }

  /// Makes the lock file, or takes the one that a killed run has left.
  private init(opening target: OutputTarget, isPatient: Bool) throws(FileError) {
    let path = target.lockPath
    let lock = try SystemLock.acquire(path, sharing: .exclusive, waits: isPatient) {
      () throws(FileError) in
      let flags = O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
      var descriptor = open(path, O_RDWR | flags, 0o666)
      // One that another user's killed run has left can at least be locked.
      if descriptor < 0, errno == EACCES { descriptor = open(path, flags & ~O_CREAT) }
      guard descriptor >= 0 else {
        throw FileError(
          path: target.path,
          problem: "cannot be written: the folder \(target.folder) refuses a new file ("
            + "\(String(cString: strerror(errno))))",
          hint: "Check that the folder is writable and not full")
      }
      return descriptor
    }
    guard let lock else { throw Self.refusal(target) }
    self = OutputLock(path: path, lock: lock, isClaimed: false)
  }

  /// Gives the lock to the next writer.
  func release() {
    if isClaimed {
      Self.claims.withLock { $0[path]?.isWriting = false }
    } else {
      // Removed while it is locked, so that it is not another run's file.
      unlink(path)
      close(lock.descriptor)
    }
  }

  /// Ends a claim.
  func releaseClaim() {
    guard Self.claims.withLock({ $0.removeValue(forKey: path) }) != nil else { return }
    release()
  }

  private static func refusal(_ target: OutputTarget) -> FileError {
    FileError(
      path: target.path, problem: "is being written by another run",
      hint: "Wait for its end, or name another file")
  }
}
