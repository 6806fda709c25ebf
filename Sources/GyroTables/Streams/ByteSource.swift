// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a table, from a file, standard input or memory; gzip is unpacked on the way.

internal import GyroFiles
internal import GyroPlatform

/// A stream of bytes that can be looked at before it is read.
final class ByteSource {
  /// What to call the file in messages.
  let name: String
  private var file: PackedFile?
  /// Size on disk, packed or not; nil for a stream.
  private var byteCount: Int?
  /// The path of a file that is neither compressed nor a stream.
  private var plainPath: String?
  /// The path of a file that can be opened again.
  private var regularPath: String?
  /// Bytes looked at but not yet read.
  private var ahead: ArraySlice<UInt8>

  /// Opens a file, or standard input for `-`; messages call it by its path unless another name is given.
  init(path: String, name: String? = nil) throws(TableError) {
    self.name = name ?? (path == "-" ? "<standard input>" : path)
    ahead = []
    let descriptor =
      path == "-" ? dup(0) : EmbeddedCatalogs.open(path) ?? open(path, O_RDONLY)
    var status = stat()
    if descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw TableError(
        .unreadable, at: TablePlace(file: self.name), found: "a folder", expected: "a file",
        hint: "Name a file in it. Parquet files of one table are dated in Python, with pip install "
          + "\"gyrochrone[survey]\": from gyrochrone import survey; survey.run(\"FOLDER\", \"AGES\")"
      )
    }
    guard descriptor >= 0 else {
      throw TableError(
        .unreadable, at: TablePlace(file: self.name),
        found: "cannot be read: " + String(cString: strerror(errno)), expected: "",
        hint: "Check the path and its permissions")
    }
    let file = try PackedFile(descriptor, name: self.name)
    self.file = file
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    if isRegular { byteCount = Int(status.st_size) }
    if path != "-", isRegular {
      regularPath = path
      if !file.isPacked { plainPath = path }
    }
  }

  /// Reads from memory; the bytes are taken as they are.
  init(bytes: [UInt8], name: String) {
    self.name = name
    ahead = bytes[...]
  }

  /// About which part of a regular file has been read, 0 to 1.
  var fractionRead: Double? {
    guard let file, let byteCount, byteCount > 0 else { return nil }
    return min(1, Double(file.byteCount) / Double(byteCount))
  }

  /// The next bytes without consuming them: so many, or fewer at the end of the file.
  func peek(_ count: Int) throws(TableError) -> [UInt8] {
    while ahead.count < count {
      let piece = try readFile(count - ahead.count)
      if piece.isEmpty { break }
      ahead = ArraySlice(Array(ahead) + piece)
    }
    return Array(ahead.prefix(count))
  }

  /// Passes over bytes that have been looked at.
  func skip(_ count: Int) { ahead = ahead.dropFirst(count) }

  /// Appends at most so many bytes; returns false at the end of the file.
  func read(_ count: Int, into buffer: inout [UInt8]) throws(TableError) -> Bool {
    if !ahead.isEmpty {
      buffer.append(contentsOf: ahead.prefix(count))
      ahead = ahead.dropFirst(count)
      return true
    }
    let piece = try readFile(count)
    buffer.append(contentsOf: piece)
    return !piece.isEmpty
  }

  /// Two sources of the same bytes, from the beginning; streams are first spooled to disk.
  ///
  /// Nothing may have been read from this one, and nothing may be read from it afterwards.
  func twice() throws(TableError) -> (ByteSource, ByteSource) {
    if let path = regularPath {
      return (try ByteSource(path: path), try ByteSource(path: path))
    }
    guard file != nil else {
      let bytes = Array(ahead)
      return (ByteSource(bytes: bytes, name: name), ByteSource(bytes: bytes, name: name))
    }
    let scratch = try spooled()
    defer { withExtendedLifetime(scratch) {} }
    return (
      try ByteSource(path: scratch.path, name: name), try ByteSource(path: scratch.path, name: name)
    )
  }

  /// The same bytes from the beginning, at any place; streams and packed files are first spooled to disk.
  func openFITS() throws(TableError) -> FITSFile {
    try FITSFile.checkBeginning(peek(FITSCard.size), name: name)
    if let plainPath { return try FITSFile(path: plainPath, name: name) }
    guard file != nil else { return FITSFile(bytes: Array(ahead), name: name) }
    return FITSFile(try spooled(), name: name)
  }

  /// A packed file unpacks to this much, or to ``unpackedRatio`` times its size, whichever is more.
  private static let unpackedByteLimit = 256 << 20
  private static let unpackedRatio = 100

  private func spooled() throws(TableError) -> ScratchFile {
    let scratch = try ScratchFile(for: name)
    let room = scratch.halfOfFreeSpace
    var piece: [UInt8] = []
    while try read(1 << 20, into: &piece) {
      let size = scratch.byteCount + piece.count
      let packed = file?.byteCount ?? size
      guard size <= max(Self.unpackedByteLimit, Self.unpackedRatio * packed) else {
        throw TableError(
          .tooLarge, at: TablePlace(file: name),
          found: "\(packed) packed bytes that unpack to more than \(size)",
          expected:
            "at most \(Self.unpackedByteLimit) bytes, or \(Self.unpackedRatio) times as many",
          hint: "If the file can be trusted, unpack it with gunzip")
      }
      guard size <= room else {
        throw TableError(
          .tooLarge, at: TablePlace(file: name),
          found: "more than \(room) bytes, which is half of what is free for temporary files",
          expected: "room for the unpacked table",
          hint: "Set TMPDIR to a folder with room, or give an unpacked file by its name")
      }
      try scratch.append(piece)
      piece.removeAll(keepingCapacity: true)
    }
    return scratch
  }

  private func readFile(_ count: Int) throws(TableError) -> [UInt8] {
    try file?.read(count) ?? []
  }
}
