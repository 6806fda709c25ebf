// SPDX-License-Identifier: GPL-3.0-or-later
// A file of our own in the system's temporary folder, for formats that need to seek.

internal import Foundation

/// A temporary file that is removed with its owner.
final class ScratchFile {
  let path: String
  private let descriptor: Int32

  init(for name: String) throws(TableError) {
    var template = Array(
      FileManager.default.temporaryDirectory.appendingPathComponent("gyro-XXXXXX").path.utf8CString)
    descriptor = mkstemp(&template)
    path = template.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    guard descriptor >= 0 else {
      throw TableError(
        .unwritable, at: TablePlace(file: name), found: String(cString: strerror(errno)),
        expected: "room for a temporary file", hint: "Set TMPDIR to a folder with room")
    }
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  func write(_ bytes: [UInt8], for name: String) throws(TableError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      guard count > 0 else {
        throw TableError(
          .unwritable, at: TablePlace(file: name), found: String(cString: strerror(errno)),
          expected: "room for a temporary file", hint: "Set TMPDIR to a folder with room")
      }
      written += count
    }
  }
}
