// SPDX-License-Identifier: GPL-3.0-or-later
// Records that outlive the program: one after the other, each whole or not there.

internal import GyroPlatform

/// A file to which records are added as work goes on, so that an interrupted run need not begin again.
///
/// A record counts only with its length and its digest in front, so whatever a crash cuts off is
/// noticed and dropped. The file begins with a header that says what the records belong to; a file with
/// another header is refused. One program at a time may have it open.
package final class RecordLog {
  /// Where the file lies.
  package var path: String { file.path }
  /// How many records there were when the file was opened.
  package let storedCount: Int
  private let file: LockedFile
  private let frames: RecordFrames
  private let end: Int
  private var position: Int

  /// Opens a file, or begins one.
  ///
  /// - Parameters:
  ///   - path: Where it lies.
  ///   - header: What the records belong to: lines of the form `key: value`.
  /// - Throws: ``FileError`` if the file cannot be written, belongs to something else, or is in use.
  package init(path: String, header: String) throws(FileError) {
    let file = try LockedFile(path: path)
    self.file = file
    frames = RecordFrames(byteCount: file.byteCount) { file.bytes(from: $0, count: $1) }
    let start = RecordFrames.start(header)
    position = start.count
    guard try frames.begins(with: header, path: path) else {
      (end, storedCount) = (position, 0)
      try file.truncate(to: 0)
      try file.append(start)
      return
    }
    var (whole, count) = (position, 0)
    while let record = frames.record(at: whole) {
      whole = record.end
      count += 1
    }
    (end, storedCount) = (whole, count)
    try file.truncate(to: whole)
  }

  /// The records of a log that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What errors call it.
  ///   - header: What the records belong to.
  /// - Returns: The records up to the first that is not whole.
  /// - Throws: ``FileError`` if they belong to something else.
  package static func records(
    in bytes: [UInt8], name: String, header: String
  ) throws(FileError) -> [[UInt8]] {
    let frames = RecordFrames(bytes)
    var records: [[UInt8]] = []
    guard try frames.begins(with: header, path: name) else { return records }
    var position = RecordFrames.start(header).count
    while let record = frames.record(at: position) {
      records.append(record.bytes)
      position = record.end
    }
    return records
  }

  /// The next of the records that were there when the file was opened; nil after the last.
  package func next() -> [UInt8]? {
    guard position < end, let record = frames.record(at: position) else { return nil }
    position = record.end
    return record.bytes
  }

  /// Adds a record behind all others.
  package func append(_ record: [UInt8]) throws(FileError) {
    try file.append(RecordFrames.frame(record))
  }

  /// Removes the file, once no run will resume from it.
  package func remove() { file.remove() }
}

/// Records cut out of bytes: each with its length and digest in front, behind a header of the same form.
private struct RecordFrames {
  let byteCount: Int
  let read: (_ offset: Int, _ count: Int) -> [UInt8]

  private static let magic = Array("gyro record log 1\n".utf8)
  private static let headCount = 8 + 64

  init(byteCount: Int, read: @escaping (_ offset: Int, _ count: Int) -> [UInt8]) {
    (self.byteCount, self.read) = (byteCount, read)
  }

  init(_ bytes: [UInt8]) {
    self.init(byteCount: bytes.count) { Array(bytes[$0..<min($0 + $1, bytes.count)]) }
  }

  /// What stands before the first record.
  static func start(_ header: String) -> [UInt8] { magic + frame(Array(header.utf8)) }

  /// Length, digest and the bytes themselves.
  static func frame(_ bytes: [UInt8]) -> [UInt8] {
    var writer = BinaryWriter()
    writer.append(UInt64(bytes.count))
    writer.append(SHA256Digest(of: bytes).hexadecimal.utf8)
    writer.append(bytes)
    return writer.bytes
  }

  /// The record at an offset, and where it ends; nil unless it is whole.
  func record(at offset: Int) -> (bytes: [UInt8], end: Int)? {
    // A length counts only as far as there are bytes.
    let rest = byteCount - offset - Self.headCount
    guard rest >= 0 else { return nil }
    var head = BinaryReader(read(offset, Self.headCount))
    guard let length = head.integer(UInt64.self), length <= UInt64(rest),
      let digest = head.bytes(64)
    else { return nil }
    let bytes = read(offset + Self.headCount, Int(length))
    guard bytes.count == Int(length),
      SHA256Digest(of: bytes).hexadecimal.utf8.elementsEqual(digest)
    else { return nil }
    return (bytes, offset + Self.headCount + bytes.count)
  }

  /// Whether the header is there; false for one that a crash has cut off.
  func begins(with header: String, path: String) throws(FileError) -> Bool {
    let start = Self.start(header)
    let found = read(0, min(start.count, byteCount))
    if found == start { return true }
    if start.starts(with: found), found.count == byteCount { return false }
    throw refusal(path, header: header)
  }

  /// Says in what the file differs from what is wanted.
  private func refusal(_ path: String, header: String) -> FileError {
    var words = "is not a record of a run"
    if byteCount >= Self.magic.count, read(0, Self.magic.count) == Self.magic,
      let bytes = record(at: Self.magic.count)?.bytes
    {
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
