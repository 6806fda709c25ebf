// SPDX-License-Identifier: GPL-3.0-or-later
// What a run reads and what it writes, so that no output replaces another or an input.

internal import GyroPlatform

/// The files of one run, each with the option that names it.
///
/// Files are compared by identity, whatever their paths look like. A command declares all of them and
/// asks before its work begins.
package struct FileRoles: Sendable {
  private enum Access { case read, kept, written }

  private struct Role {
    let option: String
    let path: String
    let access: Access
    let identity: FileIdentity

    var words: String { path == "-" ? option : "\(option) (\(path))" }
  }

  private var roles: [Role] = []
  private var outputs: [String] = [], outputFolders: [String] = []

  /// Begins with standard output, where every command may write.
  package init() {
    add(FileIdentity(descriptor: STDOUT_FILENO), "standard output", "-", .written)
  }

  /// Declares a file that is read; `-` is standard input, nil is none.
  package mutating func reads(_ path: String?, _ option: String) {
    guard let path else { return }
    add(
      path == "-" ? FileIdentity(descriptor: STDIN_FILENO) : FileIdentity(path: path), option, path,
      .read)
  }

  /// Declares a file that is written as a whole; `-` is standard output, nil is none.
  package mutating func writes(_ path: String?, _ option: String) {
    guard let path, path != "-" else { return }
    outputs.append(path)
    add(FileIdentity(path: path), option, path, .written)
  }

  /// Declares a folder that is written as a whole; nil is none.
  package mutating func writes(folder path: String?, _ option: String) {
    guard let path else { return }
    outputFolders.append(path)
    add(FileIdentity(path: path), option, path, .written)
  }

  /// Declares a file in which a run keeps what it will go on from.
  package mutating func keeps(_ path: String?, _ option: String) {
    guard let path else { return }
    add(FileIdentity(path: path), option, path, .kept)
  }

  private mutating func add(
    _ identity: FileIdentity?, _ option: String, _ path: String, _ access: Access
  ) {
    guard let identity else { return }
    // A terminal may be all three streams, and writing to a pipe takes nothing from it.
    if path == "-", access == .written, identity.kind != .regular { return }
    roles.append(Role(option: option, path: path, access: access, identity: identity))
  }

  /// Whether files are written, besides standard output.
  package var hasOutputFiles: Bool { !outputs.isEmpty || !outputFolders.isEmpty }

  /// Why two of the files cannot be what they are declared to be, and what to do; nil if all can.
  package var clash: String? {
    for (index, second) in roles.enumerated() {
      for first in roles[..<index] where first.identity == second.identity {
        let names = "\(first.words) and \(second.words)"
        if first.access != .read || second.access != .read {
          return "\(names) are the same file. Name different files."
        }
        if first.identity.kind == .stream {
          return "\(names) are the same pipe, whose bytes come once. Save them to a file first."
        }
      }
    }
    return nil
  }

  /// Keeps all outputs for this run.
  ///
  /// - Throws: ``FileError`` if one of them cannot be written, or another run is writing it.
  package func claim() throws(FileError) -> OutputClaims {
    for role in roles where role.access == .kept {
      guard [.missing, .regular].contains(role.identity.kind) else {
        throw FileError(
          path: role.path, problem: "is not a regular file, and \(role.option) is to stand there",
          hint: "Remove it, or name another output")
      }
    }
    return try OutputClaims(outputs, folders: outputFolders)
  }
}
