// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import GyroNumerics
import Testing
import _TestSupport

@testable import GyroCatalogs

/// A manifest from a stranger can name a wrong file, and nothing worse.
@Suite struct HostileManifestTests {
  static let zeros = String(repeating: "0", count: 64)

  /// Texts that would be options, paths out of a folder, or more than one line.
  static let texts = [
    "", ".", "..", "/", "/etc/passwd", "../up", "../../../traversed.txt", "d/../../up", "d/..",
    "-", "-rf", "--checkpoint=1", "--checkpoint-action=exec=touch pwned", "--to-command=sh",
    ".hidden", "a\u{0}b", "a\nb", "a\tb", "a\u{1B}[2Jb", "a\u{7F}b", "a\u{85}b", "a\u{2028}b",
    "a\u{202E}b", "a\\b", "/\u{301}etc", "..\u{2F}up", String(repeating: "n", count: 2000),
  ]

  /// A text as JSON.
  static func json(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }

  /// What is wrong with the manifest of a file, as its reader says it.
  static func problem(key: String = "evil-2020", file: String) throws -> String? {
    try Fixture.withFolder { folder in
      try Fixture.write(Fixture.manifest(key, files: file), to: folder + "/manifest.json")
      return Fixture.error { _ = try CatalogManifest(path: folder + "/manifest.json") }?.problem
    }
  }

