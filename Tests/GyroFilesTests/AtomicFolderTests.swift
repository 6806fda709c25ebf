// SPDX-License-Identifier: GPL-3.0-or-later
// Folders appear whole or not at all, and replace nothing.

import Foundation
import Testing

@testable import GyroFiles

@Suite struct AtomicFolderTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  @Test func aFolderAppearsWhole() throws {
    // What a killed run has left makes way.
    try FileManager.default.createDirectory(
      atPath: path(".a.partial/b"), withIntermediateDirectories: true)
    var written = try AtomicFolder(path: path("a"))
    try written.write(Data("one".utf8), to: "top")
    try written.write(Data("two".utf8), to: "b/c/deep")
    #expect(!FileManager.default.fileExists(atPath: path("a")))
    try written.commit()
    #expect(try names == ["a"])
    #expect(try String(contentsOfFile: path("a/b/c/deep"), encoding: .utf8) == "two")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path("a")).sorted() == ["b", "top"])
  }

  @Test func anAbandonedFolderLeavesNothing() throws {
    do {
      let written = try AtomicFolder(path: path("a"))
      try written.write(Data("half".utf8), to: "b/c")
    }
    #expect(try names.isEmpty)
  }

  @Test(arguments: [true, false])
  func whatIsThereIsNotReplaced(isFolder: Bool) throws {
    if isFolder {
      try FileManager.default.createDirectory(
        atPath: path("a"), withIntermediateDirectories: false)
    } else {
      try Data("kept".utf8).write(to: folder.appendingPathComponent("a"))
    }
    let error = #expect(throws: FileError.self) { _ = try AtomicFolder(path: path("a")) }
    #expect(error?.problem == "is there already")
    var roles = FileRoles()
    roles.writes(folder: path("a"), "--draws")
    #expect(throws: FileError.self) { _ = try roles.claim() }
    #expect(try names == ["a"])
  }

  /// Something that comes while the folder is filled stays, and the folder is dropped.
  @Test func whatComesMeanwhileIsKept() throws {
    do {
      var written = try AtomicFolder(path: path("a"))
      try written.write(Data("new".utf8), to: "x")
      try FileManager.default.createDirectory(
        atPath: path("a"), withIntermediateDirectories: false)
      try Data("kept".utf8).write(to: folder.appendingPathComponent("a/mine"))
      #expect(throws: FileError.self) { try written.commit() }
    }
    #expect(try names == ["a"])
    #expect(try String(contentsOfFile: path("a/mine"), encoding: .utf8) == "kept")
  }

  @Test func oneWriterAtATimeHasTheFolder() throws {
    var roles = FileRoles()
    roles.writes(folder: path("a"), "--draws")
    #expect(roles.hasOutputFiles)
    let claims = try roles.claim()
    var first = try AtomicFolder(path: path("a"))
    #expect(throws: FileError.self) { _ = try AtomicFolder(path: path("a")) }
    try first.commit()
    claims.release()
    #expect(try names == ["a"])
  }
}
