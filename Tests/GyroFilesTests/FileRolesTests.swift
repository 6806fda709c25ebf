// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

@Suite struct FileRolesTests {
  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(
      atPath: folder + "/sub/deep", withIntermediateDirectories: true)
    for name in ["a", "b"] { try Data(name.utf8).write(to: URL(filePath: folder + "/" + name)) }
    #expect(link(folder + "/a", folder + "/hard") == 0)
    for (name, target) in [
      ("soft", "a"), ("twice", "soft"), ("dangling", "new"), ("door", "sub"), ("loop", "loop"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/" + name, withDestinationPath: target)
    }
  }

  /// Whether a file is there or not, and however its path is spelled.
  static let same = [
    ("a", "a"), ("a", "./a"), ("a", "sub/../a"), ("a", "sub//deep/../../a"), ("a", "hard"),
    ("a", "soft"), ("soft", "hard"), ("a", "twice"), ("new", "new"), ("new", "./new"),
    ("new", "dangling"), ("sub/new", "door/new"), ("sub/new", "door/deep/../new"),
    ("none/new", "none//new"), ("none/new", "./none/./new"),
  ]

  @Test(arguments: same) func aFileIsOneUnderAllItsNames(first: String, second: String) {
    #expect(
      FileIdentity(path: folder + "/" + first) == FileIdentity(path: folder + "/" + second))
    var files = FileRoles()
    files.reads(folder + "/" + first, "the table")
    files.writes(folder + "/" + second, "--output")
    #expect(
      files.clash
        == "the table (\(folder)/\(first)) and --output (\(folder)/\(second)) are the same file. "
        + "Name different files.")
  }

  @Test(arguments: [
    ("a", "b"), ("a", "new"), ("new", "New2"), ("new", "sub/new"), ("none/new", "new"),
    ("a", "loop"),
  ])
  func differentFilesAreDifferent(first: String, second: String) {
    var files = FileRoles()
    files.writes(folder + "/" + first, "--output")
    files.writes(folder + "/" + second, "--members")
    #expect(files.clash == nil)
  }

  @Test func onlyTwoReadersShareAFile() {
    for (isFirstRead, isSecondRead) in [(true, true), (true, false), (false, true), (false, false)]
    {
      var files = FileRoles()
      if isFirstRead {
        files.reads(folder + "/a", "--x")
      } else {
        files.writes(folder + "/a", "--x")
      }
      if isSecondRead {
        files.reads(folder + "/a", "--y")
      } else {
        files.keeps(folder + "/a", "--y")
      }
      #expect((files.clash == nil) == (isFirstRead && isSecondRead))
    }
  }

  @Test func aPipeIsReadOnce() {
    #expect(mkfifo(folder + "/pipe", 0o600) == 0)
    var files = FileRoles()
    files.reads(folder + "/pipe", "the table")
    #expect(files.clash == nil)
    files.reads(folder + "/pipe", "--prior")
    #expect(files.clash?.contains("are the same pipe") == true)
  }

  /// What cannot be written, told before any work, and what the words must hold.
  static let refused = [
    ("sub", "is a folder"), ("pipe", "is not a regular file"), ("none/x", "No such file"),
    ("a/x", "Not a directory"), ("loop", "loop"), ("locked", "write-protected"), ("new/", "folder"),
  ]

  @Test(arguments: refused) func whatCannotBeWrittenCannotBeClaimed(
    name: String, words: String
  ) throws {
    #expect(mkfifo(folder + "/pipe", 0o600) == 0)
    try Data().write(to: URL(filePath: folder + "/locked"))
    #expect(chmod(folder + "/locked", 0o444) == 0)
    let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    var files = FileRoles()
    files.writes(folder + "/fine", "--output")
    files.writes(folder + "/" + name, "--members")
    let error = #expect(throws: FileError.self) { _ = try files.claim() }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == before)
  }

  @Test func whatIsKeptBesideAnOutputIsAFileAsWell() {
    #expect(mkfifo(folder + "/x.journal", 0o600) == 0)
    var files = FileRoles()
    files.keeps(folder + "/x.journal", "the journal of --output")
    let error = #expect(throws: FileError.self) { _ = try files.claim() }
    #expect(error?.problem.contains("the journal of --output") == true)
  }

  @Test func aClaimedFileIsWrittenByItsOwnerAndNobodyElse() throws {
    let path = folder + "/claimed"
    let claims = try OutputClaims([path])
    // Another claim stands for another run: locks do not ask whose process it is.
    #expect(throws: FileError.self) { _ = try OutputClaims([folder + "/./claimed"]) }
    for text in ["one", "two"] { try AtomicFile.write(Data(text.utf8), to: path) }
    var file = try AtomicFile(path: path)
    #expect(throws: FileError.self) { try AtomicFile.write(Data(), to: path) }
    try file.write(Data("three".utf8))
    try file.commit()
    #expect(throws: FileError.self) { _ = try OutputClaims([path]) }
    claims.release()
    _ = try OutputClaims([path])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "three")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasPrefix(".") }.isEmpty)
  }
}
