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
/// destroy it. What a killed run left beside the same target is removed: a temporary file is locked by
/// its writer, and the lock goes with the process.
public struct AtomicFile: ~Copyable {
  /// Where the file will stand.
  public let path: String
  /// Where the bytes are until then; for writers that want a path rather than bytes.
  public let temporaryPath: String
  private let destination: String
  private var handle: FileHandle
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
    Self.removeAbandoned(besides: target, in: folder)
    guard FileManager.default.createFile(atPath: temporaryPath, contents: nil),
      let handle = Self.locked(temporaryPath)
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

  /// Takes over a file that another writer put in the place of the temporary one.
  public mutating func takeOver() throws(FileError) {
    guard let handle = Self.locked(temporaryPath) else {
      throw FileError(path: path, problem: "cannot be written: \(String(cString: strerror(errno)))")
    }
    try? self.handle.close()
    self.handle = handle
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
    // Once more: a program that draws may have put a file of its own under the temporary name.
    keepPermissions()
    guard rename(temporaryPath, destination) == 0 else {
      throw FileError(
        path: path, problem: "cannot be put in place: \(String(cString: strerror(errno)))")
    }
    isCommitted = true
  }

  private static func locked(_ path: String) -> FileHandle? {
    let handle = FileHandle(forWritingAtPath: path)
    // Where the file system has no locks, what a killed run leaves is not removed.
    if let handle { flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) }
    return handle
  }

  /// Removes temporary files of the same target whose writers are gone.
  private static func removeAbandoned(besides target: URL, in folder: URL) {
    let (start, end) = (".\(target.lastPathComponent).", ".partial")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    where name.hasPrefix(start) && name.hasSuffix(end) {
      let process = name.dropFirst(start.count).dropLast(end.count)
      // One that lives may not have come to lock its file; on another machine the lock alone tells.
      guard let process = Int32(process), process > 0, kill(process, 0) != 0, errno == ESRCH else {
        continue
      }
      let path = folder.appendingPathComponent(name).path
      let descriptor = open(path, O_RDWR)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
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
