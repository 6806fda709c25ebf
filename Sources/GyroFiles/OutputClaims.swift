// SPDX-License-Identifier: GPL-3.0-or-later
// The files that a run will write, kept for it from the first moment.

internal import GyroPlatform

/// Files that no other run can write until these claims are released.
///
/// A run claims its outputs before its work, so that what cannot be written is known at once, and the
/// second of two runs with one output ends before it has done anything.
package final class OutputClaims {
  private var locks: [OutputLock] = []

  /// Claims files, and folders that are written as a whole.
  ///
  /// - Throws: ``FileError`` if one cannot be written or is another run's; then none is claimed.
  package init(_ files: [String], folders: [String] = []) throws(FileError) {
    for path in files { locks.append(try OutputLock(claiming: OutputTarget(path: path))) }
    for path in folders {
      locks.append(try OutputLock(claiming: OutputTarget(path: path, isFolder: true)))
    }
  }

  /// Lets other runs write the files.
  package func release() {
    for lock in locks { lock.releaseClaim() }
    locks = []
  }

  deinit { release() }
}
