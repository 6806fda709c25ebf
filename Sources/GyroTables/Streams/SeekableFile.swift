// SPDX-License-Identifier: GPL-3.0-or-later
// A file whose bytes are read and written at any place, with errors in words.

internal import GyroPlatform

/// An open file, closed with its owner.
final class SeekableFile {
  /// What to call the file in messages.
  let name: String
  let descriptor: Int32

  /// Owns an open descriptor.
  init(_ descriptor: Int32, name: String) { (self.descriptor, self.name) = (descriptor, name) }

  deinit { close(descriptor) }

  /// How many bytes there are.
  func byteCount() throws(TableError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw refusal(.unreadable) }
    return Int(status.st_size)
  }

  /// So many bytes from a place; fewer at the end of the file.
  func read(at offset: Int, count: Int) throws(TableError) -> [UInt8] {
    var hasFailed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let start = buffer.baseAddress?.advanced(by: filled)
        let length = pread(descriptor, start, count - filled, off_t(offset + filled))
        if length < 0, errno == EINTR { continue }
        hasFailed = length < 0
        if length <= 0 { break }
        filled += length
      }
    }
    if hasFailed { throw refusal(.unreadable) }
    return bytes
  }

  /// Puts bytes at a place, over what stands there.
  func write(_ bytes: [UInt8], at offset: Int) throws(TableError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(
          descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written,
          off_t(offset + written))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw refusal(.unwritable) }
      written += count
    }
  }

  private func refusal(_ code: TableError.Code) -> TableError {
    TableError(
      code, at: TablePlace(file: name),
      found: "cannot be \(code == .unreadable ? "read" : "written"): "
        + String(cString: strerror(errno)), expected: "")
  }
}
