// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro-validate report`: the tables of Validation/README.md from the committed results.

internal import ArgumentParser
internal import Foundation
internal import GyroFiles

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the tables of Validation/README.md from the committed results.",
    discussion: """
      Nothing is measured: numbers are those of Results, References and Results/records.json. With \
      --check nothing is written, and a page that is out of date is an error.
      """)

  @OptionGroup var folders: FolderOptions
  @Option(help: "The claims that are no cases.")
  var claims = "Validation/Claims.json"
  @Option(help: "The page, which has the marks claims and cases.")
  var page = "Validation/README.md"
  @Flag(help: "Only check that the page is up to date.")
  var check = false

  func run() throws {
    let text = ResultText(
      results: folders.results, references: folders.references,
      records: try RecordBook.read(results: folders.results))
    let claimRows = try JSONValue.decode([Claim].self, at: claims).map { try $0.row(text) }
    let cases = try ValidationCase.read(folder: folders.cases)
    let context = folders.context
    var table = SummaryTable()
    for one in cases {
      let entry = text.records.entries[one.name]
      var outcome = Outcome(metrics: entry?.metrics ?? [:])
      if one.measurement is RecordedSuite {
        _ = try text.records.entry(of: one.name, results: folders.results)
        outcome = try one.measurement.measure(context)
      }
      try table.add(
        one, claim: text.expanded(one.claim), outcome.metrics, entry: entry, isReport: true)
    }
    let target = MarkedPage(path: page)
    let tables = [
      "claims": (Claim.header + claimRows).joined(separator: "\n") + "\n",
      "cases": table.markdown(withRecords: true),
    ]
    guard check else {
      for (mark, table) in tables { try target.replace(mark, with: table) }
      return
    }
    for (mark, table) in tables.sorted(by: { $0.key < $1.key })
    where try target.text(at: mark) != table {
      throw FileError(
        path: page, problem: "is out of date: the table \"\(mark)\" differs from the results",
        hint: "Run gyro-validate report")
    }
  }
}

/// A claim that is measured by other means than a case; its numbers are read from result files.
private struct Claim: Decodable {
  /// What is claimed, and the last result.
  let claim, result: String
  /// The file of results; nil if there is none.
  let page: String?
  /// What measures it again.
  let command: String

  static let header = ["| claim | last result | file | command |", "|---|---|---|---|"]

  func row(_ text: ResultText) throws(FileError) -> String {
    let link = page.map { "[\($0.split(separator: "/").last ?? "")](\($0))" } ?? ""
    return "| \(try text.expanded(claim)) | \(try text.expanded(result)) | \(link) | \(command) |"
  }
}