  static func refuses(_ problem: String?, _ place: String, _ text: String) {
    #expect(
      problem?.hasPrefix(place) == true, "\(TextRule.quoted(text)): \(problem ?? "was read")")
    #expect(problem?.unicodeScalars.allSatisfy { $0.value >= 32 } != false)
  }

  @Test(arguments: texts + ["a/b", "d/a.txt"])
  func namesOfFilesAreNames(text: String) throws {
    let file = "{\"name\": \(try Self.json(text)), \"sha256\": \"\(Self.zeros)\"}"
    Self.refuses(try Self.problem(file: file), "files[0].name", text)
  }

  @Test(arguments: texts.filter { $0 != ".hidden" })
  func membersLieBelowTheirArchive(text: String) throws {
    let file = """
      {"name": "x", "sha256": "\(Self.zeros)", "archive": "pack-1", "member": \(try Self.json(text))}
      """
    Self.refuses(try Self.problem(file: file), "files[0].member", text)
  }

  @Test(arguments: texts.filter { $0 != ".hidden" })
  func foldersOfMirrorsLieBelowTheMirror(text: String) throws {
    let file = """
      {"name": "x", "sha256": "\(Self.zeros)", "mirrorFolders": ["sound", \(try Self.json(text))]}
      """
    Self.refuses(try Self.problem(file: file), "files[0].mirrorFolders", text)
  }

  @Test(arguments: texts + ["a/b", "a b", "α"])
  func keysAreNamesOfFolders(text: String) throws {
    let file = """
      {"name": "x", "sha256": "\(Self.zeros)", "archive": \(try Self.json(text)), "member": "a"}
      """
    Self.refuses(try Self.problem(file: file), "files[0].archive", text)
    try Fixture.withFolder { folder in
      let manifest = Fixture.manifest("KEY", files: "")
        .replacing("\"KEY\"", with: try Self.json(text))
      try Fixture.write(manifest, to: folder + "/manifest.json")
      let error = Fixture.error { _ = try CatalogManifest(path: folder + "/manifest.json") }
      Self.refuses(error?.problem, "key", text)
    }
  }

  @Test(
    arguments: texts + [
      "http://example.org/x", "HTTPS:x", "https:", "https:///x", "https://", "file:///etc/passwd",
      "ftp://example.org/x", "https://user@example.org/x", "https://user:word@example.org/x",
      "https://example.org/a b", "https://exämple.org/", "data:text/plain,x", "pypi:", "pypi:a",
      "pypi:--version", "pypi:--index-url=x==1", "pypi:/path/to/pk", "pypi:./pk==1", "pypi:a==",
      "pypi:==1", "pypi:a==1 --pre", "pypi:a==1\n", "pypi:-a==1", "pypi:a-==1", "pypi:a>=1",
      "pypi:a===1", "pypi:a==1;x", "pypi:a @ https://example.org/a.tar.gz",
      "pypi:git+https://example.org/a==1", "pypi:a[b]==1", "pypi:a==../1", "pypi:a==*",
      "PYPI:a==1",
    ])
  func addressesAreOfTwoForms(text: String) throws {
    let file = """
      {"name": "x", "sha256": "\(Self.zeros)", "address": \(try Self.json(text))}
      """
    Self.refuses(try Self.problem(file: file), "files[0].address", text)
  }

  @Test(arguments: [
    "https://example.org/a%20b?c=d&e", "https://example.org:8443/x", "pypi:gyrointerp==0.7",
    "pypi:a==1!2.0rc1+local.1", "pypi:zope.interface==5.0", "pypi:a_b-c==1.0.post1",
  ])
  func soundAddressesAreTaken(text: String) throws {
    #expect(SourceAddress(text)?.description == text)
  }

  @Test(arguments: ["", "0", String(repeating: "g", count: 64), String(repeating: "0", count: 63)])
  func digestsAreDigests(text: String) throws {
    let problem = try Self.problem(file: "{\"name\": \"x\", \"sha256\": \"\(text)\"}")
    Self.refuses(problem, "files[0].sha256", text)
  }

  @Test(arguments: [
    ("\"byteCount\": -1", "files[0].byteCount"), ("\"byteCount\": 1e30", "files[0].byteCount"),
    ("\"byteCount\": 1.5", "files[0].byteCount"), ("\"archive\": \"pack-1\"", "files[0].member"),
    ("\"member\": \"a\"", "files[0].archive"), ("\"byteCount\": 20000000000", "files[0].byteCount"),
    ("\"archive\": \"p\", \"member\": \"a\", \"address\": \"pypi:a==1\"", "files[0].address"),
  ])
  func whatDoesNotFitTogetherIsNamed(keys: String, place: String) throws {
    let problem = try Self.problem(
      file: "{\"name\": \"x\", \"sha256\": \"\(Self.zeros)\", \(keys)}")
    Self.refuses(problem, place, keys)
  }

  @Test(arguments: [
    "\"rows\": -1", "\"rows\": 9223372036854775807", "\"rows\": 1e19", "\"rows\": 0.5",
    "\"rows\": 1, \"priority\": 9223372036854775807", "\"rows\": 1, \"format\": \"exe\"",
    "\"rows\": 1, \"cluster\": \"a\\u001b[2J\"", "\"rows\": 1, \"nulls\": [\"\\u0000\"]",
  ])
  func numbersAndTextsOfTablesAreChecked(keys: String) throws {
    try Fixture.withFolder { folder in
      let manifest = Fixture.manifest(
        "k", files: "{\"name\": \"x\", \"sha256\": \"\(Self.zeros)\"}",
        tables: "{\"file\": \"x\", \"kind\": \"periods\", \"columns\": [], \"rules\": [], \(keys)}")
      try Fixture.write(manifest, to: folder + "/manifest.json")
      let error = Fixture.error { _ = try CatalogManifest(path: folder + "/manifest.json") }
      Self.refuses(error?.problem, "tables[0].", keys)
      #expect(error?.place == folder + "/manifest.json")
    }
  }

  @Test func twoFilesOfOneNameAreRefused() throws {
    let file = "{\"name\": \"x\", \"sha256\": \"\(Self.zeros)\"}"
    #expect(
      try Self.problem(file: "\(file), \(file)") == "files: two have the name \"x\"")
  }

  /// Archives that come out of themselves, out of each other, or out of an archive.
  @Test(arguments: [
    ["loop-2020": "loop-2020"], ["a-1": "b-1", "b-1": "a-1"],
    ["a-1": "b-1", "b-1": "c-1", "c-1": "a-1"], ["a-1": "b-1", "b-1": "c-1", "c-1": ""],
    ["a-1": "none-1"],
  ])
  func anArchiveOutOfAnArchiveIsRefused(archives: [String: String]) throws {
    try Fixture.withFolder { folder in
      let error = Fixture.error {
        _ = try Fixture.library(
          in: folder,
          Dictionary(
            uniqueKeysWithValues: archives.map { key, archive in
              let from = archive.isEmpty ? "" : ", \"archive\": \"\(archive)\", \"member\": \"a\""
              return (
                key,
                Fixture.manifest(
                  key, files: "{\"name\": \"x\", \"sha256\": \"\(Self.zeros)\"\(from)}")
              )
            }))
      }
      #expect(error?.code == .badDescription)
      #expect(error?.problem.hasPrefix("files[0].archive: ") == true, "\(error?.problem ?? "read")")
    }
  }

  @Test func aDescriptionIsARegularFileOfBoundedSize() throws {
    try Fixture.withFolder { folder in
      #expect(mkfifo(folder + "/fifo.json", 0o600) == 0)
      for path in [folder + "/fifo.json", folder, "/dev/zero", folder + "/none.json"] {
        #expect(Fixture.error { _ = try CatalogManifest(path: path) }?.code == .unusableFile)
      }
      try Fixture.write(String(repeating: " ", count: 9 << 20), to: folder + "/large.json")
      #expect(
        Fixture.error { _ = try CatalogManifest(path: folder + "/large.json") }?.code
          == .unusableFile)
      try Fixture.write(
        String(repeating: "[", count: 100_000), to: folder + "/deep.json")
      #expect(
        Fixture.error { _ = try CatalogManifest(path: folder + "/deep.json") }?.code
          == .badDescription)
    }
  }

  /// Valid manifests with a few of their bytes changed are read or refused; what is read stays in its folder.
  @Test(arguments: testSeeds)
  func changedManifestsAreReadOrRefused(seed: UInt64) throws {
    let sound = try Fixture.library().manifests.map {
      try Data(contentsOf: URL(filePath: "\(Fixture.catalogs)/\($0.key)/manifest.json"))
    }
    var random = RandomStream(seed: seed)
    var (readCount, refusedCount) = (0, 0)
    try Fixture.withFolder { folder in
      for _ in 0..<400 {
        var bytes = Array(sound[random.nextIndex(below: sound.count)])
        for _ in 0...random.nextIndex(below: 3) { Self.change(&bytes, &random) }
        try Data(bytes).write(to: URL(filePath: folder + "/manifest.json"))
        let manifest: CatalogManifest
        do throws(CatalogError) {
          manifest = try CatalogManifest(path: folder + "/manifest.json")
        } catch {
          refusedCount += 1
          continue
        }
        readCount += 1
        Self.expectHarmless(manifest)
      }
    }
    // Neither answer is the only one, or the changes test nothing.
    #expect(readCount > 20 && refusedCount > 20, "\(readCount) read, \(refusedCount) refused")
  }

  /// Puts something odd in the place of a text or a number, or damages bytes anywhere.
  private static func change(_ bytes: inout [UInt8], _ random: inout RandomStream) {
    let texts = [
      "../../x", "/etc/passwd", "--checkpoint=1", "-", "", "\\u0000", "\\u001b[2J", "a/b", "..",
      "pypi:/x", "pypi:a==1", "http://a/", "bouma-2023", "periods", "\\ud800", "gyrointerp-0.7",
    ]
    let numbers = [
      "-1", "0", "1e400", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
      "1e19", "0.5", "null", "true", "[]", "{}", "NaN",
    ]
    let place = random.nextIndex(below: bytes.count)
    switch random.nextIndex(below: 5) {
    case 0:
      guard let start = bytes[place...].firstIndex(of: UInt8(ascii: "\"")),
        let end = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "\""))
      else { return }
      bytes.replaceSubrange(
        (start + 1)..<end, with: texts[random.nextIndex(below: texts.count)].utf8)
    case 1:
      guard let start = bytes[place...].firstIndex(where: { (0x30...0x39).contains($0) }) else {
        return
      }
      let end = bytes[start...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.endIndex
      bytes.replaceSubrange(start..<end, with: numbers[random.nextIndex(below: numbers.count)].utf8)
    case 2: bytes[place] = UInt8(truncatingIfNeeded: random.nextIndex(below: 256))
    case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.nextIndex(below: 200)))
    default:
      let end = min(bytes.count, place + random.nextIndex(below: 200))
      bytes.insert(contentsOf: bytes[place..<end], at: place)
    }
  }

  /// Nothing in the manifest leads out of the folder of its key.
  private static func expectHarmless(_ manifest: CatalogManifest) {
    func staysBelow(_ text: String) -> Bool {
      let cache = URL(filePath: "/cache")
      let path = cache.appending(path: text).standardizedFileURL.path
      return path.hasPrefix("/cache/") && !text.hasPrefix("/") && !text.hasPrefix("-")
        && text.unicodeScalars.allSatisfy { $0.value >= 32 }
    }
    #expect(staysBelow(manifest.key) && !manifest.key.contains("/"))
    for file in manifest.files {
      #expect(staysBelow(file.name) && !file.name.contains("/"), "\(file.name)")
      #expect(file.member.map(staysBelow) != false)
      #expect(file.archive.map(staysBelow) != false)
      #expect((file.mirrorFolders ?? []).allSatisfy(staysBelow))
      #expect(SHA256Digest(hexadecimal: file.sha256) != nil)
      #expect(
        file.address.map { $0.hasPrefix("https://") || $0.hasPrefix("pypi:") } != false)
    }
    #expect(manifest.tables.allSatisfy { $0.rows >= 0 && $0.rows <= SourceTable.largestRowCount })
  }
}
