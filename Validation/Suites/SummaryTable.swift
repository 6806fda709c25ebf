// SPDX-License-Identifier: GPL-3.0-or-later
// Which claims hold, as one table.

internal import Foundation

/// The outcome of all cases.
struct SummaryTable {
  private var rows: [[String]] = []
  private var missedGoals = 0
  private var skipped = 0
  private(set) var failedCount = 0
  private var passedCount = 0

  /// Holds a case's figures against its thresholds; a figure that is not there fails.
  mutating func add(_ one: ValidationCase, _ figures: [String: Double]) {
    for check in one.checks {
      let value = figures[check.figure]
      let holds = value.map(check.holds) ?? false
      var verdict = holds ? "holds" : "FAILS"
      if holds { passedCount += 1 } else { failedCount += 1 }
      if let value, let goal = check.goal, check.meetsGoal(value) == false {
        verdict += ", goal \(goal) missed"
        missedGoals += 1
      }
      rows.append([
        one.suite, one.claim, check.figure,
        value.map { String(format: "%.4g", $0) } ?? "missing", check.limits, verdict,
      ])
    }
  }

  /// Says why a case was not measured.
  mutating func skip(_ one: ValidationCase, _ reason: String) {
    skipped += 1
    rows.append([one.suite, one.claim, "", "", "", "skipped (\(reason))"])
  }

  private static let header = ["suite", "claim", "figure", "value", "limit", "verdict"]

  private var counts: String {
    "\(passedCount) checks hold, \(failedCount) fail, \(missedGoals) goals missed, "
      + "\(skipped) cases skipped"
  }

  /// For a terminal: a line a check, without the claim.
  var text: String {
    let shown = ([Self.header] + rows).map { row in
      [row[0], row[2].isEmpty ? row[1] : row[2]] + row[3...]
    }
    let widths = (0..<4).map { column in shown.map { $0[column].count }.max() ?? 0 }
    return shown.map { row in
      (0..<4).map { row[$0].padding(toLength: widths[$0], withPad: " ", startingAt: 0) }
        .joined(separator: "  ") + "  " + row[4] + "\n"
    }.joined() + counts + "\n"
  }

  /// For a page.
  var markdown: String {
    ([Self.header, Self.header.map { _ in "---" }] + rows).map {
      "| " + $0.joined(separator: " | ") + " |\n"
    }.joined() + "\n\(counts)\n"
  }
}
