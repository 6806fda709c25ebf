// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

@Suite struct LockedFileTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// A path in a folder that is there while the test runs.
  private func withPath(_ body: (String) throws -> Void) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "output").path)
  }

  @Test func oneRunAtATimeHasAnOutput() throws {
    try withPath { (path: String) throws in
      do {
        let lock = try FileLock(output: path)
        defer { withExtendedLifetime(lock) {} }
        let error = #expect(throws: FileError.self) { try FileLock(output: path) }
        #expect(
          error?.description
            == "\(path): is in use by another run. Wait for its end, or name another output")
      }
      // Nothing is left, and it is free again.
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      _ = try FileLock(output: path)
    }
  }

  /// The lock goes with its process, however that ends.
  @Test func aKilledProcessLeavesNoLock() throws {
    try withPath { (path: String) throws in
      let holder = Process()
      holder.executableURL = URL(filePath: "/usr/bin/flock")
      holder.arguments = ["--exclusive", path + ".lock", "sleep", "600"]
      guard FileManager.default.isExecutableFile(atPath: "/usr/bin/flock") else { return }
      try holder.run()
      // Waits for the other process to have it.
      var isHeld = false
      while !isHeld, holder.isRunning {
        isHeld = (try? FileLock(output: path)) == nil
        usleep(10_000)
      }
      #expect(isHeld)
      // The lock is the child's too.
      let kill = Process()
      kill.executableURL = URL(filePath: "/bin/sh")
      kill.arguments = [
        "-c", "pkill -9 -P \(holder.processIdentifier); kill -9 \(holder.processIdentifier)",
      ]
      try kill.run()
      kill.waitUntilExit()
      holder.waitUntilExit()
      var isFree = false
      for _ in 0..<6000 where !isFree {
        isFree = (try? FileLock(output: path)) != nil
        usleep(10_000)
      }
      #expect(isFree)
    }
  }

  @Test func severalShareWhatAllAgreeToShare() throws {
    try withPath { (path: String) throws in
      let one = try FileLock(of: path, at: path + ".lock", sharing: .shared)
      let two = try FileLock(of: path, at: path + ".lock", sharing: .shared)
      #expect(throws: FileError.self) { try FileLock(of: path, at: path + ".lock") }
      withExtendedLifetime((one, two)) {}
    }
  }

  @Test func whatWasExclusiveCanBeShared() throws {
    try withPath { (path: String) throws in
      let lock = try FileLock(of: path, at: path + ".lock")
      #expect(throws: FileError.self) {
        try FileLock(of: path, at: path + ".lock", sharing: .shared)
      }
      try lock.share()
      _ = try FileLock(of: path, at: path + ".lock", sharing: .shared)
      withExtendedLifetime(lock) {}
    }
  }

  /// The file of a lock is removed by its holder: whoever opened it before must not lock what is gone.
  @Test func manyTakeTurns() throws {
    try withPath { (path: String) throws in
      nonisolated(unsafe) var inside = 0
      nonisolated(unsafe) var count = 0
      DispatchQueue.concurrentPerform(iterations: 8) { _ in
        for _ in 0..<50 {
          guard let lock = try? FileLock(of: path, at: path + ".lock", waits: true) else {
            continue
          }
          inside += 1
          #expect(inside == 1)
          count += 1
          inside -= 1
          withExtendedLifetime(lock) {}
        }
      }
      #expect(count == 400)
    }
  }

  @Test(arguments: ["pipe", "folder", "/dev/null"])
  func whatIsNoFileIsRefusedWithoutWaiting(kind: String) throws {
    try withPath { (path: String) throws in
      if kind == "pipe" { #expect(mkfifo(path, 0o600) == 0) }
      if kind == "folder" {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      }
      let path = kind.hasPrefix("/") ? kind : path
      let words = kind == "folder" ? "cannot be opened for writing" : "is not a regular file"
      for attempt in [
        { _ = try LockedFile(path: path) }, { _ = try RecordLog(path: path, header: "a: b") },
      ] {
        let error = #expect(throws: FileError.self, performing: attempt)
        #expect(error?.problem.contains(words) == true, "\(error?.description ?? "")")
      }
      for attempt in [
        { _ = try DigestedFile(path: path) }, { _ = try FileContents.regular(path) },
        { _ = try SHA256Digest(ofFileAt: path) },
      ] {
        let error = #expect(throws: FileError.self, performing: attempt)
        #expect(
          error?.problem.contains(kind == "folder" ? "is a folder" : "is not a regular file")
            == true, "\(error?.description ?? "")")
      }
    }
  }

  @Test func aChangeBetweenDigestAndReadingIsSeen() throws {
    try withPath { (path: String) throws in
      func write(_ text: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
      try write("a")
      let file = try DigestedFile(path: path)
      try file.checkUnchanged()
      #expect(file.digest == SHA256Digest(of: Array("a".utf8)))
      // Appended to, replaced, and gone.
      let changes: [() throws -> Void] = [
        {
          let handle = try #require(FileHandle(forWritingAtPath: path))
          try handle.seekToEnd()
          try handle.write(contentsOf: Data("b".utf8))
          try handle.close()
        }, { try Data("b".utf8).write(to: URL(filePath: path), options: .atomic) },
        { try FileManager.default.removeItem(atPath: path) },
      ]
      for change in changes {
        try write("a")
        let file = try DigestedFile(path: path)
        try change()
        let error = #expect(throws: FileError.self) { try file.checkUnchanged() }
        #expect(error?.problem == "was changed while it was read")
      }
    }
  }

  @Test func whatIsTooLargeIsRefused() throws {
    try withPath { (path: String) throws in
      try Data(repeating: 0, count: 11).write(to: URL(filePath: path))
      #expect(try FileContents.regular(path, limit: 11)?.count == 11)
      #expect(try FileContents.regular(path + "x") == nil)
      let error = #expect(throws: FileError.self) { try FileContents.regular(path, limit: 10) }
      #expect(error?.problem.contains("more than 10 bytes") == true)
      #expect(throws: FileError.self) { try FileContents.stream("/dev/zero", limit: 1 << 20) }
    }
  }
}
