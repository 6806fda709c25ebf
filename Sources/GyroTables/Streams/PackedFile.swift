// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a file to its last byte, unpacking gzip; zlib's own reader says nothing of other bytes behind it.

internal import CZlib
internal import GyroPlatform

/// A file or stream that is plain or packed with gzip, in one member or several.
final class PackedFile {
  /// Whether the bytes are unpacked on the way.
  private(set) var isPacked = false
  /// Bytes that have been taken from the file, packed or not.
  private(set) var byteCount = 0

  private static let bufferSize = 256 * 1024
  private let descriptor: Int32
  private let name: String
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bufferSize)
  /// What of the buffer has not been used.
  private var pending = 0..<0
  private var stream = z_stream()
  private var isInMember = false
  private var isAtEnd = false

  /// Owns an open descriptor.
  init(_ descriptor: Int32, name: String) throws(TableError) {
    (self.descriptor, self.name) = (descriptor, name)
    // 15 bits of window, plus 16 for the gzip wrapper; fails only when memory is exhausted.
    let status = inflateInit2_(
      &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not start: status \(status)")
    while pending.count < 2, try fill() {}
    if beginsMember { (isPacked, isInMember) = (true, true) }
  }

  deinit {
    inflateEnd(&stream)
    close(descriptor)
    buffer.deallocate()
  }

  /// At most so many of the next bytes, at least one of them; none at the end of the file.
  func read(_ count: Int) throws(TableError) -> [UInt8] {
    guard !isPacked else { return try unpacked(count) }
    if pending.isEmpty { _ = try fill() }
    let taken = pending.prefix(count)
    pending = pending.dropFirst(count)
    return Array(buffer[taken])
  }

  private func unpacked(_ count: Int) throws(TableError) -> [UInt8] {
    var failure: TableError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { output, filled in
      do throws(TableError) { filled = try unpack(into: output) } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  private func unpack(into output: UnsafeMutableBufferPointer<UInt8>) throws(TableError) -> Int {
    (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
    while stream.avail_out > 0, !isAtEnd {
      if pending.isEmpty { _ = try fill() }
      guard isInMember else {
        try beginNextMember()
        continue
      }
      guard let base = buffer.baseAddress, !pending.isEmpty else {
        throw damage("unexpected end of file", .truncated)
      }
      (stream.next_in, stream.avail_in) = (base + pending.lowerBound, UInt32(pending.count))
      let status = inflate(&stream, Z_NO_FLUSH)
      pending = (pending.upperBound - Int(stream.avail_in))..<pending.upperBound
      switch status {
      case Z_OK: break
      case Z_STREAM_END: isInMember = false
      default:
        throw damage(stream.msg.map { String(cString: $0) } ?? "status \(status)", .unreadable)
      }
    }
    return output.count - Int(stream.avail_out)
  }

  /// Goes on behind a member: with another one, or to the end of the file, which may be padded with NUL.
  private func beginNextMember() throws(TableError) {
    while pending.count < 2, try fill() {}
    if beginsMember {
      inflateReset(&stream)
      isInMember = true
      return
    }
    repeat {
      guard buffer[pending].allSatisfy({ $0 == 0 }) else {
        throw damage("bytes behind the last member that are not gzip", .unreadable)
      }
      pending = 0..<0
    } while try fill()
    isAtEnd = true
  }

  private var beginsMember: Bool {
    pending.count >= 2 && buffer[pending.lowerBound] == 0x1F
      && buffer[pending.lowerBound + 1] == 0x8B
  }

  /// Puts more bytes of the file behind those that are pending; false at its end.
  private func fill() throws(TableError) -> Bool {
    if pending.lowerBound > 0 {
      for (target, index) in pending.enumerated() { buffer[target] = buffer[index] }
      pending = 0..<pending.count
    }
    var count = -1
    repeat {
      count = GyroPlatform.read(
        descriptor, buffer.baseAddress.map { $0 + pending.count },
        Self.bufferSize - pending.count)
    } while count < 0 && errno == EINTR
    guard count >= 0 else {
      throw TableError(
        .unreadable, at: TablePlace(file: name),
        found: "cannot be read to its end: " + String(cString: strerror(errno)), expected: "")
    }
    pending = 0..<(pending.count + count)
    byteCount += count
    return count > 0
  }

  private func damage(_ words: String, _ code: TableError.Code) -> TableError {
    TableError(
      code, at: TablePlace(file: name), found: "damaged gzip data (\(words))",
      expected: "a file that can be read to its end", hint: "Fetch it again")
  }
}
