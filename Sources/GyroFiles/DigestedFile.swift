// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is digested and then read by path, with a check that these were the same bytes.

internal import GyroPlatform

/// A regular file with its digest, taken before the file is read.
///
/// What is read twice can differ: a pipe is empty the second time, and a file may be replaced in between.
/// Pipes are refused, and ``checkUnchanged()`` after the reading notices the rest.
package struct DigestedFile: Sendable {
  /// The path as it was given.
  package let path: String
  /// The digest of its bytes.
  package let digest: SHA256Digest
  private let state: State

  private struct State: Hashable, Sendable {
    let identity: FileIdentity?
    let size, modifiedSeconds, modifiedNanoseconds: Int
  }

  /// Digests a file.
  ///
  /// - Throws: ``FileError`` if it cannot be read or is not a regular file.
  package init(path: String) throws(FileError) {
    self.path = path
    state = Self.state(path)
    digest = try SHA256Digest(ofFileAt: path)
  }

  /// Checks that the file is still the one that was digested.
  ///
  /// - Throws: ``FileError`` if it has been replaced or written to since.
  package func checkUnchanged() throws(FileError) {
    guard Self.state(path) == state else {
      throw FileError(
        path: path, problem: "was changed while it was read",
        hint: "Run the command again once nothing writes to it")
    }
  }

  private static func state(_ path: String) -> State {
    var status = stat()
    guard stat(path, &status) == 0 else {
      return State(identity: nil, size: 0, modifiedSeconds: 0, modifiedNanoseconds: 0)
    }
    #if canImport(Darwin)
      let modified = status.st_mtimespec
    #else
      let modified = status.st_mtim
    #endif
    return State(
      identity: FileIdentity(path: path), size: Int(status.st_size),
      modifiedSeconds: modified.tv_sec, modifiedNanoseconds: modified.tv_nsec)
  }
}
