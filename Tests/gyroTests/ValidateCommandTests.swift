// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// `gyro-validate` says which claims hold, and fails where one does not.
@Suite struct ValidateCommandTests {
  private func run(_ checks: String, results: String = "results") throws -> ProgramRun {
    let program = try BuiltProgram()
    for folder in ["cases", "results"] {
      try FileManager.default.createDirectory(
        at: program.folder.appending(path: folder), withIntermediateDirectories: true)
    }
    try Data(#"{"mean": {"total": 0.07}, "list": [{"a": "x", "v": 1}, {"a": "y", "v": 2}]}"#.utf8)
      .write(to: program.folder.appending(path: "results/r.json"))
    try Data(
      """
      {"suite": "recovery", "kind": "recorded", "file": "r.json", "claim": "It is small",
       "checks": [\(checks)]}
      """.utf8
    ).write(to: program.folder.appending(path: "cases/one.json"))
    return try program.shell(
      "gyro-validate --cases cases --results \(results) --output table.md && grep -c holds table.md"
    )
  }

  @Test func aClaimThatHoldsIsSaidToAndAGoalThatIsMissedFailsNothing() throws {
    let run = try run(
      #"{"figure": "mean/total", "atMost": 0.08, "goal": 0.06}, {"figure": "list/a=y/v", "atLeast": 2}"#
    )
    #expect(run.exitCode == 0, "\(run.standardOutput)")
    #expect(run.standardOutput.contains("holds, goal 0.06 missed"))
    #expect(run.standardOutput.contains("2 checks hold, 0 fail, 1 goals missed, 0 cases skipped"))
  }

  @Test(arguments: [
    #"{"figure": "mean/total", "atMost": 0.069}"#, #"{"figure": "mean/nothing", "atMost": 1}"#,
  ])
  func aClaimThatDoesNotHoldFails(check: String) throws {
    let run = try run(check)
    #expect(run.exitCode == 1 && run.standardOutput.contains("FAILS"), "\(run.standardOutput)")
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let lost = try run(#"{"figure": "x", "atMost": 1}"#, results: "nowhere")
    #expect(lost.exitCode == 1 && lost.standardOutput.contains("nowhere/r.json"))
    let broken = try run("{")
    #expect(broken.exitCode == 1 && broken.standardOutput.contains("one.json"))
  }
}
