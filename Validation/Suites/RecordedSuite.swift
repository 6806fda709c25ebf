// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics of committed result files: what took long to measure must keep its promises in every commit.

internal import Foundation
internal import GyroFiles

/// The numbers of a result file at the paths that the checks name.
///
/// With `--record` the file is made anew by the commands of the case; otherwise the record book must say when and
/// from which commit it was made.
struct RecordedSuite: Suite {
  static let kind = "recorded"

  /// A table of a page that a command prints.
  struct PrintedTable: Decodable {
    let page, mark: String
    let command: [String]
  }

  /// The file in the folder of results.
  let file: String
  /// What makes it; see ``CommandRun``.
  let command: [String]?
  /// Tables of pages that belong to it.
  let tables: [PrintedTable]?
  let checks: [Check]

  var needsTable: Bool { false }

  func measure(_ context: CaseContext) throws -> Outcome {
    let path = "\(context.results)/\(file)"
    let top = try JSONValue.decode(JSONValue.self, at: path)
    let found = checks.compactMap { check in
      top.number(at: check.metric).map { (check.metric, $0) }
    }
    return Outcome(metrics: Dictionary(found) { first, _ in first })
  }

  /// Makes the file and its tables anew.
  func record(_ context: CaseContext) throws {
    guard let command else { return }
    try CommandRun(command, context).requireSuccess()
    for table in tables ?? [] {
      let run = try CommandRun(table.command, context)
      try run.requireSuccess()
      try MarkedPage(path: "\(context.results)/\(table.page)").replace(
        table.mark, with: run.standardOutput)
    }
  }
}
