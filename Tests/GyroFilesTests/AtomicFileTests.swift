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

  /// A process number beyond what the system gives stands for one that is gone.
  @Test func whatAKilledRunLeftIsRemovedAndNothingElse() throws {
    let living = folder.appendingPathComponent(".a.99999998.partial").path
    for name in [".a.99999999.partial", ".ab.99999999.partial", ".a.x.partial", ".a.1.partial"] {
      try Data("half".utf8).write(to: folder.appendingPathComponent(name))
    }
    try Data("half".utf8).write(to: URL(filePath: living))
    // One whose writer lives, if only on another machine, is locked.
    let writer = open(living, O_RDWR)
    defer { close(writer) }
    #expect(flock(writer, LOCK_EX | LOCK_NB) == 0)
    try AtomicFile.write(Data("whole".utf8), to: folder.appendingPathComponent("a").path)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        ".a.1.partial", ".a.99999998.partial", ".a.x.partial", ".ab.99999999.partial", "a",
      ])
  }

  @Test func aFileThatAnotherWriterPutInPlaceIsLockedAsWell() throws {
    let path = folder.appendingPathComponent("b").path
    var file = try AtomicFile(path: path)
    unlink(file.temporaryPath)
    try Data("new".utf8).write(to: URL(filePath: file.temporaryPath))
    try file.takeOver()
    let other = open(file.temporaryPath, O_RDWR)
    #expect(flock(other, LOCK_EX | LOCK_NB) != 0)
    close(other)
    try file.commit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
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
    // As CFITSIO does, which makes its own file.
    try FileManager.default.removeItem(atPath: file.temporaryPath)
    try Data("new".utf8).write(to: URL(filePath: file.temporaryPath))
    try file.commit()
    let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(found == permissions)
  }
}
