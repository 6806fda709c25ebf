// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of catalogs inside the program, under paths that every reader of files understands.

internal import CEmbeddedCatalogs

/// The files of the folder Catalogs that are compiled into the program.
///
/// Their paths begin with ``folder``, and are opened as other files are; no such file is on disk.
package enum EmbeddedCatalogs {
  /// The folder, in place of one on disk.
  package static let folder = "embedded:Catalogs"

  /// The files, by their path within the folder.
  package static let names: [String] = {
    var names: [String] = []
    while let name = gyro_embedded_catalog_name(names.count) { names.append(String(cString: name)) }
    return names
  }()

  /// Whether a path leads to an embedded file.
  package static func hasFile(at path: String) -> Bool { index(of: path) != nil }

  /// A descriptor to read an embedded file from, closed by the caller; nil where the path leads to none.
  ///
  /// As with the function of the system, it is negative, and `errno` set, where the file cannot be opened.
  package static func open(_ path: String) -> Int32? {
    index(of: path).map { gyro_embedded_catalog_open($0) }
  }

  private static func index(of path: String) -> Int? {
    guard path.hasPrefix(folder + "/") else { return nil }
    let name = path.dropFirst(folder.count + 1)
    return names.firstIndex { $0 == name }
  }
}
