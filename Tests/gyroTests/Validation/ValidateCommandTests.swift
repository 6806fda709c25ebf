// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import _TestSupport

/// `gyro-validate` says which claims hold, and fails where one does not.
@Suite struct ValidateCommandTests {
  private func run(_ checks: String, results: String = "results", recorded: String = "one") throws
    -> ProgramRun
  {
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
    try Data(
      """
      {"kind": "validation-records", "version": 1, "entries":
       {"\(recorded)": {"date": "2026-11-27", "commit": "abcdef01", "command": "make"}}}
      """.utf8
    ).write(to: program.folder.appending(path: "results/records.json"))
    return try program.shell(
      "gyro-validate --cases cases --results \(results) --output table.md && grep -c holds table.md"
    )
  }

  @Test func aClaimThatHoldsIsSaidToAndAGoalThatIsMissedFailsNothing() throws {
    let run = try run(
      #"{"metric": "mean/total", "atMost": 0.08, "goal": 0.06}, {"metric": "list/a=y/v", "atLeast": 2}"#
    )
    #expect(run.exitCode == 0, "\(run.standardOutput)")
    #expect(run.standardOutput.contains("holds, goal 0.06 missed"))
    #expect(run.standardOutput.contains("2 checks hold, 0 fail, 1 goals missed, 0 cases skipped"))
  }

  @Test(arguments: [
    (#""atMost": 1, "goal": 0.1"#, nil), (#""atMost": 1, "goal": 0.05"#, "0.05"),
    (#""atLeast": 0, "goal": 0.05"#, nil), (#""atLeast": 0, "goal": 0.1"#, "0.1"),
    (#""atLeast": 0, "atMost": 1, "goal": {"atLeast": -0.1, "atMost": 0.1}"#, nil),
    (#""atLeast": 0, "atMost": 1, "goal": {"atLeast": -0.1, "atMost": 0.05}"#, "-0.1 to 0.05"),
    (#""atLeast": 0, "atMost": 1, "goal": {"atLeast": 0.08, "atMost": 0.1}"#, "0.08 to 0.1"),
    (#""isInformational": true, "goal": {"atMost": 0.05}"#, "0.05"),
  ]) func aGoalHasASideOrTwo(limits: String, missed: String?) throws {
    let run = try run(
      #"{"metric": "mean/total", \#(limits)}, {"metric": "list/a=y/v", "atLeast": 2}"#)
    #expect(run.exitCode == 0, "\(run.standardOutput)\(run.standardError)")
    #expect(run.standardOutput.contains("goal ") == (missed != nil), "\(run.standardOutput)")
    if let missed { #expect(run.standardOutput.contains("goal \(missed) missed")) }
  }

  @Test(arguments: [#""atLeast": 0, "atMost": 1"#, #""isInformational": true"#])
  func aGoalWithoutASideIsRefused(limits: String) throws {
    let run = try run(#"{"metric": "mean/total", \#(limits), "goal": 0.1}"#)
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("on which side"), "\(run.standardOutput)")
  }

  @Test(arguments: [
    #"{"metric": "mean/total", "atMost": 0.069}"#, #"{"metric": "mean/nothing", "atMost": 1}"#,
  ])
  func aClaimThatDoesNotHoldFails(check: String) throws {
    let run = try run(check)
    #expect(run.exitCode == 1 && run.standardOutput.contains("FAILS"), "\(run.standardOutput)")
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let lost = try run(#"{"metric": "x", "atMost": 1}"#, results: "nowhere")
    #expect(lost.exitCode == 1 && lost.standardOutput.contains("nowhere/records.json"))
    let broken = try run("{")
    #expect(broken.exitCode == 1 && broken.standardOutput.contains("one.json"))
  }

  /// A committed result must say when and from which commit it was made.
  @Test func aResultOfUnknownOriginIsRefused() throws {
    let run = try run(#"{"metric": "mean/total", "atMost": 1}"#, recorded: "another")
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("does not state when and from which commit"))
  }

  @Test(arguments: [
    (#"{"metric": "mean/total"}"#, "has no limit"),
    (#"{"metric": "mean/total", "atMost": 1, "isInformational": true}"#, "has a limit"),
  ])
  func aCheckHasALimitOrIsInformational(check: String, problem: String) throws {
    let run = try run(check)
    #expect(run.exitCode == 1 && run.standardOutput.contains(problem), "\(run.standardOutput)")
  }

  @Test func anInformationalMetricFailsNothing() throws {
    let run = try run(
      #"{"metric": "mean/total", "isInformational": true}, {"metric": "list/a=y/v", "atMost": 2}"#)
    #expect(run.exitCode == 0, "\(run.standardOutput)")
    #expect(run.standardOutput.contains("1 checks hold, 0 fail"))
  }

  @Test func aKindThatThereIsNotIsNamed() throws {
    let program = try BuiltProgram()
    let run = try program.shell(
      """
      mkdir cases results && echo '{"kind": "validation-records", "version": 1, "entries": {}}' > results/records.json
      echo '{"suite": "s", "kind": "x", "claim": "c", "checks": []}' > cases/a.json
      gyro-validate --cases cases --results results
      """)
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("x") && run.standardOutput.contains("spinDown"))
  }

  // MARK: The page

  private func report(_ page: String, claims: String, _ arguments: String = "") throws -> ProgramRun
  {
    let program = try BuiltProgram()
    for (name, text) in [
      ("page.md", page), ("claims.json", claims), ("r.json", #"{"v": 0.25}"#),
      ("records.json", #"{"kind": "validation-records", "version": 1, "entries": {}}"#),
    ] { try Data(text.utf8).write(to: program.folder.appending(path: name)) }
    return try program.shell(
      "mkdir cases && gyro-validate report --cases cases --results . --claims claims.json "
        + "--page page.md \(arguments) && cat page.md")
  }

  private static let page =
    "a\n<!-- claims -->\n<!-- /claims -->\nb\n<!-- cases -->\n<!-- /cases -->\nc\n"
  private static let claims =
    #"[{"claim": "It is", "result": "{Results/r.json#v:%0} of it", "page": "Results/r.json", "command": "`make`"}]"#

  @Test func numbersOfAPageAreThoseOfTheResults() throws {
    let run = try report(Self.page, claims: Self.claims)
    #expect(run.exitCode == 0, "\(run.standardOutput)")
    #expect(
      run.standardOutput.contains("| It is | 25 % of it | [r.json](Results/r.json) | `make` |"))
    #expect(run.standardOutput.hasPrefix("a\n") && run.standardOutput.hasSuffix("c\n"))
  }

  @Test func aPageThatIsOutOfDateIsAnError() throws {
    let run = try report(Self.page, claims: Self.claims, "--check")
    #expect(run.exitCode == 1 && run.standardOutput.contains("is out of date"))
  }

  @Test(arguments: ["{Results/r.json#w:2}", "{Results/r.json#v:x}", "{r.json#v:2}", "{v}"])
  func aNumberThatIsNotThereIsNamed(reference: String) throws {
    let claims = Self.claims.replacingOccurrences(of: "{Results/r.json#v:%0}", with: reference)
    let run = try report(Self.page, claims: claims)
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("names no number"), "\(run.standardOutput)")
  }

  /// Numbers of Validation/README.md are never copied by hand.
  @Test func theCommittedPageIsUpToDate() throws {
    let root = PackageFolder.url.path
    let run = try BuiltProgram().shell("cd '\(root)' && gyro-validate report --check")
    #expect(run.exitCode == 0, "\(run.standardOutput)")
  }
}
