// SPDX-License-Identifier: GPL-3.0-or-later
// Whole files in memory: as far as they are wanted, within a limit, and never from what would block.

import Foundation
import GyroFiles
import Testing

@Suite struct FileContentsTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  /// The pieces in which files are read are a megabyte.
  @Test(arguments: [0, 1, 64, 1 << 20, 1 << 20 + 1, 3 << 20])
  func theBytesAreThoseOfTheFile(count: Int) throws {
    try withFolder { folder in
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
      try Data(bytes).write(to: URL(filePath: folder + "/x"))
      let whole = try FileContents.regular(folder + "/x", limit: count)
      let stream = try FileContents.stream(folder + "/x", limit: count)
      #expect(whole == bytes && stream == bytes)
      for start in [0, 1, count / 2, max(count, 1) - 1, count, count + 1, 1 << 21] {
        let found = try FileContents.start(of: folder + "/x", count: start)
        #expect(found == Array(bytes.prefix(start)), "\(start)")
      }
      guard count > 0 else { return }
      let error = #expect(throws: FileError.self) {
        try FileContents.regular(folder + "/x", limit: count - 1)
      }
      #expect(error?.problem.contains("more than \(count - 1) bytes") == true)
    }
  }

  @Test func whatIsNoFileIsRefusedInWords() throws {
    try withFolder { folder in
      let none = try FileContents.regular(folder + "/none")
      #expect(none == nil)
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      for (path, words) in [
        (folder, "is a folder"), (folder + "/pipe", "is not a regular file"),
        ("/dev/zero", "is not a regular file"),
      ] {
        let whole = #expect(throws: FileError.self) { try FileContents.regular(path) }
        let start = #expect(throws: FileError.self) {
          try FileContents.start(of: path, count: 1)
        }
        #expect(whole?.problem == words && start?.problem == words)
      }
      let missing = #expect(throws: FileError.self) {
        try FileContents.start(of: folder + "/none", count: 1)
      }
      #expect(missing?.problem.contains("No such file") == true)
    }
  }
}
