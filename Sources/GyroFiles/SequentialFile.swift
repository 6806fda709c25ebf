// SPDX-License-Identifier: GPL-3.0-or-later
// A regular file that is read piece after piece.

internal import GyroPlatform

/// A file open for reading, at a position that goes on with every piece.
package final class SequentialFile {
  private let path: String
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - offset: How many bytes to leave out.
  /// - Throws: ``FileError`` if it cannot be opened, or is a pipe, a device or a folder.
  package init(_ path: String, from offset: Int = 0) throws(FileError) {
    self.path = path
    descriptor = try RegularFile.open(path, O_RDONLY)
    lseek(descriptor, off_t(offset), SEEK_SET)
  }

  deinit { close(descriptor) }

  /// The next bytes, fewer at the end of the file and none behind it.
  ///
  /// - Throws: ``FileError`` if they cannot be read.
  package func next(_ count: Int) throws(FileError) -> [UInt8] {
    try FileContents.bytes(descriptor, path: path, count: count)
  }
}
