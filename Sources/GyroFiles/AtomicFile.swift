// SPDX-License-Identifier: GPL-3.0-or-later
// A file that appears whole or not at all: written under a temporary name, then renamed.

public import Foundation

/// A file being written, invisible under its final name until it is committed.
///
/// The temporary file lies in the folder of the final one, so that the rename stays on one file
/// system and is atomic. If the value goes away before ``commit()``, the temporary file is removed
/// and whatever stood at the final path is untouched. A symbolic link is followed, not replaced;
/// the permissions of the file that stood there are kept;
/// what is not a regular file (a folder, a device, a pipe) is refused, since a rename would
/// destroy it.
public struct AtomicFile: ~Copyable {
  /// Where the file will stand.
  public let path: String
  /// Where the bytes are until then; for writers that want a path rather than bytes.
  public let temporaryPath: String
  private let destination: String
  private let handle: FileHandle
  private let permissions: NSNumber?
  private var isCommitted = false

  /// Opens a temporary file beside the final path.
  public init(path: String) throws(FileError) {
    self.path = path
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let folder = target.deletingLastPathComponent()
    destination = target.path
    let temporary = folder.appendingPathComponent(
      ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).partial")
    temporaryPath = temporary.path
    let attributes = try? FileManager.default.attributesOfItem(atPath: target.path)
    switch attributes?[.type] as? FileAttributeType {
    case nil, .typeRegular: break
    case .typeDirectory:
      throw FileError(path: path, problem: "is a folder", hint: "Name a file inside it")
    default:
      throw FileError(
        path: path, problem: "is not a regular file", hint: "Standard output is written as -")
    }
    guard FileManager.default.createFile(atPath: temporaryPath, contents: nil),
      let handle = FileHandle(forWritingAtPath: temporaryPath)
    else {
      throw FileError(
        path: path, problem: "cannot be written: the folder \(folder.path) refuses a new file",
        hint: "Check that the folder exists, is writable and is not full")
    }
    self.handle = handle
    // Who may read the old file may read the new one, and nobody else.
    permissions = attributes?[.posixPermissions] as? NSNumber
    keepPermissions()
  }

  /// Appends bytes to the temporary file.
  public mutating func write(_ bytes: some DataProtocol) throws(FileError) {
    if let reason = writeAll(bytes, to: handle.fileDescriptor) {
      throw FileError(path: path, problem: "cannot be written: \(reason)")
    }
  }

  /// Closes the temporary file and gives it its final name.
  public mutating func commit() throws(FileError) {
    guard fsync(handle.fileDescriptor) == 0, (try? handle.close()) != nil else {
      throw FileError(
        path: path, problem: "cannot be written: \(String(cString: strerror(errno)))")
    }
    // Once more: some writers put a file of their own under the temporary name.
    keepPermissions()
    guard rename(temporaryPath, destination) == 0 else {
      throw FileError(
        path: path, problem: "cannot be put in place: \(String(cString: strerror(errno)))")
    }
    isCommitted = true
  }

  private func keepPermissions() {
    if let permissions { chmod(temporaryPath, mode_t(permissions.uint32Value)) }
  }

  deinit {
    guard !isCommitted else { return }
    try? handle.close()
    unlink(temporaryPath)
  }

  /// Writes a whole file at once.
  public static func write(_ bytes: some DataProtocol, to path: String) throws(FileError) {
    var file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.commit()
  }
}
