// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a file that is not a table, for other rooms: gzip is unpacked on the way.

/// A file read from its beginning to its end in pieces; memory does not grow with it.
package struct UnpackedFile: ~Copyable {
  private let source: ByteSource

  /// Opens a file, compressed with gzip or not.
  ///
  /// - Throws: ``TableError`` if it cannot be read.
  package init(path: String) throws(TableError) {
    source = try ByteSource(path: path)
  }

  /// The next bytes, at most so many; none at the end of the file.
  ///
  /// - Throws: ``TableError`` if the file is damaged or ends too early.
  package mutating func read(upTo count: Int) throws(TableError) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try source.read(count, into: &bytes)
    return bytes
  }
}
