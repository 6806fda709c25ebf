// SPDX-License-Identifier: GPL-3.0-or-later
// Reference material that stands beside the package and is never part of it.

public import Foundation

/// The folder `shared` beside the package: reference values that tests read but never copy.
public enum SharedFolder {
  /// Why a test is skipped where the folder is absent.
  public static let absence: String =
    "the folder \"shared\" with the reference values does not stand beside the package"

  /// The folder, whether it is there or not.
  public static let url = PackageFolder.url.deletingLastPathComponent()
    .appending(path: "shared")

  /// Whether the folder is there.
  public static let isPresent = FileManager.default.fileExists(
    atPath: url.appending(path: "data/reference").path)

  /// A file in the folder.
  public static func file(_ path: String) -> URL { url.appending(path: path) }

  /// The rows of a plain CSV file of the folder, each a map from column name to text.
  public static func rows(_ path: String) throws -> [[String: String]] {
    let lines = try String(contentsOf: file(path), encoding: .utf8).split(separator: "\n")
    let names = lines.first?.split(separator: ",", omittingEmptySubsequences: false) ?? []
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return Dictionary(
        zip(names, cells).map { (String($0), String($1)) }, uniquingKeysWith: { first, _ in first })
    }
  }
}
