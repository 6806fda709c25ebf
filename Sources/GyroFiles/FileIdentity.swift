// SPDX-License-Identifier: GPL-3.0-or-later
// Which file a path leads to, so that two spellings of one file are seen to be one.

internal import GyroPlatform

/// The file that a path leads to, whatever the spelling of the path.
///
/// A file that exists is known by its device and inode, which hard and symbolic links share. One that
/// does not exist yet is known by the folder that does, and by the names below it.
package struct FileIdentity: Hashable, Sendable {
  /// What stands at the path.
  package enum Kind: Sendable {
    /// Nothing yet.
    case missing
    /// A regular file.
    case regular
    /// A folder.
    case folder
    /// A pipe or a socket, whose bytes can be read once.
    case stream
    /// A device.
    case device
  }

  /// What stands there.
  package let kind: Kind
  private let device: UInt64
  private let inode: UInt64
  private let missingNames: [String]

  /// Follows a path; nil where it leads nowhere, such as around a loop of links.
  package init?(path: String) { self.init(path: path, linkCount: 0) }

  /// The file behind an open stream of this process; nil if it is closed.
  package init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self = FileIdentity(status)
  }

  private init?(path: String, linkCount: Int) {
    var status = stat()
    if stat(path, &status) == 0 {
      self = FileIdentity(status)
      return
    }
    let (folder, name) = splitPath(path)
    if let target = linkTarget(path) {
      guard linkCount < maximumLinkCount,
        let found = FileIdentity(path: joinPath(folder, target), linkCount: linkCount + 1)
      else { return nil }
      self = found
      return
    }
    guard !path.isEmpty, folder != path,
      let parent = FileIdentity(path: folder, linkCount: linkCount)
    else { return nil }
    let names = name == "." ? [] : [Self.ignoresCase(in: folder) ? name.lowercased() : name]
    self = FileIdentity(parent, missing: names)
  }

  private init(_ folder: FileIdentity, missing names: [String]) {
    (device, inode, kind) = (folder.device, folder.inode, .missing)
    missingNames = folder.missingNames + names
  }

  private init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
    missingNames = []
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFIFO, S_IFSOCK: .stream
      default: .device
      }
  }

  /// Whether names in a folder that differ in case only are one name.
  private static func ignoresCase(in folder: String) -> Bool {
    #if canImport(Darwin)
      pathconf(folder, _PC_CASE_SENSITIVE) == 0
    #else
      false
    #endif
  }

  /// Whether two paths lead to one file.
  package static func == (first: Self, second: Self) -> Bool {
    first.device == second.device && first.inode == second.inode
      && first.missingNames == second.missingNames
  }

  /// Feeds what equality looks at.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(device)
    hasher.combine(inode)
    hasher.combine(missingNames)
  }
}

/// How many links are followed before a path counts as a loop, as in Linux.
let maximumLinkCount = 40

/// What a symbolic link says; nil if there is none at the path.
func linkTarget(_ path: String) -> String? {
  var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
  let count = buffer.withUnsafeMutableBytes { bytes in
    guard let start = bytes.baseAddress else { return -1 }
    return readlink(path, start.assumingMemoryBound(to: CChar.self), bytes.count)
  }
  return count > 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
}

/// The folder of a path and the name in it.
func splitPath(_ path: String) -> (folder: String, name: String) {
  var trimmed = path[...]
  while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
  guard let slash = trimmed.lastIndex(of: "/") else { return (".", String(trimmed)) }
  let folder = trimmed[..<slash]
  return (folder.isEmpty ? "/" : String(folder), String(trimmed[trimmed.index(after: slash)...]))
}

/// A path that a link in a folder names.
func joinPath(_ folder: String, _ path: String) -> String {
  path.hasPrefix("/") ? path : folder == "/" ? "/" + path : folder + "/" + path
}
