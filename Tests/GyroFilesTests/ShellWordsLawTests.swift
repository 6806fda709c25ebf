// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing
import _TestSupport

@Suite struct ShellWordsLawTests {
  @Test func wordsAreQuotedWhereTheyMustBe() {
    #expect(
      ShellWords.line(["gyro", "age", "stars.csv", "-o=a,b:c%d@e+f"])
        == "gyro age stars.csv -o=a,b:c%d@e+f")
    #expect(ShellWords.line(["", "two words", "it's"]) == "'' 'two words' 'it'\\''s'")
    #expect(ShellWords.line(["x'\u{301}y"]) == "'x'\\''\u{301}y'")
    #expect(ShellWords.line(["a\u{1B}b`c"]) == "$'a\\033b\\140c'")
    #expect(ShellWords.line(["~", "=ls"]) == "'~' '=ls'")
  }

  static let bash = ["/bin/bash", "/usr/bin/bash"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// A shell reads the words back, byte for byte, and runs none of them.
  @Test(.enabled(if: Self.bash != nil, "bash is not installed"))
  func aShellReadsEveryWordBack() throws {
    // No word of a command line holds a zero byte.
    let words = (HostileNames.laws + (0..<500).map { HostileNames.name(seed: $0) }).map { name in
      String(String.UnicodeScalarView(name.unicodeScalars.filter { $0.value != 0 }))
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = words.map { "printf '%s\\0' " + ShellWords.line([$0]) }
    try Data(lines.joined(separator: "\n").utf8).write(to: folder.appending(path: "words.sh"))
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.bash))
    process.arguments = ["-c", "exec bash words.sh > out"]
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let read = try Data(contentsOf: folder.appending(path: "out"))
    #expect(read == words.reduce(into: Data()) { $0 += Data($1.utf8) + [0] })
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "out", "words.sh",
      ])
  }

  @Test(arguments: HostileNames.laws) func nothingOfAWordActsOnATerminal(name: String) {
    let line = ShellWords.line([name])
    #expect(line.unicodeScalars.allSatisfy { PrintableText.isInert($0) })
    #expect(!line.unicodeScalars.contains("`"))
  }

  /// Recorded commands are read again.
  @Test func theWordsOfALineAreReadBack() throws {
    let words = HostileNames.laws + (0..<500).map { HostileNames.name(seed: $0) }
    #expect(ShellWords.words(of: ShellWords.line(words)) == words)
    #expect(ShellWords.words(of: "gyro  age 'a") == nil)
    #expect(ShellWords.words(of: "$'\\9'") == nil)
    #expect(ShellWords.words(of: "") == [])
  }

  @Test(arguments: [["--merge", "3"], ["--merge=3"], []])
  func anOptionIsTakenOutWithItsValue(option: [String]) {
    let words = ["gyro", "age"] + option + ["stars.csv"]
    #expect(ShellWords.removing("--merge", from: words) == ["gyro", "age", "stars.csv"])
  }
}
