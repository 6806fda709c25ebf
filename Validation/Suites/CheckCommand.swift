// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro-validate check`: measures the cases and says which claims hold.

internal import ArgumentParser
internal import Foundation
internal import GyroFiles

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Measure the cases and compare them with their thresholds (the default).",
    discussion: """
      Every case is a file in Validation/Cases: what is claimed, how it is measured, and the \
      thresholds, which are stated nowhere else. A check that misses its threshold fails; a goal that is \
      missed is only reported. Run it from the root of the package.

      With --record the measurements are kept: metrics with date and commit in Results/records.json, and the pages \
      of the cases. With --full as well, committed files are made anew by the commands of their cases.
      """)

  @OptionGroup var folders: FolderOptions
  @Flag(help: "Also the cases that take minutes.")
  var full = false
  @Flag(help: "Keep what was measured among the results.")
  var record = false
  @Option(help: "Only cases of these suites, comma-separated.")
  var suite: String?
  @Option(name: .shortAndLong, help: "Also write the table to this file, as Markdown.")
  var output: String?

  func run() throws {
    let wanted = suite.map { Set($0.split(separator: ",").map(String.init)) }
    let context = folders.context
    let list = try ValidationCase.read(folder: folders.cases)
      .filter { wanted?.contains($0.suite) ?? true }
    guard !list.isEmpty else {
      throw FileError(path: folders.cases, problem: "has no case of the suites asked for")
    }
    var text = ResultText(
      results: folders.results, references: folders.references,
      records: try RecordBook.read(results: folders.results))
    var table = SummaryTable()
    for (index, one) in list.enumerated() {
      let claim = try text.expanded(one.claim)
      if one.measurement.isSlow, !full {
        table.skip(one, claim: claim, "slow: --full")
      } else if one.measurement.needsTable, context.table == nil {
        table.skip(one, claim: claim, "needs --catalog")
      } else if let missing = one.measurement.missingFile {
        table.skip(one, claim: claim, "needs \(missing)")
      } else {
        context.report(
          "case \(index + 1) of \(list.count), \(one.suite): \(claim.prefix { $0 != ";" })")
        table.add(one, claim: claim, try measure(one, context, &text.records))
      }
    }
    try StandardOutput.write(Data(table.text.utf8))
    if let output { try AtomicFile.write(Data(table.markdown().utf8), to: output) }
    if table.failedCount > 0 { throw ExitCode.failure }
  }

  /// The metrics of a case; with `--record` they and its page are kept.
  private func measure(
    _ one: ValidationCase, _ context: CaseContext, _ records: inout RecordBook
  ) throws -> [String: Double] {
    let recorded = one.measurement as? RecordedSuite
    if let recorded {
      if record, full, let command = recorded.command {
        try recorded.record(context)
        records.enter(one.name, command: command.joined(separator: " "), metrics: nil)
        try records.write(results: folders.results)
      }
      _ = try records.entry(of: one.name, results: folders.results)
    }
    let outcome = try one.measurement.measure(context)
    guard record, recorded == nil else { return outcome.metrics }
    records.enter(
      one.name,
      command: "gyro-validate --suite \(one.suite)" + (one.measurement.isSlow ? " --full" : "")
        + (one.measurement.needsTable ? " --catalog TABLE" : "") + " --record",
      metrics: outcome.metrics)
    try records.write(results: folders.results)
    for (name, value) in outcome.files {
      try JSONValue.write(value, to: "\(folders.results)/\(name)")
    }
    for (name, text) in outcome.texts {
      try AtomicFile.write(Data(text.utf8), to: "\(folders.results)/\(name)")
    }
    guard let page = one.page.map({ "\(folders.results)/\($0)" }) else { return outcome.metrics }
    if let text = outcome.page { try AtomicFile.write(Data(text.utf8), to: page) }
    for (mark, table) in outcome.tables { try MarkedPage(path: page).replace(mark, with: table) }
    return outcome.metrics
  }
}
