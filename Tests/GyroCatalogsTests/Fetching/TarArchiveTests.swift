// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroCatalogs

@Suite struct TarArchiveTests {
  /// The files of an archive with their contents.
  static func files(
    _ path: String, _ limits: TarArchive.Limits = TarArchive.Limits()
  ) throws -> [String: String] {
    var archive = try TarArchive(path: path, limits: limits)
    var files: [String: String] = [:]
    while let member = try archive.next() {
      var bytes: [UInt8] = []
      while true {
        let piece = try archive.read()
        if piece.isEmpty { break }
        bytes += piece
      }
      #expect(bytes.count == member.byteCount)
      files[member.name] = String(decoding: bytes, as: UTF8.self)
    }
    return files
  }

  /// What is wrong with an archive.
  static func problem(
    _ limits: TarArchive.Limits = TarArchive.Limits(), isPacked: Bool = false,
    _ build: (inout TarBuilder) -> Void
  ) throws -> String? {
    try Fixture.withFolder { folder in
      var tar = TarBuilder()
      tar.file("d/first.txt", "sound")
      build(&tar)
      tar.file("d/last.txt", "sound")
      try tar.write(to: folder + "/a.tar", isPacked: isPacked)
      return Fixture.error { _ = try files(folder + "/a.tar", limits) }?.problem
    }
  }

