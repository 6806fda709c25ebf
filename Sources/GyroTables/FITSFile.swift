// SPDX-License-Identifier: GPL-3.0-or-later
// A FITS file held open by CFITSIO: opening, closing and the words for its status codes.

internal import CFITSIO
internal import Foundation

/// Owns one CFITSIO handle.
final class FITSFile {
  /// What to call the file in messages.
  let name: String
  let pointer: UnsafeMutablePointer<fitsfile>
  /// Bytes there really are.
  let byteCount: Int64
  private var memory: MemoryFile?
  /// A second way into a file on disk, past CFITSIO.
  private var raw: FileHandle?

  /// Opens a file for reading; the name is never taken for CFITSIO's extended syntax or an address.
  init(path: String, name: String) throws(TableError) {
    self.name = name
    var status: Int32 = 0
    var pointer: UnsafeMutablePointer<fitsfile>?
    ffdkopn(&pointer, path, READONLY, &status)
    guard status == 0, let pointer else { throw Self.error(status, TablePlace(file: name)) }
    self.pointer = pointer
    raw = FileHandle(forReadingAtPath: path)
    byteCount = Int64((try? raw?.seekToEnd()) ?? 0)
  }

  /// Opens bytes for reading.
  init(bytes: [UInt8], name: String) throws(TableError) {
    self.name = name
    byteCount = Int64(bytes.count)
    let memory = MemoryFile(bytes)
    self.memory = memory
    var status: Int32 = 0
    var pointer: UnsafeMutablePointer<fitsfile>?
    ffomem(&pointer, "memory", READONLY, memory.address, memory.size, 0, nil, &status)
    guard status == 0, let pointer else { throw Self.error(status, TablePlace(file: name)) }
    self.pointer = pointer
  }

  /// Creates a file for writing at a path where none stands.
  init(creating path: String, name: String) throws(TableError) {
    self.name = name
    byteCount = 0
    var status: Int32 = 0
    var pointer: UnsafeMutablePointer<fitsfile>?
    ffdkinit(&pointer, path, &status)
    guard status == 0, let pointer else {
      throw Self.error(status, TablePlace(file: name), code: .unwritable)
    }
    self.pointer = pointer
  }

  /// Bytes of the file as they are; fewer at its end.
  func bytes(at offset: Int64, count: Int) -> [UInt8] {
    guard offset >= 0, offset < byteCount else { return [] }
    if let memory {
      return memory.bytes(at: Int(offset), count: min(count, Int(byteCount - offset)))
    }
    guard let raw, (try? raw.seek(toOffset: UInt64(offset))) != nil,
      let data = try? raw.read(upToCount: count)
    else { return [] }
    return [UInt8](data)
  }

  deinit {
    var status: Int32 = 0
    if !isClosed { ffclos(pointer, &status) }
  }

  private var isClosed = false

  /// Closes a file that was written, and says whether all of it reached the disk.
  func close() throws(TableError) {
    var status: Int32 = 0
    isClosed = true
    ffclos(pointer, &status)
    guard status == 0 else { throw Self.error(status, TablePlace(file: name), code: .unwritable) }
  }

  /// Calls CFITSIO and turns a bad status into an error.
  func check(
    _ place: @autoclosure () -> TablePlace, code: TableError.Code = .malformedData,
    _ call: (UnsafeMutablePointer<fitsfile>, UnsafeMutablePointer<Int32>) -> Void
  ) throws(TableError) {
    var status: Int32 = 0
    call(pointer, &status)
    guard status == 0 else { throw Self.error(status, place(), code: code) }
  }

  static func error(
    _ status: Int32, _ place: TablePlace, code: TableError.Code = .unreadable
  ) -> TableError {
    let words = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(FLEN_STATUS) + 1) {
      text in
      text.initialize(repeating: 0)
      ffgerr(status, text.baseAddress)
      return text.baseAddress.map { String(cString: $0) } ?? ""
    }
    // The message stack of CFITSIO is shared by all files; what is left there would mislead others.
    ffcmsg()
    return TableError(
      status == END_OF_FILE ? .truncated : code, at: place,
      found: "CFITSIO status \(status) (\(words))", expected: "a sound FITS table")
  }
}

/// Bytes at an address that stays put for as long as CFITSIO reads them.
///
/// CFITSIO reads blocks of 2880 bytes, past the end of memory that is no whole number of them.
private final class MemoryFile {
  let address: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  let size: UnsafeMutablePointer<Int>
  private let bytes: UnsafeMutableRawPointer

  init(_ content: [UInt8]) {
    let byteCount = (content.count / 2880 + 1) * 2880
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
    bytes.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    self.bytes = bytes
    content.withUnsafeBytes { content in
      if let start = content.baseAddress { bytes.copyMemory(from: start, byteCount: content.count) }
    }
    address = .allocate(capacity: 1)
    address.initialize(to: bytes)
    size = .allocate(capacity: 1)
    size.initialize(to: byteCount)
  }

  func bytes(at offset: Int, count: Int) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: bytes + offset, count: count))
  }

  deinit {
    bytes.deallocate()
    address.deallocate()
    size.deallocate()
  }
}
