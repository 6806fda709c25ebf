// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

@testable import GyroCatalogs

@Suite struct SourceFetcherTests {
  static let content = "id,period\n1,2.5\n"
  static let digest = SHA256Digest(of: Array(content.utf8)).hexadecimal

  /// A library of one catalog, `smith-2020`, with one file.
  static func library(in folder: String) throws -> CatalogLibrary {
    try Fixture.write("[]", to: folder + "/Catalogs/clusters.json")
    try Fixture.write("[]", to: folder + "/Catalogs/age-scales.json")
    try Fixture.write(
      """
      {"key": "smith-2020", "title": "", "bibcode": "", "address": "", "licence": "", "about": "",
       "isRedistributed": false, "bibtex": "", "tables": [],
       "files": [{"name": "t.csv", "sha256": "\(digest)", "address": "https://example.org/t.csv",
                  "mirrorFolders": ["smith"]}]}
      """, to: folder + "/Catalogs/smith-2020/manifest.json")
    return try CatalogLibrary(folder: folder + "/Catalogs")
  }

  static func locate(
    in folder: String, mirrors: [String] = [], transport: SourceFetcher.Transport? = nil
  ) throws -> (path: String, origin: SourceFetcher.Origin) {
    let library = try library(in: folder)
    let manifest = try library.manifest("smith-2020")
    let fetcher = SourceFetcher(
      library: library, mirrors: mirrors, cache: folder + "/cache", transport: transport)
    return try fetcher.locate(#require(manifest.files.first), of: manifest)
  }

  @Test(arguments: ["mirror/t.csv", "mirror/smith-2020/t.csv", "mirror/smith/t.csv"])
  func aMirrorHoldsTheFileDirectlyOrInAFolder(place: String) throws {
    try Fixture.withFolder { folder in
      try Fixture.write(Self.content, to: "\(folder)/\(place)")
      let found = try Self.locate(in: folder, mirrors: [folder + "/mirror"])
      #expect(found.origin == .mirror)
      #expect(found.path == "\(folder)/\(place)")
    }
  }

  @Test func whatIsFetchedIsVerifiedAndKept() throws {
    try Fixture.withFolder { folder in
      let fetched = try Self.locate(in: folder) { address, path throws(CatalogError) in
        #expect(address == "https://example.org/t.csv")
        try? Self.content.write(toFile: path, atomically: false, encoding: .utf8)
      }
      #expect(fetched.origin == .fetched)
      #expect(try Self.locate(in: folder).origin == .cache)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/cache/smith-2020")
      #expect(names == ["t.csv"])
    }
  }

  @Test func aWrongDigestNamesBothAndLeavesTheOldFile() throws {
    try Fixture.withFolder { folder in
      let kept = folder + "/cache/smith-2020/t.csv"
      try Fixture.write("old", to: kept)
      let error = Fixture.error {
        _ = try Self.locate(in: folder) { _, path throws(CatalogError) in
          try? "tampered".write(toFile: path, atomically: false, encoding: .utf8)
        }
      }
      #expect(error?.code == .wrongChecksum)
      #expect(error?.problem.contains(Self.digest) == true)
      #expect(
        error?.problem.contains(SHA256Digest(of: Array("tampered".utf8)).hexadecimal) == true)
      #expect(try String(contentsOfFile: kept, encoding: .utf8) == "old")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/cache/smith-2020")
      #expect(names == ["t.csv"])
    }
  }

  @Test func aMirrorWithAnotherFileIsAnError() throws {
    try Fixture.withFolder { folder in
      try Fixture.write("other", to: folder + "/mirror/t.csv")
      let error = Fixture.error {
        _ = try Self.locate(in: folder, mirrors: [folder + "/mirror"])
      }
      #expect(error?.code == .wrongChecksum)
    }
  }

  @Test func offlineAnAbsentFileIsSaidToBeUnavailable() throws {
    try Fixture.withFolder { folder in
      let error = Fixture.error { _ = try Self.locate(in: folder) }
      #expect(error?.code == .unavailable)
      #expect(error?.hint?.contains("gyro catalog fetch smith-2020") == true)
    }
  }

  @Test func membersComeOutOfAnArchiveVerified() throws {
    try Fixture.withFolder { folder in
      try Fixture.write(Self.content, to: folder + "/pack/data/t.csv")
      try runProgram(
        ["tar", "-czf", folder + "/pack.tar.gz", "-C", folder, "pack"], at: "test")
      let digest = try SHA256Digest(ofFileAt: folder + "/pack.tar.gz").hexadecimal
      _ = try Self.library(in: folder)
      func manifest(_ key: String, _ files: String) -> String {
        """
        {"key": "\(key)", "title": "", "bibcode": "", "address": "", "licence": "", "about": "",
         "isRedistributed": false, "bibtex": "", "tables": [], "files": [\(files)]}
        """
      }
      try Fixture.write(
        manifest("pack-1", "{\"name\": \"pack.tar.gz\", \"sha256\": \"\(digest)\"}"),
        to: folder + "/Catalogs/pack-1/manifest.json")
      try Fixture.write(
        manifest(
          "smith-2020",
          """
          {"name": "t.csv", "sha256": "\(Self.digest)", "archive": "pack-1",
           "member": "pack/data/t.csv"}
          """), to: folder + "/Catalogs/smith-2020/manifest.json")
      let library = try CatalogLibrary(folder: folder + "/Catalogs")
      let fetcher = SourceFetcher(library: library, mirrors: [folder], cache: folder + "/cache")
      let smith = try library.manifest("smith-2020")
      let path = try fetcher.locate(#require(smith.files.first), of: smith).path
      #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.content)
    }
  }
}
