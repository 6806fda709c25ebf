// SPDX-License-Identifier: GPL-3.0-or-later
// A lock on something that is not one file: an output with its states, or a folder of results.

internal import GyroPlatform

/// A lock that is held by one run, or shared by several, until it is released or its process ends.
package final class FileLock {
  private let file: LockedFile

  /// Locks a file that is going to be written, and the files beside it that the run needs meanwhile.
  ///
  /// - Parameter output: The file.
  /// - Throws: ``FileError`` if another run holds it, or its folder cannot be written.
  package convenience init(output: String) throws(FileError) {
    try self.init(of: output, at: output + ".lock")
  }

  /// Locks a resource.
  ///
  /// - Parameters:
  ///   - resource: What is locked, as errors call it.
  ///   - path: The file that stands for it, which is there for as long as the lock is held.
  ///   - sharing: With whom it may be shared.
  ///   - waits: Whether to wait until it is free; only for locks that are held for a moment.
  /// - Throws: ``FileError`` if another run holds it, or the file cannot be made.
  package init(
    of resource: String, at path: String, sharing: LockedFile.Sharing = .exclusive,
    waits: Bool = false
  ) throws(FileError) {
    file = try LockedFile(path: path, sharing: sharing, waits: waits, of: resource)
  }

  /// Lets others share what was locked for this run alone.
  package func share() throws(FileError) { try file.share() }

  // The last holder removes the file; a run that opened it meanwhile sees that it is gone, and makes another.
  deinit { if flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 { file.remove() } }
}
