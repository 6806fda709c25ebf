// SPDX-License-Identifier: GPL-3.0-or-later
// Whole files in memory, of a size that is known to fit.

internal import Foundation

/// The bytes of files that are read at once.
public enum FileContents {
  /// Reads a regular file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The largest size that is accepted, bytes.
  /// - Returns: The bytes; nil if there is no such file.
  /// - Throws: ``FileError`` if it is larger, cannot be read, or is a pipe, a device or a folder.
  public static func regular(_ path: String, limit: Int = 1 << 30) throws(FileError) -> [UInt8]? {
    // Also a link to nothing is nothing.
    guard access(path, F_OK) == 0 || errno != ENOENT else { return nil }
    let descriptor = try RegularFile.open(path, O_RDONLY)
    defer { close(descriptor) }
    return try read(descriptor, path: path, limit: limit)
  }

  /// Reads a file or a stream to its end.
  ///
  /// - Parameters:
  ///   - path: The file, or `-` for standard input.
  ///   - limit: The largest size that is accepted, bytes.
  /// - Returns: The bytes.
  /// - Throws: ``FileError`` if there are more bytes, or it cannot be read.
  public static func stream(_ path: String, limit: Int = 1 << 30) throws(FileError) -> [UInt8] {
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
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = piece.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw FileError(
          path: path, problem: "cannot be read: \(String(cString: strerror(errno)))",
          hint: "Check the path and its permissions")
      }
      guard count > 0 else { return bytes }
      guard bytes.count + count <= limit else {
        throw FileError(
          path: path,
          problem: "has more than \(limit) bytes, which is more than such a file can have",
          hint: "Check that it is the file you mean")
      }
      bytes += piece[..<count]
    }
  }
}
