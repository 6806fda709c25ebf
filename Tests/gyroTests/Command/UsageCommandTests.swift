// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// What a user who mistypes something reads, and what a closed pipe leaves.
@Suite struct UsageCommandTests {
  @Test(arguments: [
    ("age --period 25.4", "Usage: gyro age ["),
    ("cluster --cluster Nowhere", "Usage: gyro cluster ["),
    ("model score Nowhere", "Usage: gyro model score ["),
    ("catalog show Nowhere", "Usage: gyro catalog show ["),
  ]) func theUsageIsThatOfTheSubcommand(line: String, usage: String) throws {
    let run = try BuiltProgram().gyro(line.split(separator: " ").map(String.init))
    #expect(run.exitCode == 64 && run.standardError.contains(usage), "\(run.standardError)")
  }

  @Test(arguments: [
    ("ages", "\"age\""), ("clusters", "\"cluster\""), ("help simulat", "\"simulate\""),
    ("cluster --cluster Pleiads", "\"Pleiades\""), ("model score Prasepe", "\"Praesepe\""),
    ("catalog show pleides", "\"Pleiades\""), ("age stars.csv --column bprp0=x", "\"bp_rp0\""),
    ("age --perod 3", "'--period'"), ("cluster --cluster all --drawz 100", "'--draws'"),
  ]) func aNameThatIsNearlyRightGetsASuggestion(line: String, name: String) throws {
    let run = try BuiltProgram().gyro(line.split(separator: " ").map(String.init))
    #expect(run.exitCode == 64, "\(run.standardError)")
    #expect(run.standardError.contains("Did you mean \(name)?"), "\(run.standardError)")
  }

  /// Its value is no table that was given as well.
  @Test(arguments: [
    ("cluster --cluster all --foo 100", "cluster"),
    ("cluster --foo=3 stars.csv --name a --by b", "cluster"),
    ("robustness --output out --foo 100", "robustness run"),
  ])
  func anUnknownOptionIsNamedFirst(line: String, command: String) throws {
    let run = try BuiltProgram().gyro(line.split(separator: " ").map(String.init))
    #expect(run.exitCode == 64)
    #expect(run.standardError.contains("Unknown option '--foo'"), "\(run.standardError)")
    #expect(run.standardError.contains("Usage: gyro \(command) ["), "\(run.standardError)")
  }

  @Test(arguments: ["xyzzy", "help xyzzy"]) func aNameLikeNoneGetsNone(line: String) throws {
    let run = try BuiltProgram().gyro(line.split(separator: " ").map(String.init))
    #expect(run.exitCode == 64 && run.standardError.contains("no sub-command \"xyzzy\""))
    #expect(!run.standardError.contains("Did you mean"))
  }

  @Test(arguments: [
    ("simulate --age 700 --stars 3", "simulate --age 700Myr --count 3", "--count"),
    ("simulate --age 700 --stars=3", "simulate --age 0.7Gyr -n 3", "--count"),
    (
      "cluster --catalog NGC752 --method grid --format csv",
      "cluster --cluster NGC752 --method grid --format csv", "--cluster NAME"
    ),
  ]) func oldSpellingsWorkWithANote(old: String, new: String, name: String) throws {
    let program = try BuiltProgram()
    let first = try program.gyro(old.split(separator: " ").map(String.init))
    let second = try program.gyro(new.split(separator: " ").map(String.init))
    #expect(first.exitCode == 0 && first.standardOutput == second.standardOutput)
    #expect(first.standardError.contains("is now \(name)"), "\(first.standardError)")
    #expect(!second.standardError.contains("note:"), "\(second.standardError)")
    let quiet = try program.gyro(old.split(separator: " ").map(String.init) + ["--quiet"])
    #expect(!quiet.standardError.contains("note:"))
  }

  @Test(
    arguments: [
      ("8", "8.0 Gyr", 0), ("8Gyr", nil, 0), ("8000", "8000.0 Myr", 0), ("20", nil, 64),
    ] as [(String, String?, Int32)])
  func aBareOldestAgeIsReadAsTheNoteSays(age: String, words: String?, status: Int32) throws {
    let run = try BuiltProgram().gyro(
      "age", "--period", "10", "--bp-rp0", "0.8", "--max-age", age)
    #expect(run.exitCode == status, "\(run.standardError)")
    #expect(run.standardError.contains("is read as") == (words != nil), "\(run.standardError)")
    if let words { #expect(run.standardError.contains(words)) }
  }

  /// The reader takes nothing at all, so that every write finds the pipe closed.
  @Test func aClosedPipeIsSilentAndPicturesAreWritten() throws {
    let program = try BuiltProgram()
    let alone = try program.shell("(sleep 1; gyro track --bp-rp0 0.82; echo $? > status) | true")
    _ = try program.shell("while [ ! -s status ]; do sleep 0.1; done")
    #expect(alone.standardOutput.isEmpty, "\(alone.standardOutput)")
    let run = try program.shell(
      "cat status; (sleep 1; gyro track --bp-rp0 0.82 --plot t.gp; echo $? > second) | true; "
        + "while [ ! -s second ]; do sleep 0.1; done; cat second; ls t.gp")
    #expect(run.standardOutput == "141\n0\nt.gp\n", "\(run.standardOutput)")
  }
}
