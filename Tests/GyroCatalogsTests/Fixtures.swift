// SPDX-License-Identifier: GPL-3.0-or-later
// Folders and small tables for the tests of catalogs.

import Foundation
import GyroFiles
import Testing
import _TestSupport

@testable import GyroCatalogs

/// What the tests of this folder share.
enum Fixture {
  /// The folder `Catalogs` of the package.
  static let catalogs = PackageFolder.catalogs

  /// The library of the package.
  static func library() throws -> CatalogLibrary { try packageLibrary.get() }

  private static let packageLibrary = Result { try CatalogLibrary(folder: catalogs) }

  /// Runs a body with a folder that is gone afterwards.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gyro-catalogs-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// Writes text to a file, making its folder.
  static func write(_ text: String, to path: String) throws {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// A manifest in JSON with these files and tables, and nothing that matters besides.
  static func manifest(_ key: String, files: String, tables: String = "") -> String {
    """
    {"key": "\(key)", "title": "", "bibcode": "", "address": "", "license": "", "about": "",
     "isRedistributed": false, "bibtex": "", "files": [\(files)], "tables": [\(tables)]}
    """
  }

  /// Writes a folder of catalogs, a manifest for each key, and reads it.
  static func library(in folder: String, _ manifests: [String: String]) throws -> CatalogLibrary {
    try writeLibrary(in: folder, manifests)
    return try CatalogLibrary(folder: folder + "/Catalogs")
  }

  /// Writes a folder of catalogs without reading it.
  static func writeLibrary(in folder: String, _ manifests: [String: String]) throws {
    try write("[]", to: folder + "/Catalogs/clusters.json")
    try write("[]", to: folder + "/Catalogs/age-scales.json")
    for (key, manifest) in manifests {
      try write(manifest, to: folder + "/Catalogs/\(key)/manifest.json")
    }
  }

  /// Everything below a folder, as paths relative to it.
  static func tree(_ folder: String) -> [String] {
    (FileManager.default.subpaths(atPath: folder) ?? []).sorted()
  }

  /// A table description from JSON text.
  static func table(_ json: String) throws -> SourceTable {
    try JSONDecoder().decode(SourceTable.self, from: Data(json.utf8))
  }

  /// The records of a small table, read by a description in JSON.
  static func records(_ content: String, as name: String = "t.csv", _ json: String) throws
    -> [SourceRecord]
  {
    try withFolder { folder in
      try write(content, to: "\(folder)/\(name)")
      return try SourceReader(
        source: "test", table: table(json), clusters: library().clusters
      ).records(at: "\(folder)/\(name)")
    }
  }

  /// The error of a body that must throw one of ours.
  static func error(_ body: () throws -> Void) -> CatalogError? {
    do { try body() } catch { return error as? CatalogError }
    return nil
  }
}