  @Test(arguments: [false, true])
  func filesComeOutAsTheyWentIn(isPacked: Bool) throws {
    let long = String(repeating: "folder/", count: 20) + "name.csv"
    let content = (0..<200_000).map { "\($0 &* 2_654_435_761 % 1_000_003)\n" }.joined()
    var tar = TarBuilder()
    tar.pax([("comment", "abc")], type: "g")
    tar.header("./", type: "5")
    tar.header("d/", type: "5")
    tar.file("d/a.txt", "hello\n")
    tar.file("./d/empty", "")
    tar.header("e.txt", prefix: "pre/fix")
    tar.pax([("mtime", "1.5"), ("path", long)])
    tar.file("short", content)
    tar.file("././@LongLink", "gnu/" + long + "\0", type: "L")
    tar.file("short", "b")
    try Fixture.withFolder { [tar] folder in
      try tar.write(to: folder + "/a.tar", isPacked: isPacked)
      #expect(
        try Self.files(folder + "/a.tar") == [
          "d/a.txt": "hello\n", "d/empty": "", "pre/fix/e.txt": "", long: content,
          "gnu/" + long: "b",
        ])
    }
  }

  @Test(arguments: [
    ("1", "a hard link"), ("2", "a symbolic link"), ("K", "a symbolic link"), ("3", "a device"),
    ("4", "a device"), ("6", "a pipe"), ("S", "not known"), ("V", "not known"), ("D", "not known"),
    ("Z", "not known"),
  ])
  func whatIsNoFileAndNoFolderIsRefused(type: String, words: String) throws {
    let problem = try Self.problem { $0.header("d/odd", type: type, link: "/etc/passwd") }
    #expect(problem?.contains("holds \"d/odd\", which is ") == true)
    #expect(problem?.contains(words) == true)
  }

  @Test(arguments: [
    "/etc/passwd", "../up.txt", "d/../../up.txt", "d/..", "d//a", "-rf", "--checkpoint=1", "d/./a",
    "d/a\u{1B}[2J", "d/a\u{7}", "d\\a", "d/a\u{202E}txt",
    String(repeating: "d/", count: 40) + "a", String(repeating: "n", count: 2000),
  ])
  func namesThatLeadElsewhereAreRefused(name: String) throws {
    for type in ["0", "5"] {
      let problem = try Self.problem {
        $0.pax([("path", name)])
        $0.header("x", type: type)
      }
      #expect(problem?.hasPrefix("holds \"") == true, "\(name), type \(type): \(problem ?? "read")")
      #expect(problem?.contains("\u{1B}") != true)
    }
  }

  /// Sizes that are none, that overflow, or that are larger than everything.
  @Test(arguments: [
    Array("777777777777".utf8), Array("-0000000001 ".utf8), Array("0000000009  ".utf8),
    [0x80] + [UInt8](repeating: 0, count: 3) + [0x7F] + [UInt8](repeating: 0xFF, count: 7),
    [0xFF] + [UInt8](repeating: 0xFF, count: 11), [0x80] + [UInt8](repeating: 0xFF, count: 11),
  ])
  func sizesAreBounded(field: [UInt8]) throws {
    let problem = try Self.problem { $0.header("d/big", sizeField: field) }
    #expect(
      problem?.hasPrefix("would have more than") == true
        || problem?.hasPrefix("is not a tar archive, or is damaged") == true, "\(problem ?? "read")"
    )
  }

  @Test(arguments: [
    "9223372036854775807", "9223372036854775808", "-1", "1e3", "", "99999999999999",
  ])
  func sizesOfExtendedHeadersAreBounded(size: String) throws {
    let problem = try Self.problem {
      $0.pax([("size", size)])
      $0.header("d/big")
    }
    #expect(problem != nil)
  }

  @Test(arguments: ["", "5", "99 path=a\n", "x path=a\n", "-5 path=a\n", "9 path=a", "7 patha\n"])
  func extendedHeadersThatAreNoneAreRefused(content: String) throws {
    let problem = try Self.problem {
      $0.file("pax", content, type: "x")
      $0.file("d/a", "a")
    }
    // An empty one says nothing, and nothing is wrong with it.
    #expect((problem == nil) == content.isEmpty)
  }

  @Test(arguments: [("GNU.sparse.major", "1"), ("path", "d/a\u{0}b")])
  func whatWouldChangeTheContentsIsRefused(key: String, value: String) throws {
    let problem = try Self.problem {
      $0.pax([(key, value)])
      $0.file("d/a", "a")
    }
    #expect(problem != nil)
  }

  @Test(arguments: ["path", "size"])
  func aGlobalHeaderChangesNoMember(key: String) throws {
    let problem = try Self.problem { $0.pax([(key, "1")], type: "g") }
    #expect(problem == "has a global header that is not understood")
  }

  @Test func aFolderHasNoBytes() throws {
    let problem = try Self.problem { $0.file("d/e/", "abc", type: "5") }
    #expect(problem == "holds the folder \"d/e\" with bytes in it")
  }

  @Test func anArchiveThatGrowsTooMuchIsRefused() throws {
    var limits = TarArchive.Limits()
    limits.ratio = 10
    let problem = try Self.problem(limits, isPacked: true) {
      $0.file("d/zeros", String(repeating: "0", count: 20 << 20))
    }
    #expect(problem?.hasPrefix("would have more than") == true)
  }

  @Test func theDefaultRatioStopsABombAndLetsTablesPass() throws {
    #expect(
      try Self.problem(isPacked: true) {
        $0.file("d/zeros", String(repeating: "0", count: 40 << 20))
      }?.hasPrefix("would have more than") == true)
    let table = (0..<200_000).map { "\($0),\(Double($0) / 7)\n" }.joined()
    #expect(try Self.problem(isPacked: true) { $0.file("d/table.csv", table) } == nil)
  }

  @Test func bytesMembersAndHeadersAreCounted() throws {
    var limits = TarArchive.Limits()
    limits.byteCount = 10_000
    #expect(
      try Self.problem(limits) { $0.file("d/a", String(repeating: "a", count: 20_000)) }?
        .hasPrefix("would have more than 10000 bytes") == true)
    #expect(
      try Self.problem(limits) { tar in for index in 0..<30 { tar.file("d/\(index)", "") } }?
        .hasPrefix("would have more than 10000 bytes") == true)
    limits = TarArchive.Limits()
    limits.memberCount = 20
    #expect(
      try Self.problem(limits) { tar in for index in 0..<30 { tar.file("d/\(index)", "") } }
        == "holds more than 20 files and folders")
    #expect(
      try Self.problem { $0.pax([("comment", String(repeating: "c", count: 70_000))]) }?
        .hasPrefix("has an extended header of") == true)
  }

  @Test func anArchiveThatIsCutOffIsRefused() throws {
    try Fixture.withFolder { folder in
      var tar = TarBuilder()
      tar.file("d/a", String(repeating: "a", count: 5000))
      for count in [100, 512, 600, 5200, 5512] {
        try Data(tar.bytes.prefix(count)).write(to: URL(filePath: folder + "/a.tar"))
        #expect(Fixture.error { _ = try Self.files(folder + "/a.tar") } != nil, "\(count)")
      }
      // Without the blocks of zeros behind it, it is whole.
      try Data(tar.bytes).write(to: URL(filePath: folder + "/a.tar"))
      #expect(try Self.files(folder + "/a.tar").count == 1)
    }
  }

  @Test func aFlippedBitOfAHeaderIsNoticed() throws {
    try Fixture.withFolder { folder in
      var tar = TarBuilder()
      tar.file("d/a", "a")
      for place in 0..<500 where !(148..<156).contains(place) {
        var bytes = tar.bytes
        bytes[place] ^= 1
        try Data(bytes).write(to: URL(filePath: folder + "/a.tar"))
        #expect(Fixture.error { _ = try Self.files(folder + "/a.tar") } != nil, "\(place)")
      }
    }
  }

  @Test func whatIsNoArchiveIsSaidToBeNone() throws {
    try Fixture.withFolder { folder in
      try Fixture.write(String(repeating: "id,period\n", count: 100), to: folder + "/a.tar")
      let problem = Fixture.error { _ = try Self.files(folder + "/a.tar") }?.problem
      #expect(problem == "is not a tar archive, or is damaged after 512 bytes")
      #expect(Fixture.error { _ = try Self.files(folder) } != nil)
      #expect(Fixture.error { _ = try Self.files(folder + "/none") } != nil)
    }
  }
}
