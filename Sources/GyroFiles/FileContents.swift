// SPDX-License-Identifier: GPL-3.0-or-later
// Whole files in memory, of a size that is known to fit.

internal import GyroPlatform

/// The bytes of files that are read at once.
package enum FileContents {
  /// Reads a regular file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The largest size that is accepted, bytes.
  /// - Returns: The bytes; nil if there is no such file.
  /// - Throws: ``FileError`` if it is larger, cannot be read, or is a pipe, a device or a folder.
  package static func regular(_ path: String, limit: Int = 1 << 30) throws(FileError) -> [UInt8]? {
    // Also a link to nothing is nothing.
    guard EmbeddedCatalogs.hasFile(at: path) || access(path, F_OK) == 0 || errno != ENOENT else {
      return nil
    }
    let descriptor = try RegularFile.open(path, O_RDONLY)
    defer { close(descriptor) }
    return try read(descriptor, path: path, limit: limit)
  }

  /// Reads the first bytes of a regular file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - count: How many bytes; fewer where the file is shorter.
  /// - Returns: The bytes.
  /// - Throws: ``FileError`` if it cannot be read, or is a pipe, a device or a folder.
  package static func start(of path: String, count: Int) throws(FileError) -> [UInt8] {
    let descriptor = try RegularFile.open(path, O_RDONLY)
    defer { close(descriptor) }
    return try bytes(descriptor, path: path, count: count)
  }

  /// The next bytes of an open file, fewer at its end.
  static func bytes(
    _ descriptor: Int32, path: String, count: Int
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece = try piece(descriptor, path: path, count: min(1 << 20, count - bytes.count))
      guard !piece.isEmpty else { break }
      bytes += piece
    }
    return bytes
  }

  /// Reads a file or a stream to its end.
  ///
  /// - Parameters:
  ///   - path: The file, or `-` for standard input.
  ///   - limit: The largest size that is accepted, bytes.
  /// - Returns: The bytes.
  /// - Throws: ``FileError`` if there are more bytes, or it cannot be read.
  package static func stream(_ path: String, limit: Int = 1 << 30) throws(FileError) -> [UInt8] {
    let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw FileError(
        path: path, problem: "cannot be read: \(String(cString: strerror(errno)))",
        hint: "Check the path and its permissions")
    }
    defer { close(descriptor) }
    return try read(descriptor, path: path, limit: limit)
  }

  private static func read(
    _ descriptor: Int32, path: String, limit: Int
  ) throws(FileError) -> [UInt8] {
    var status = stat()
    var bytes: [UInt8] = []
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      bytes.reserveCapacity(min(Int(status.st_size), limit) + 1)
    }
    while true {
      let piece = try piece(descriptor, path: path, count: 1 << 20)
      guard !piece.isEmpty else { return bytes }
      guard bytes.count + piece.count <= limit else {
        throw FileError(
          path: path,
          problem: "has more than \(limit) bytes, which is more than such a file can have",
          hint: "Check that it is the file you mean")
      }
      bytes += piece
    }
  }

  /// The next bytes, none at the end.
  private static func piece(
    _ descriptor: Int32, path: String, count: Int
  ) throws(FileError) -> [UInt8] {
    while true {
      var found = 0
      let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        found = GyroPlatform.read(descriptor, buffer.baseAddress, count)
        initialized = max(found, 0)
      }
      if found < 0, errno == EINTR { continue }
      guard found >= 0 else {
        throw FileError(
          path: path, problem: "cannot be read: \(String(cString: strerror(errno)))",
          hint: "Check the path and its permissions")
      }
      return piece
    }
  }
}
