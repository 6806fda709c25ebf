// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import _TestSupport

@Suite struct RobustnessCommandTests {
  private static let library = PackageFolder.catalogs

  /// A folder with the stars of two small clusters of the standard catalog.
  private func program() throws -> BuiltProgram {
    let program = try BuiltProgram()
    let lines = try String(contentsOfFile: Self.library + "/rotators.ecsv", encoding: .utf8)
      .split(separator: "\n").filter { line in
        line.hasPrefix("#") || line.hasPrefix("gaia_dr3_source_id")
          || line.contains(",NGC752,") || line.contains(",NGC6819,")
      }
    try Data((lines.joined(separator: "\n") + "\n").utf8)
      .write(to: program.folder.appending(path: "small.ecsv"))
    return program
  }

  private let line =
    "gyro robustness --catalog small.ecsv --catalogs \(library) "
    + "--suite prior,membership,selection,outliers --clusters 'NGC 752' --quiet --output "

  private func files(_ program: borrowing BuiltProgram, _ folder: String) throws -> [Data] {
    try ["budget.json", "shifts.csv", "report.md", "report.html"].map {
      try Data(contentsOf: program.folder.appending(path: "\(folder)/\($0)"))
    }
  }

  @Test func partsMergeToTheBytesOfOneRun() throws {
    let program = try program()
    let whole = try program.shell(line + "whole --threads 1")
    #expect(whole.exitCode == 0, "\(whole.standardOutput)")
    #expect(whole.standardOutput.hasPrefix("Mean over 1 cluster, dex\n  statistical"))
    for index in 1...3 {
      let part = try program.shell(line + "part\(index) --shard \(index)/3")
      #expect(part.exitCode == 0 && part.standardOutput.isEmpty, "\(part.standardOutput)")
    }
    let lacking = try program.shell("gyro robustness merge part1 part2 --output merged")
    #expect(lacking.exitCode == 1 && lacking.standardOutput.contains("lack the task"))
    let merged = try program.shell("gyro robustness merge part3 part1 part2 --output merged")
    #expect(merged.exitCode == 0 && merged.standardOutput == whole.standardOutput)
    #expect(try files(program, "merged") == files(program, "whole"))
    let json = try #require(
      JSONSerialization.jsonObject(with: try files(program, "whole")[0]) as? [String: Any])
    let cluster = try #require((json["clusters"] as? [[String: Any]])?.first)
    #expect(cluster["cluster"] as? String == "NGC752")
    for key in ["statistical", "prior", "outliers", "total"] {
      #expect((cluster[key] as? Double).map { $0 > 0 && $0 < 1 } == true, "\(key)")
    }
    // What the catalog cannot say is said, and no figure stands for it.
    #expect(whole.standardOutput.contains("\n  membership    not tried\n"))
    for object in [cluster, try #require(json["mean"] as? [String: Any])] {
      #expect(object["membership"] is NSNull)
    }
    #expect(
      String(decoding: try files(program, "whole")[2], as: UTF8.self)
        .contains("| membership | not tried | not tried |"))
    #expect(
      String(decoding: try files(program, "whole")[2], as: UTF8.self)
        .contains("no star has a membership probability"))
  }

  @Test func aKilledRunGoesOnToTheSameBytes() throws {
    let program = try program()
    let killed = try program.killing(
      line + "b --threads 1", once: "[ $(ls b/tasks 2> /dev/null | wc -l) -ge 3 ]",
      output: "b/budget.json")
    #expect(killed.exitCode == 0, "\(killed.standardOutput)")
    #expect(try program.shell(line + "b --threads 2").exitCode == 0)
    #expect(try program.shell(line + "a").exitCode == 0)
    #expect(try files(program, "a") == files(program, "b"))
    let again = try program.shell(line.replacingOccurrences(of: "--quiet ", with: "") + "a")
    #expect(again.standardOutput.contains(/(\d+) tasks, \1 of them done before/))
  }

  @Test(arguments: [
    ("--suite dust", "--suite"), ("--clusters Nowhere", "clusters.json does not know"),
    ("--shard 4/3", "--shard"), ("--draws 1", "2 to 10000"), ("--selection all", "--selection"),
    ("--catalog none.ecsv", "none.ecsv"), ("--clusters Pleiades", "no star of Pleiades"),
    ("--model none", "none"),
  ])
  func aMistakeIsExplained(options: String, words: String) throws {
    let program = try program()
    let run = try program.shell(
      "gyro robustness --catalogs \(Self.library) --output out "
        + (options.hasPrefix("--catalog ") ? "" : "--catalog small.ecsv ") + options)
    #expect(run.exitCode == (run.standardOutput.contains("Usage:") ? 64 : 1))
    #expect(run.standardOutput.contains(words), "\(run.standardOutput)")
  }

  /// A table, a cluster or a suite without its option is told what to do.
  @Test(arguments: [
    ("mine.csv", "`gyro cluster mine.csv`"), ("Pleiades", "give --clusters Pleiades"),
    ("prior", "give --suite prior"), ("'my table.csv'", "`gyro cluster 'my table.csv'`"),
  ])
  func aWordWithoutAnOptionIsExplained(word: String, words: String) throws {
    let run = try BuiltProgram().shell("gyro robustness \(word) --output out")
    #expect(run.exitCode == 64)
    #expect(run.standardOutput.contains(words), "\(run.standardOutput)")
  }

  /// A run that is told to end says what it has kept and how it goes on, and ends by the signal.
  @Test func anInterruptedRunSaysHowItGoesOn() throws {
    let program = try program()
    let run = try program.shell(
      // One that was done before the signal came is begun again.
      "for try in $(seq 20); do rm -rf out; "
        + line.replacingOccurrences(of: "--quiet ", with: "")
        + "out --threads 1 > said 2>&1 & pid=$!; "
        + "while [ $(ls out/tasks 2> /dev/null | wc -l) -lt 2 ]; do sleep 0.01; done; "
        + "kill -TERM $pid; wait $pid; status=$?; [ $status -ne 0 ] && break; done; "
        + "cat said; echo status $status")
    let output = run.standardOutput
    #expect(
      output.contains(" tasks, 0 of them done before; each is kept in out/tasks when it is done"))
    #expect(
      output.contains(/Interrupted: \d+ of \d+ tasks are done and kept in out\/tasks\./),
      "\(output)")
    #expect(output.contains("\n  gyro robustness --catalog small.ecsv"))
    #expect(output.contains("status 143"))
  }

  @Test func foldersOfDifferentRunsDoNotMerge() throws {
    let program = try program()
    _ = try program.shell(line + "one --shard 1/2")
    _ = try program.shell(
      line.replacingOccurrences(of: "prior,", with: "") + "two --shard 2/2")
    let run = try program.shell("gyro robustness merge one two --output merged")
    #expect(run.exitCode == 1 && run.standardOutput.contains("is of another run"))
    let none = try program.shell("gyro robustness merge one nowhere --output merged")
    #expect(none.exitCode == 1 && none.standardOutput.contains("plan.json"))
  }

  @Test func aFolderBelongsToOneRun() throws {
    let program = try program()
    #expect(try program.shell("mkdir out").exitCode == 0)
    let lock = open(program.folder.path + "/out/.lock", O_RDWR | O_CREAT, 0o600)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    let run = try program.shell(line + "out")
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("out: is in use by another run"), "\(run.standardOutput)")
  }

  /// A result of which a number was altered is made again, to the bytes of an undisturbed run.
  @Test func anAlteredResultIsMadeAgain() throws {
    let program = try program()
    #expect(try program.shell(line + "a").exitCode == 0)
    let run = try program.shell(
      "cp -r a b; rm b/budget.json; for f in b/tasks/*.json; do "
        + "sed -i 's/\"q50\" : [0-9.]*/\"q50\" : 3.0/' $f; done; \(line)b")
    #expect(run.exitCode == 0, "\(run.standardOutput)")
    #expect(try files(program, "a") == files(program, "b"))
  }
}
