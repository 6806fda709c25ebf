// SPDX-License-Identifier: GPL-3.0-or-later
// Where the package lies, for tests that read its own files.

public import Foundation

/// The package that the tests are part of.
public enum PackageFolder {
  /// The folder of the package.
  public static let url = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folder `Catalogs`.
  public static let catalogs = url.appending(path: "Catalogs").path

  /// The folder of a test target, where its goldens and snapshots lie: one level below `Tests`.
  ///
  /// - Parameter testFile: A file of the target, in any sub-folder.
  static func target(of testFile: String) -> URL {
    let file = URL(filePath: testFile)
    guard let tests = file.pathComponents.lastIndex(of: "Tests") else {
      return file.deletingLastPathComponent()
    }
    return file.pathComponents[...(tests + 1)].dropFirst().reduce(URL(filePath: "/")) {
      $0.appending(path: $1)
    }
  }
}
