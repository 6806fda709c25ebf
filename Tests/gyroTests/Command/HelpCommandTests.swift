// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import _TestSupport

/// The help of every command, whole: a new option, a lost one or other words are seen in review.
@Suite struct HelpCommandTests {
  /// The commands under one, itself included.
  private func commands(_ program: borrowing BuiltProgram, _ words: [String]) throws -> [[String]] {
    let help = try program.help(words)
    let list = help.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { $0 != "SUBCOMMANDS:" }.dropFirst().prefix { !$0.isEmpty }
    let names = list.compactMap { $0.firstMatch(of: /^  ([a-z]+)/).map { String($0.1) } }
    return try [words] + names.flatMap { try commands(program, words + [$0]) }
  }

  @Test(arguments: ["gyro", "gyro-validate"]) func everyHelpIsTheOneThatWasRead(
    program name: String
  ) throws {
    let program = try BuiltProgram()
    let commands = try commands(program, [name])
    #expect(commands.count >= (name == "gyro" ? 20 : 1), "\(commands)")
    for command in commands {
      try expectSnapshot(
        of: program.help(command), named: "\(name)/\(command.joined(separator: "-")).txt")
    }
    try expectSnapshots(
      in: name, are: Set(commands.map { $0.joined(separator: "-") + ".txt" }))
  }
}

extension BuiltProgram {
  /// What `--help` says, in lines of 80 columns.
  fileprivate func help(_ words: [String]) throws -> String {
    let run = try shell("COLUMNS=80 \(words.joined(separator: " ")) --help")
    #expect(run.exitCode == 0, "\(words)")
    return run.standardOutput
  }
}
