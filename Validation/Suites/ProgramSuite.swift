// SPDX-License-Identifier: GPL-3.0-or-later
// Claims that only whole processes can show: kills, full disks, nonsense, peers in other languages.

internal import Foundation

/// The exit status of a script.
struct ProgramSuite: Suite {
  static let kind = "program"

  /// What is run; see ``CommandRun``.
  let command: [String]
  let needsTable: Bool

  private enum CodingKeys: String, CodingKey { case command, needsTable }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    command = try values.decode([String].self, forKey: .command)
    needsTable = try values.decodeIfPresent(Bool.self, forKey: .needsTable) ?? false
  }

  var isSlow: Bool { true }

  func measure(_ context: CaseContext) throws -> Outcome {
    let run = try CommandRun(command, context)
    context.report(run.standardOutput)
    return Outcome(metrics: ["exit status": Double(run.status)])
  }
}
