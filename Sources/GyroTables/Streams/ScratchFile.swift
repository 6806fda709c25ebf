// SPDX-License-Identifier: GPL-3.0-or-later
// A file of our own in the system's temporary folder, for formats that need to seek.

internal import GyroEssentials
internal import GyroPlatform

/// A temporary file that goes away with its owner, or with the process, however that ends.
///
/// On Linux it loses its name as soon as it is open, so that a killed run leaves nothing; it can still be
/// opened again through its descriptor. Elsewhere it keeps its name for as long as its owner lives.
final class ScratchFile {
  /// Where the file can be opened once more.
  let path: String
  let file: SeekableFile
  private(set) var byteCount = 0
  private let isNamed: Bool

  init(for name: String) throws(TableError) {
    var template = Array(
      FileManager.default.temporaryDirectory.appendingPathComponent("gyro-XXXXXX").path.utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw TableError(
        .unwritable, at: TablePlace(file: name), found: String(cString: strerror(errno)),
        expected: "room for a temporary file", hint: "Set TMPDIR to a folder with room")
    }
    file = SeekableFile(descriptor, name: name)
    let named = template.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let link = "/proc/self/fd/\(descriptor)"
    isNamed = access(link, R_OK | W_OK) != 0
    path = isNamed ? named : link
    if !isNamed { unlink(named) }
  }

  deinit { if isNamed { unlink(path) } }

  /// Half of the bytes that are free in the temporary folder now.
  var halfOfFreeSpace: Int {
    var status = statvfs()
    guard fstatvfs(file.descriptor, &status) == 0 else { return .max }
    let (free, overflow) = Int(clamping: status.f_bavail)
      .multipliedReportingOverflow(by: Int(clamping: status.f_frsize))
    return overflow ? .max : free / 2
  }

  /// Writes behind what is there.
  func append(_ bytes: [UInt8]) throws(TableError) {
    do { try file.write(bytes, at: byteCount) } catch {
      throw TableError(
        .unwritable, at: error.place, found: error.found, expected: "room for a temporary file",
        hint: "Set TMPDIR to a folder with room")
    }
    byteCount += bytes.count
  }
}
