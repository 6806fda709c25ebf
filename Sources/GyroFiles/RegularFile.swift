// SPDX-License-Identifier: GPL-3.0-or-later
// Regular files, distinguished from pipes, devices and folders before anything waits for them.

internal import GyroPlatform

/// Opens files without waiting for other processes.
enum RegularFile {
  /// Opens a regular file; the descriptor is not inherited by other programs.
  static func open(_ path: String, _ flags: Int32) throws(FileError) -> Int32 {
    let access = flags & O_ACCMODE == O_RDONLY ? "reading" : "writing"
    // Without waiting: a pipe without a writer would block forever.
    let descriptor =
      EmbeddedCatalogs.open(path)
      ?? GyroPlatform.open(path, flags | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0o666)
    guard descriptor >= 0 else {
      throw FileError(
        path: path, problem: "cannot be opened for \(access): \(String(cString: strerror(errno)))",
        hint: flags & O_CREAT == 0
          ? "Check the path and its permissions" : "Check that the folder exists and is writable")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileError(
        path: path,
        problem: status.st_mode & S_IFMT == S_IFDIR ? "is a folder" : "is not a regular file",
        hint: "It would have to be read twice or replaced; name a file on disk")
    }
    return descriptor
  }
}
