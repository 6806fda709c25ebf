// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing
import _TestSupport

@testable import GyroCatalogs

@Suite struct PackageIndexTests {
  static let content = "an archive"
  static let digest = SHA256Digest(of: Array(content.utf8)).hexadecimal

  /// Fetches `My.Pack` 1.2 from an index to a file, and gives its content.
  static func fetch(
    _ index: PackageIndex, in folder: String, byteLimit: Int = 1000
  ) throws -> String? {
    let path = folder + "/got"
    try Data().write(to: URL(filePath: path))
    let address = try #require(SourceAddress("pypi:My.Pack==1.2"))
    try index.fetch(
      SourceDownload(
        address: address, path: path, byteLimit: byteLimit, sha256: digest, progress: { _ in }),
      name: "My.Pack", version: "1.2")
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  /// Pages that list the archive among other files.
  static let pages = [
    """
    {"meta": {"api-version": "1.0"}, "name": "my-pack", "files": [
      {"filename": "my_pack-1.1.tar.gz", "url": "../../f/old.tar.gz", "hashes": {}},
      {"filename": "my_pack-1.2-py3-none-any.whl", "url": "/f/a.whl", "hashes": {}},
      {"filename": "my_pack-1.2.tar.gz", "url": "/f/a.tar.gz", "hashes": {"sha256": "DIGEST"}}]}
    """,
    """
    <!DOCTYPE html><html><body><h1>Links</h1>
    <a href="/f/old.tar.gz">my_pack-1.1.tar.gz</a><br/>
    <a href="/f/a.whl#sha256=00" data-requires-python="&gt;=3">my_pack-1.2-py3-none-any.whl</a>
    <a class="x" href="../../f/a.tar.gz#sha256=DIGEST" rel="internal">
      My.Pack-1.2.tar.gz</a></body></html>
    """,
    "<a href='/f/a.tar.gz'>my-pack-1.2.tar.gz</a>",
  ]

  @Test(arguments: pages)
  func theArchiveOfTheVersionIsFetched(page: String) throws {
    try Fixture.withFolder { folder in
      let page = page.replacing("DIGEST", with: Self.digest)
      let server = try LocalServer { path in
        switch path {
        case "/simple/my-pack/": .body(Data(page.utf8))
        case "/f/a.tar.gz": .body(Data(Self.content.utf8))
        default: .body(Data(), status: 404)
        }
      }
      let index = try PackageIndex.configured([
        "PIP_INDEX_URL": server.url("/simple").absoluteString
      ])
      #expect(try Self.fetch(index, in: folder) == Self.content)
      #expect(server.requestedPaths == ["/simple/my-pack/", "/f/a.tar.gz"])
      #expect(Fixture.tree(folder) == ["got"])
    }
  }

  @Test func anotherDigestInTheIndexStopsBeforeTheArchive() throws {
    try Fixture.withFolder { folder in
      let page = Self.pages[0].replacing("DIGEST", with: String(repeating: "a", count: 64))
      let server = try LocalServer { _ in .body(Data(page.utf8)) }
      let index = PackageIndex(index: server.url("/simple/"))
      let error = Fixture.error { _ = try Self.fetch(index, in: folder) }
      #expect(error?.code == .wrongChecksum)
      #expect(server.requestedPaths == ["/simple/my-pack/"])
    }
  }

  @Test(arguments: [
    "", "{}", "[]", "<a href=", "{\"files\": []}", "{\"files\": [{\"filename\": 1, \"url\": 2}]}",
    "<a href=\"/f/x.tar.gz\">my_pack-1.3.tar.gz</a>",
    "<a href=\"/f/x.tar.gz\">../my_pack-1.2.tar.gz</a>",
    "{\"files\": [{\"filename\": \"-my_pack-1.2.tar.gz\", \"url\": \"/f/x\"}]}",
  ])
  func aPageWithoutTheArchiveIsAnError(page: String) throws {
    try Fixture.withFolder { folder in
      let server = try LocalServer { _ in .body(Data(page.utf8)) }
      let error = Fixture.error {
        _ = try Self.fetch(PackageIndex(index: server.url("/simple")), in: folder)
      }
      #expect(error?.problem.contains("no source archive My.Pack-1.2.tar.gz") == true)
    }
  }

  /// A page that sends to another place than https or itself.
  @Test(arguments: [
    "http://127.0.0.1:1/a", "file:///etc/passwd", "ftp://127.0.0.1/a", "http://[::1]/a",
  ])
  func filesComeFromTheIndexOrOverHTTPS(address: String) throws {
    try Fixture.withFolder { folder in
      let page = "{\"files\": [{\"filename\": \"my_pack-1.2.tar.gz\", \"url\": \"\(address)\"}]}"
      let server = try LocalServer { _ in .body(Data(page.utf8)) }
      let error = Fixture.error {
        _ = try Self.fetch(PackageIndex(index: server.url("/simple")), in: folder)
      }
      #expect(error?.problem == "is not an https address")
    }
  }

  @Test func anArchiveIsTakenFromAFolder() throws {
    try Fixture.withFolder { folder in
      try Fixture.write("other", to: folder + "/links/my_pack-1.3.tar.gz")
      try Fixture.write(Self.content, to: folder + "/links/my_pack-1.2.tar.gz")
      let index = try PackageIndex.configured([
        "PIP_FIND_LINKS": "\(folder)/none \(folder)/links relative", "PIP_NO_INDEX": "1",
      ])
      #expect(index.index == nil)
      #expect(try Self.fetch(index, in: folder) == Self.content)
      #expect(Fixture.error { _ = try Self.fetch(index, in: folder, byteLimit: 5) } != nil)
    }
  }

  @Test func withoutAnIndexTheWayOutIsNamed() throws {
    try Fixture.withFolder { folder in
      let error = Fixture.error { _ = try Self.fetch(PackageIndex(), in: folder) }
      #expect(error?.problem == "no package index is known")
      #expect(error?.hint?.contains("PIP_INDEX_URL") == true)
    }
  }

  @Test(arguments: [
    "http://example.org/simple", "https://user:word@example.org/simple", "file:///simple", "simple",
  ])
  func anIndexIsAskedOverHTTPS(address: String) {
    let error = Fixture.error { _ = try PackageIndex.configured(["PIP_INDEX_URL": address]) }
    #expect(error?.place == "PIP_INDEX_URL")
    #expect(error.map { !$0.description.contains("word@") } == true)
  }

  @Test(arguments: [
    "  -i, --index-url <url>  Base URL of the index (default https://example.org/simple). This",
    "  -i, --index-url <url>\n    Base URL of the index (default\n   https://example.org/simple).",
  ])
  func theIndexOfPipIsReadFromItsHelp(text: String) {
    #expect(PipSettings.indexAddress(inHelp: text) == "https://example.org/simple")
    #expect(PipSettings.indexAddress(inHelp: "usage: pip") == nil)
  }
}
