// SPDX-License-Identifier: GPL-3.0-or-later
// Records that outlive the program: one after the other, each whole or not there.

internal import Foundation

/// A file to which records are added as work goes on, so that an interrupted run need not begin again.
///
/// A record counts only with its length and its digest in front, so whatever a crash cuts off is
/// noticed and dropped. The file begins with a header that says what the records belong to; a file with
/// another header is refused. One program at a time may have it open.
public final class RecordLog {
  /// Where the file lies.
  public let path: String
  /// How many records there were when the file was opened.
  public let storedCount: Int
  private let handle: FileHandle
  private let end: UInt64
  private var position: UInt64

  private static let magic = Array("gyro record log 1\n".utf8)
  private static let digestCount = 64

  /// Opens a file, or begins one.
  ///
  /// - Parameters:
  ///   - path: Where it lies.
  ///   - header: What the records belong to: lines of the form `key: value`.
  /// - Throws: ``FileError`` if the file cannot be written, belongs to something else, or is in use.
  public init(path: String, header: String) throws(FileError) {
    self.path = path
    let start = Self.magic + Self.frame(Array(header.utf8))
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    guard let handle = FileHandle(forUpdatingAtPath: path) else {
      throw FileError(
        path: path, problem: "cannot be opened for writing",
        hint: "Check that the folder exists and is writable")
    }
    self.handle = handle
    guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw FileError(path: path, problem: "is in use by another run", hint: "Wait for its end")
    }
    let found = Self.read(handle, count: start.count)
    // A crash may have cut off the header itself.
    if found != start, !start.starts(with: found) {
      throw Self.refusal(path, handle, header: header)
    }
    position = UInt64(start.count)
    guard found == start else {
      (end, storedCount) = (position, 0)
      try Self.check(
        path, Self.truncate(handle, to: 0) ?? writeAll(start, to: handle.fileDescriptor))
      return
    }
    var (whole, count) = (position, 0)
    while let record = Self.record(handle) {
      whole += UInt64(Self.frame([]).count + record.count)
      count += 1
    }
    (end, storedCount) = (whole, count)
    try Self.check(path, Self.truncate(handle, to: whole))
  }

  /// The next of the records that were there when the file was opened; nil after the last.
  public func next() -> [UInt8]? {
    guard position < end, (try? handle.seek(toOffset: position)) != nil,
      let record = Self.record(handle)
    else { return nil }
    position += UInt64(Self.frame([]).count + record.count)
    return record
  }

  /// Adds a record behind all others.
  public func append(_ record: [UInt8]) throws(FileError) {
    guard (try? handle.seekToEnd()) != nil else {
      throw FileError(path: path, problem: "cannot be written")
    }
    try Self.check(path, writeAll(Self.frame(record), to: handle.fileDescriptor))
  }

  /// Removes the file, once nobody will want to go on from it.
  public func remove() { unlink(path) }

  /// Length, digest and the bytes themselves.
  private static func frame(_ bytes: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Array($0) }
      + Array(SHA256Digest(of: bytes).hexadecimal.utf8) + bytes
  }

  private static func record(_ handle: FileHandle) -> [UInt8]? {
    let head = read(handle, count: 8 + digestCount)
    guard head.count == 8 + digestCount else { return nil }
    let length = head[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    // No record is larger than what memory holds; a damaged length is.
    guard length < 1 << 32 else { return nil }
    let bytes = read(handle, count: Int(length))
    guard bytes.count == Int(length),
      SHA256Digest(of: bytes).hexadecimal.utf8.elementsEqual(head[8...])
    else { return nil }
    return bytes
  }

  private static func read(_ handle: FileHandle, count: Int) -> [UInt8] {
    guard count > 0, let data = try? handle.read(upToCount: count) else { return [] }
    return [UInt8](data)
  }

  private static func truncate(_ handle: FileHandle, to size: UInt64) -> String? {
    do {
      try handle.truncate(atOffset: size)
      return nil
    } catch { return error.localizedDescription }
  }

  private static func check(_ path: String, _ reason: String?) throws(FileError) {
    if let reason { throw FileError(path: path, problem: "cannot be written: \(reason)") }
  }

  /// Says in what the file differs from what is wanted.
  private static func refusal(_ path: String, _ handle: FileHandle, header: String) -> FileError {
    try? handle.seek(toOffset: 0)
    var words = "is no record of a run"
    if read(handle, count: magic.count) == magic, let bytes = record(handle) {
      let there = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      let wanted = header.split(separator: "\n")
      if let line = there.first(where: { !wanted.contains($0) }) {
        let key = line.prefix { $0 != ":" }
        let now = wanted.first { $0.hasPrefix(key + ":") }.map {
          ", now \($0.dropFirst(key.count + 2))"
        }
        words = "belongs to another run: there \(line)\(now ?? "")"
      } else {
        words = "belongs to another run, which lacks some of what is asked for now"
      }
    }
    return FileError(
      path: path, problem: words,
      hint: "Go on with what it was made with, or delete it to begin again")
  }
}
