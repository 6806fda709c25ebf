// SPDX-License-Identifier: GPL-3.0-or-later
// Where a file will stand, links followed, or why no file can stand there.

internal import GyroEssentials
internal import GyroPlatform

/// The place of a file to be written, once it is known that a file may stand there.
struct OutputTarget {
  /// The path as the caller gave it.
  let path: String
  /// The folder, without links in its path.
  let folder: String
  /// The name in the folder.
  let name: String
  /// The permissions of the file that stands there; nil if none does.
  let permissions: mode_t?

  /// Where the file will stand.
  var destination: String { joinPath(folder, name) }
  /// The file that one writer has locked.
  var lockPath: String { joinPath(folder, ".\(name).lock") }
  /// Where the bytes are until the file is whole.
  ///
  /// The lock keeps a second writer from it; where the file system has no locks, the number of the process does.
  func temporaryPath(isLocked: Bool) -> String {
    let process = isLocked ? "" : ".\(getpid())"
    return joinPath(folder, ".\(name)\(process).partial")
  }

  /// Follows links, also one whose target is not there yet.
  ///
  /// - Parameters:
  ///   - path: Where it is to stand.
  ///   - isFolder: Whether it is a folder, which replaces nothing.
  /// - Throws: ``FileError`` if what stands there may not be replaced, or the folder around it is missing.
  init(path: String, isFolder: Bool = false) throws(FileError) {
    self.path = path
    guard !path.isEmpty else {
      throw FileError(path: "\"\"", problem: "is not the name of a file", hint: "Name a file")
    }
    var current = path
    var linkCount = 0
    while let target = linkTarget(current) {
      linkCount += 1
      guard linkCount <= maximumLinkCount else {
        throw FileError(
          path: path, problem: "is a loop of symbolic links", hint: "Remove it, or name a file")
      }
      current = joinPath(splitPath(current).folder, target)
    }
    let (folder, name) = splitPath(current)
    var status = stat()
    let exists = lstat(current, &status) == 0
    guard !exists || !isFolder else {
      throw FileError(
        path: path, problem: "is there already",
        hint: "Remove it, or name another; a folder is not replaced")
    }
    guard !exists || status.st_mode & S_IFMT != S_IFDIR else {
      throw FileError(path: path, problem: "is a folder", hint: "Name a file inside it")
    }
    guard !exists || status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(
        path: path, problem: "is not a regular file", hint: "Standard output is written as -")
    }
    guard let resolved = realpath(folder + "/.", nil) else {
      throw FileError(
        path: path,
        problem: "cannot be written: the folder \(folder) cannot be entered ("
          + "\(String(cString: strerror(errno))))",
        hint: "Check that the folder exists and is a folder")
    }
    defer { free(resolved) }
    guard !current.hasSuffix("/"), name != ".", name != ".." else {
      throw FileError(
        path: path, problem: "is the name of a folder", hint: "Name a file, without / at its end")
    }
    if exists {
      guard status.st_mode & 0o222 != 0, access(current, W_OK) == 0 else {
        throw FileError(
          path: path, problem: "is write-protected",
          hint: "Permit writing (chmod u+w) if it may be replaced, or name another file")
      }
    }
    permissions = exists ? status.st_mode & 0o7777 : nil
    (self.folder, self.name) = (String(cString: resolved), name)
  }
}
