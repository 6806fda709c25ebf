// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import _TestSupport

/// Every example in README and guides is run, and prints what the page shows.
@Suite struct ExampleCommandTests {
  static let root = PackageFolder.url

  static let pages: [String] = {
    let guides = try? FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent("Documentation").path)
    return ["README.md"]
      + (guides ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "Documentation/" + $0 }
  }()

  @Test(arguments: pages) func examplesPrintWhatThePageShows(page: String) throws {
    let url = Self.root.appendingPathComponent(page)
    var example = ExamplePage(try String(contentsOf: url, encoding: .utf8))
    let program = try BuiltProgram()
    for index in example.parts.indices {
      switch example.parts[index] {
      case .text: continue
      case .file(let name, let lines):
        let contents = lines.map { $0 + "\n" }.joined()
        try Data(contents.utf8).write(to: program.folder.appendingPathComponent(name))
      case .command(let lines, let shown):
        let command = lines.joined(separator: "\n").dropFirst(2)
        let run = try program.shell(String(command))
        var printed = run.standardOutput.split(separator: "\n", omittingEmptySubsequences: false)
          .map(String.init)
        if printed.last?.isEmpty == true { printed.removeLast() }
        #expect(run.exitCode == 0, "\(page): \(command)\n\(run.standardOutput)")
        #expect(
          ExamplePage.matches(printed[...], shown[...]),
          "\(page): \(command)\nprinted\n\(printed.joined(separator: "\n"))")
        if !ExamplePage.matches(printed[...], shown[...]) {
          example.parts[index] = .command(lines: lines, output: printed)
        }
      }
    }
    if ProcessInfo.processInfo.environment["GYRO_RECORD"] == "1" {
      try Data(example.text.utf8).write(to: url)
    }
  }

  @Test func theReadmeHasExamplesAndEveryShellBlockIsRunByCI() throws {
    let text = try String(
      contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(text.contains("\n```console\n$ gyro "))
    let shellBlocks = text.components(separatedBy: "\n```sh\n").count - 1
    let runByCI = text.matches(of: /<!-- ci:[a-z]+ -->\n```sh\n/).count
    #expect(shellBlocks == runByCI)
    #expect(runByCI == 2)
  }

  /// Some commands need data or hours, and are not run: what they name must exist all the same.
  @Test func commandsThatAreNotRunNameSubcommandsAndOptionsThatExist() throws {
    let program = try BuiltProgram()
    var helps: [[String]: String] = [:]
    var count = 0
    for page in Self.pages + ["Validation/README.md", "Catalogs/DATASHEET.md"] {
      let text = try String(contentsOf: Self.root.appendingPathComponent(page), encoding: .utf8)
      let indented = text.matches(of: /\n    (gyro [^\n]+)/).map { String($0.1) }
      let inline = text.matches(of: /`(gyro [a-z][^`\n]*)`/).map { String($0.1) }
      for command in indented + inline {
        let words = command.split(separator: " ").map(String.init)
        let isGroup = ["catalog", "model", "robustness"].contains(words[1])
        var name = words.dropFirst().prefix(isGroup ? 2 : 1).filter {
          $0.wholeMatch(of: /[a-z]+/) != nil
        }
        if name == ["robustness"] { name.append("run") }
        if helps[name] == nil {
          let run = try program.gyro(name + ["--help"])
          #expect(run.exitCode == 0, "\(page): \(command)")
          #expect(run.standardOutput.contains("USAGE: gyro \(name.joined(separator: " "))"))
          helps[name] = run.standardOutput
        }
        for option in words where option.hasPrefix("--") {
          let bare = option.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
          #expect(
            [" ", ",", "\n"].contains { helps[name]?.contains(bare + $0) == true },
            "\(page): \(command) has \(bare)")
        }
        count += 1
      }
    }
    #expect(count > 30)
  }

  /// CI builds and runs the file; the page must show that very file.
  @Test func theLibraryPageShowsTheExampleThatIsBuilt() throws {
    func text(_ path: String) throws -> String {
      try String(
        contentsOf: Self.root.appendingPathComponent("Documentation/" + path), encoding: .utf8)
    }
    let code = try text("Examples/Sources/two-stars/TwoStars.swift")
    #expect(try text("Library.md").contains("\n```swift\n\(code)```\n"))
  }

  @Test func aPageIsWrittenAsItWasRead() throws {
    for page in Self.pages {
      let text = try String(contentsOf: Self.root.appendingPathComponent(page), encoding: .utf8)
      #expect(ExamplePage(text).text == text)
    }
  }

  @Test func aDifferentOutputIsSeen() {
    #expect(ExamplePage.matches(["a", "b", "c"], ["a", "...", "c"]))
    #expect(ExamplePage.matches(["a"], ["..."]))
    #expect(!ExamplePage.matches(["a", "b"], ["a"]))
    #expect(!ExamplePage.matches(["a"], ["a", "b"]))
    #expect(!ExamplePage.matches(["a", "x"], ["a", "...", "c"]))
    #expect(ExamplePage.matches(["a,2638.1305840125,b"], ["a,2638.1305840191,b"]))
    #expect(!ExamplePage.matches(["a,2638.1305840125,b"], ["a,2638.1815840125,b"]))
    #expect(!ExamplePage.matches(["68 %  2.64"], ["68 %  2.65"]))
    #expect(!ExamplePage.matches(["a,2638.1305840125,b"], ["a,2638.1305840125,c"]))
  }
}
