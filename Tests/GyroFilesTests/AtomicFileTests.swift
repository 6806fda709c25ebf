// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

@Suite struct AtomicFileTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  @Test func aFileAppearsWholeAndReplacesTheOldOne() throws {
    let path = folder.appendingPathComponent("a").path
    try AtomicFile.write(Data("old".utf8), to: path)
    var file = try AtomicFile(path: path)
    try file.write(Data("new".utf8))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    try file.commit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
  }

  @Test func anAbandonedFileLeavesNothing() throws {
    do {
      var file = try AtomicFile(path: folder.appendingPathComponent("b").path)
      try file.write(Data("half".utf8))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  /// Parts of it reach the disk before; under its name there is nothing.
  @Test func aLongFileAppearsWhole() throws {
    let path = folder.appendingPathComponent("long").path
    let piece = Data(repeating: 7, count: 14 << 20)
    var file = try AtomicFile(path: path)
    for _ in 0..<5 { try file.write(piece) }
    #expect(!FileManager.default.fileExists(atPath: path))
    try file.commit()
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    #expect(size == 5 * piece.count)
  }

  /// A lock goes with its process, and what nobody has locked is nobody's.
  @Test func whatAKilledRunLeftIsRemovedAndNothingElse() throws {
    for name in [".a.lock", ".a.partial", ".ab.partial", ".a.1.partial", "a.partial"] {
      try Data("half".utf8).write(to: folder.appendingPathComponent(name))
    }
    try AtomicFile.write(Data("whole".utf8), to: folder.appendingPathComponent("a").path)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        ".a.1.partial", ".ab.partial", "a", "a.partial",
      ])
  }

  /// Whether by another name, by a link, or by a link whose target is not there yet.
  @Test(arguments: ["c.fits", "./c.fits", "link", "dangling"])
  func aSecondWriterIsRefusedAndTheFirstIsWhole(second: String) throws {
    let first = folder.path + (second == "dangling" ? "/d.fits" : "/c.fits")
    if second == "link" { try Data().write(to: URL(filePath: first)) }
    if second == "link" || second == "dangling" {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/" + second,
        withDestinationPath: URL(filePath: first).lastPathComponent)
    }
    var file = try AtomicFile(path: first)
    try file.write(Data("first".utf8))
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write(Data("second".utf8), to: folder.path + "/" + second)
    }
    #expect(error?.problem == "is being written by another run")
    try file.commit()
    #expect(try String(contentsOfFile: first, encoding: .utf8) == "first")
  }

  @Test func theNextWriterIsLetInWhateverBecameOfTheOneBefore() throws {
    let path = folder.appendingPathComponent("e").path
    do { _ = try AtomicFile(path: path) }
    for text in ["one", "two"] { try AtomicFile.write(Data(text.utf8), to: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "two")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["e"])
  }

  @Test func patientWritersTakeTurns() async throws {
    let path = folder.appendingPathComponent("shared").path
    let text = String(repeating: "x", count: 10_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<8 {
        group.addTask {
          for _ in 0..<20 {
            try AtomicFile.write(Data("\(index)\(text)".utf8), to: path, isPatient: true)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try Data(contentsOf: URL(filePath: path)).count == 10_001)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["shared"])
  }

  /// In a folder that everybody may write, somebody may have laid links under names that can be guessed.
  @Test(arguments: [".f.lock", ".f.partial"])
  func aLinkUnderATemporaryNameIsNotFollowed(name: String) throws {
    let victim = folder.appendingPathComponent("victim").path
    try Data("untouched".utf8).write(to: URL(filePath: victim))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/" + name, withDestinationPath: victim)
    try? AtomicFile.write(Data("new".utf8), to: folder.path + "/f")
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "untouched")
  }

  @Test func aMissingFolderIsAnErrorWithAHint() {
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write(Data(), to: folder.path + "/missing/c")
    }
    #expect(error?.hint?.contains("folder exists") == true)
  }

  @Test func aFolderIsNotAFile() {
    let error = #expect(throws: FileError.self) { try AtomicFile.write(Data(), to: folder.path) }
    #expect(error?.problem == "is a folder")
  }

  @Test(arguments: ["", "new/", "."]) func aNameOfAFolderIsNotAFile(name: String) {
    #expect(throws: FileError.self) {
      try AtomicFile.write(Data("x".utf8), to: name.isEmpty ? "" : folder.path + "/" + name)
    }
  }

  @Test func aFileThatNobodyMayWriteIsRefused() throws {
    let path = folder.appendingPathComponent("kept").path
    try Data("old".utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let error = #expect(throws: FileError.self) { try AtomicFile.write(Data("x".utf8), to: path) }
    #expect(error?.problem == "is write-protected")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }

  @Test func aLinkWhoseTargetIsNotThereIsWrittenThrough() throws {
    let link = folder.appendingPathComponent("link").path
    try FileManager.default.createDirectory(
      at: folder.appending(path: "deep"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "deep/target")
    try AtomicFile.write(Data("new".utf8), to: link)
    #expect(try String(contentsOfFile: folder.path + "/deep/target", encoding: .utf8) == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "deep/target")
  }

  @Test func aLoopOfLinksIsRefused() throws {
    let paths = ["x", "y"].map { folder.appendingPathComponent($0).path }
    try FileManager.default.createSymbolicLink(atPath: paths[0], withDestinationPath: paths[1])
    try FileManager.default.createSymbolicLink(atPath: paths[1], withDestinationPath: paths[0])
    let error = #expect(throws: FileError.self) { try AtomicFile.write(Data(), to: paths[0]) }
    #expect(error?.problem == "is a loop of symbolic links")
  }

  /// A rename onto a device would replace it by a file, for every program on the machine.
  @Test func whatIsNotARegularFileIsRefused() {
    let pipe = folder.appendingPathComponent("pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let error = #expect(throws: FileError.self) { try AtomicFile.write(Data("x".utf8), to: pipe) }
    #expect(error?.problem == "is not a regular file")
  }

  @Test func aLinkIsFollowedAndStaysALink() throws {
    let (path, link) = (
      folder.appendingPathComponent("d").path, folder.appendingPathComponent("link").path
    )
    try AtomicFile.write(Data("old".utf8), to: path)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    try AtomicFile.write(Data("new".utf8), to: link)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
  }

  @Test(arguments: [0o600, 0o640, 0o664])
  func thePermissionsOfTheOldFileAreKept(permissions: Int) throws {
    let path = folder.appendingPathComponent("private").path
    try AtomicFile.write(Data("old".utf8), to: path)
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
    var file = try AtomicFile(path: path)
    // As a writer may that is given the path.
    try FileManager.default.removeItem(atPath: file.temporaryPath)
    try Data("new".utf8).write(to: URL(filePath: file.temporaryPath))
    try file.commit()
    let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(found == permissions)
  }
}
