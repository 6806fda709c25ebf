// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

@testable import GyroCatalogs

@Suite struct SourceFetcherTests {
  static let content = "id,period\n1,2.5\n"
  static let digest = SHA256Digest(of: Array(content.utf8)).hexadecimal

  /// A library of one catalog, `smith-2020`, with one file.
  static func library(in folder: String, byteCount: Int? = nil) throws -> CatalogLibrary {
    let size = byteCount.map { "\"byteCount\": \($0), " } ?? ""
    return try Fixture.library(
      in: folder,
      [
        "smith-2020": Fixture.manifest(
          "smith-2020",
          files: """
            {"name": "t.csv", "sha256": "\(digest)", "address": "https://example.org/t.csv",
             \(size)"mirrorFolders": ["smith"]}
            """)
      ])
  }

  static func locate(
    in folder: String, byteCount: Int? = nil, mirrors: [String] = [],
    transport: SourceFetcher.Transport? = nil
  ) throws -> (path: String, origin: SourceFetcher.Origin) {
    let library = try library(in: folder, byteCount: byteCount)
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

  @Test func aFileCanLieBesideItsManifest() throws {
    try Fixture.withFolder { folder in
      let beside = folder + "/Catalogs/smith-2020/t.csv"
      try Fixture.write(Self.content, to: beside)
      let found = try Self.locate(in: folder)
      #expect((found.origin, found.path) == (.library, beside))
      try Fixture.write("tampered", to: beside)
      let error = Fixture.error { _ = try Self.locate(in: folder) }
      #expect(error?.code == .wrongChecksum && error?.place == beside)
    }
  }

  @Test func whatIsFetchedIsVerifiedAndKept() throws {
    try Fixture.withFolder { folder in
      let fetched = try Self.locate(in: folder) { download throws(CatalogError) in
        #expect(download.address.description == "https://example.org/t.csv")
        #expect(download.byteLimit == SourceFile.defaultByteLimit)
        try? Self.content.write(toFile: download.path, atomically: false, encoding: .utf8)
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
        _ = try Self.locate(in: folder) { download throws(CatalogError) in
          try? "tampered".write(toFile: download.path, atomically: false, encoding: .utf8)
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

  @Test(arguments: [17, 15, 0])
  func aFileOfAnotherSizeIsNotTaken(byteCount: Int) throws {
    try Fixture.withFolder { folder in
      let error = Fixture.error {
        _ = try Self.locate(in: folder, byteCount: byteCount) { download throws(CatalogError) in
          #expect(download.byteLimit == byteCount)
          try? Self.content.write(toFile: download.path, atomically: false, encoding: .utf8)
        }
      }
      #expect(error?.problem == "has 16 bytes, expected \(byteCount)")
      #expect(Fixture.tree(folder + "/cache") == ["smith-2020"])
    }
  }

  @Test func whatIsNoRegularFileIsNoSource() throws {
    try Fixture.withFolder { folder in
      try Fixture.write("", to: folder + "/mirror/other")
      #expect(mkfifo(folder + "/mirror/t.csv", 0o600) == 0)
      let error = Fixture.error {
        _ = try Self.locate(in: folder, mirrors: [folder + "/mirror"])
      }
      #expect(error?.problem == "is not a regular file")
    }
  }

  /// Two catalogs: `pack-1` with an archive, and `smith-2020` that takes a file out of it.
  static func unpacking(
    in folder: String, digest: String = digest, member: String = "pack/data/t.csv",
    extra: String = "", _ build: (inout TarBuilder) -> Void
  ) throws -> (path: String, origin: SourceFetcher.Origin) {
    var tar = TarBuilder()
    build(&tar)
    try tar.write(to: folder + "/mirror/pack.tar.gz", isPacked: true)
    let archive = try SHA256Digest(ofFileAt: folder + "/mirror/pack.tar.gz").hexadecimal
    let library = try Fixture.library(
      in: folder,
      [
        "pack-1": Fixture.manifest(
          "pack-1", files: "{\"name\": \"pack.tar.gz\", \"sha256\": \"\(archive)\"}"),
        "smith-2020": Fixture.manifest(
          "smith-2020",
          files: """
            {"name": "t.csv", "sha256": "\(digest)", "archive": "pack-1", "member": "\(member)"}
            \(extra)
            """),
      ])
    let fetcher = SourceFetcher(
      library: library, mirrors: [folder + "/mirror"], cache: folder + "/cache")
    let smith = try library.manifest("smith-2020")
    return try fetcher.locate(#require(smith.files.first), of: smith)
  }

  @Test func membersComeOutOfAnArchiveVerified() throws {
    try Fixture.withFolder { folder in
      let found = try Self.unpacking(in: folder) {
        $0.header("pack/data", type: "5")
        $0.file("pack/data/other.csv", "other")
        $0.file("pack/data/t.csv", Self.content)
      }
      #expect(found.origin == .fetched)
      #expect(try String(contentsOfFile: found.path, encoding: .utf8) == Self.content)
      #expect(Fixture.tree(folder + "/cache") == ["smith-2020", "smith-2020/t.csv"])
    }
  }

  @Test func aMemberWithAnotherDigestDoesNotAppear() throws {
    try Fixture.withFolder { folder in
      let error = Fixture.error {
        _ = try Self.unpacking(in: folder) { $0.file("pack/data/t.csv", "tampered") }
      }
      #expect(error?.code == .wrongChecksum)
      #expect(error?.place == folder + "/cache/smith-2020/t.csv")
      #expect(Fixture.tree(folder + "/cache") == ["smith-2020"])
    }
  }

  @Test func aMemberThatIsNotThereIsNamed() throws {
    try Fixture.withFolder { folder in
      let error = Fixture.error {
        _ = try Self.unpacking(in: folder) { $0.file("pack/data/u.csv", Self.content) }
      }
      #expect(
        error?.problem
          == "does not hold \"pack/data/t.csv\", from which smith-2020 takes t.csv")
    }
  }

  @Test func aMemberThatIsThereTwiceIsRefused() throws {
    try Fixture.withFolder { folder in
      let error = Fixture.error {
        _ = try Self.unpacking(in: folder) {
          $0.file("pack/data/t.csv", Self.content)
          $0.file("./pack/data/t.csv", "tampered")
        }
      }
      #expect(error?.problem == "holds \"pack/data/t.csv\" twice")
      #expect(Fixture.tree(folder + "/cache") == [])
    }
  }

  /// Nothing appears out of an archive that holds anything else than files and folders, wherever it stands.
  @Test(arguments: ["1", "2", "3", "4", "6"], [true, false])
  func linksAndDevicesInAnArchiveAreRefused(type: String, isFirst: Bool) throws {
    try Fixture.withFolder { folder in
      let error = Fixture.error {
        _ = try Self.unpacking(in: folder) {
          if isFirst { $0.header("pack/data/t.csv", type: type, link: "/etc/passwd") }
          $0.file("pack/data/t.csv", Self.content)
          if !isFirst { $0.header("pack/odd", type: type, link: "/etc/passwd") }
        }
      }
      #expect(error?.hint == "Only files and folders are unpacked")
      #expect(Fixture.tree(folder + "/cache") == [])
    }
  }

  @Test func aWrongMemberOfAnotherFileStopsNoOther() throws {
    try Fixture.withFolder { folder in
      let found = try Self.unpacking(
        in: folder,
        extra: """
          , {"name": "u.csv", "sha256": "\(Self.digest)", "archive": "pack-1", "member": "pack/u"}
          , {"name": "v.csv", "sha256": "\(Self.digest)", "archive": "pack-1", "member": "pack/v"}
          """
      ) {
        $0.file("pack/u", "tampered")
        $0.file("pack/data/t.csv", Self.content)
      }
      #expect(found.origin == .fetched)
      #expect(Fixture.tree(folder + "/cache") == ["smith-2020", "smith-2020/t.csv"])
    }
  }

  @Test func anArchiveIsNotUnpackedBeforeItsDigestIsRight() throws {
    try Fixture.withFolder { folder in
      let library = try Fixture.library(
        in: folder,
        [
          "pack-1": Fixture.manifest(
            "pack-1",
            files: """
              {"name": "pack.tar.gz", "sha256": "\(Self.digest)", "address": "pypi:pack==1"}
              """),
          "smith-2020": Fixture.manifest(
            "smith-2020",
            files: """
              {"name": "t.csv", "sha256": "\(Self.digest)", "archive": "pack-1", "member": "a"}
              """),
        ])
      let fetcher = SourceFetcher(library: library, mirrors: [], cache: folder + "/cache") {
        download throws(CatalogError) in
        var tar = TarBuilder()
        tar.file("a", Self.content)
        try? Data(tar.bytes).write(to: URL(filePath: download.path))
      }
      let smith = try library.manifest("smith-2020")
      let error = Fixture.error { _ = try fetcher.locate(smith.files[0], of: smith) }
      #expect(error?.code == .wrongChecksum)
      #expect(error?.place == folder + "/cache/pack-1/pack.tar.gz")
      #expect(Fixture.tree(folder + "/cache") == ["pack-1"])
    }
  }
}
