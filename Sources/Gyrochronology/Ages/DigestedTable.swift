// SPDX-License-Identifier: GPL-3.0-or-later
// A table with the digest of the bytes that were read.

package import GyroFiles
internal import GyroPlatform
public import GyroTables

/// A table that is read once, and named with the digest of what was read.
///
/// A file is digested, read, and then checked to be still the same. A pipe, which can be read but once, is
/// taken into memory.
public struct DigestedTable {
  /// The table, before its first row.
  package var reader: any TableReader
  /// The digest of the file or of what came through the pipe; nil for standard input.
  package let digest: SHA256Digest?
  private let path: String
  private let file: DigestedFile?

  /// What a pipe may bring, bytes.
  private static let pipeLimit = 1 << 30

  /// Opens a table of any format.
  ///
  /// - Parameters:
  ///   - path: A file, a pipe, or `-` for standard input; a table within a file follows in brackets.
  ///   - format: The format; nil recognizes it.
  ///   - options: What else the reader should know.
  /// - Throws: ``GyroTables/TableError`` if it cannot be read.
  package init(
    path: String, format: TableFormat? = nil, options: TableReadingOptions = TableReadingOptions()
  ) throws(TableError) {
    self.path = path
    if path == "-" {
      (file, digest) = (nil, nil)
      reader = try openTable(path: path, format: format, options: options)
    } else if Self.isStream(path) {
      let bytes: [UInt8]
      do throws(FileError) { bytes = try FileContents.stream(path, limit: Self.pipeLimit) } catch {
        throw Self.unreadable(error)
      }
      guard !bytes.starts(with: [0x1F, 0x8B]) else {
        throw TableError(
          .unsupported, at: TablePlace(file: path), found: "gzip data in a pipe",
          expected: "a file, or data that are not packed", hint: "Unpack them first, as zcat does")
      }
      (file, digest) = (nil, SHA256Digest(of: bytes))
      reader = try openTable(bytes: bytes, name: path, format: format, options: options)
    } else {
      let digested: DigestedFile
      do throws(FileError) { digested = try DigestedFile(path: TablePath(path).file) } catch {
        throw Self.unreadable(error)
      }
      (file, digest) = (digested, digested.digest)
      reader = try openTable(path: path, format: format, options: options)
    }
  }

  /// The path with the digest, as results name the table; to be asked for after its last row.
  ///
  /// - Throws: ``GyroTables/TableError`` if the file was changed while it was read.
  public func name() throws(TableError) -> String {
    try checkUnchanged()
    return digest.map { "\(path), sha256 \($0)" } ?? path
  }

  /// Checks, after the last row, that the rows are those that were digested.
  ///
  /// - Throws: ``GyroTables/TableError`` if the file was changed while it was read.
  public func checkUnchanged() throws(TableError) {
    do throws(FileError) { try file?.checkUnchanged() } catch { throw Self.unreadable(error) }
  }

  /// Whether a path is a pipe, a terminal or another device; a folder or nothing at all is found out by opening it.
  private static func isStream(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return [S_IFIFO, S_IFCHR, S_IFSOCK].contains(status.st_mode & S_IFMT)
  }

  private static func unreadable(_ error: FileError) -> TableError {
    TableError(
      .unreadable, at: TablePlace(file: error.path), found: error.problem,
      expected: "", hint: error.hint)
  }
}
