// SPDX-License-Identifier: GPL-3.0-or-later
// Which claims hold, as one table.

internal import Foundation

/// The outcome of all cases.
struct SummaryTable {
  private struct Row {
    let suite, claim, metric, value, limit, verdict: String
    var record = ""
  }

  private var rows: [Row] = []
  private var missedGoals = 0
  private var skipped = 0
  private(set) var failedCount = 0
  private var passedCount = 0

  /// Compares a case's metrics with its thresholds; a metric that is missing fails, unless it is only reported.
  ///
  /// - Parameters:
  ///   - one: The case.
  ///   - claim: Its claim with the numbers of references.
  ///   - metrics: What was measured.
  ///   - entry: When it was recorded; nil if it has just been measured.
  ///   - isReport: Whether nothing was measured, so that a case without a record is no failure.
  mutating func add(
    _ one: ValidationCase, claim: String, _ metrics: [String: Double],
    entry: RecordBook.Entry? = nil, isReport: Bool = false
  ) {
    for check in one.checks {
      let value = metrics[check.metric]
      var verdict = verdict(check, value, isReport: isReport)
      if let value, let goal = check.goal, !goal.isMet(value) {
        verdict += ", goal \(goal) missed"
        missedGoals += 1
      }
      rows.append(
        Row(
          suite: one.suite, claim: claim, metric: check.metric,
          value: value.map { String(format: "%.4g", $0) } ?? (isReport ? "–" : "missing"),
          limit: check.limits, verdict: verdict,
          record: entry.map { "\($0.date), \($0.commit)" } ?? ""))
    }
  }

  private mutating func verdict(_ check: Check, _ value: Double?, isReport: Bool) -> String {
    if check.isInformational { return "informational" }
    guard let value else {
      if isReport { return "not recorded" }
      failedCount += 1
      return "FAILS"
    }
    guard check.holds(value) else {
      failedCount += 1
      return "FAILS"
    }
    passedCount += 1
    return "holds"
  }

  /// Says why a case was not measured.
  mutating func skip(_ one: ValidationCase, claim: String, _ reason: String) {
    skipped += 1
    rows.append(
      Row(
        suite: one.suite, claim: claim, metric: "", value: "", limit: "",
        verdict: "skipped (\(reason))"))
  }

  private var counts: String {
    "\(passedCount) checks hold, \(failedCount) fail, \(missedGoals) goals missed, "
      + "\(skipped) cases skipped"
  }

  /// For a terminal: a line for each check, without the claim.
  var text: String {
    let shown =
      [["suite", "metric", "value", "limit", "verdict"]]
      + rows.map {
        [$0.suite, $0.metric.isEmpty ? $0.claim : $0.metric, $0.value, $0.limit, $0.verdict]
      }
    let widths = (0..<4).map { column in shown.map { $0[column].count }.max() ?? 0 }
    return shown.map { row in
      (0..<4).map { row[$0].padding(toLength: widths[$0], withPad: " ", startingAt: 0) }
        .joined(separator: "  ") + "  " + row[4] + "\n"
    }.joined() + counts + "\n"
  }

  /// For a page; the claim is written once for its checks.
  func markdown(withRecords: Bool = false) -> String {
    var header = ["suite", "claim", "metric", "value", "limit", "verdict"]
    if withRecords { header.append("recorded") }
    var (lines, last) = ([header, header.map { _ in "---" }], "")
    for row in rows {
      let claim = row.claim == last ? "" : row.claim
      last = row.claim
      lines.append(
        [row.suite, claim, row.metric, row.value, row.limit, row.verdict]
          + (withRecords ? [row.record] : []))
    }
    return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined() + "\n\(counts)\n"
  }
}
