// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro-validate`: the claims of README and model, held against thresholds; one table says which hold.

internal import ArgumentParser
internal import Foundation
internal import GyroFiles
internal import GyroNumerics
internal import Gyrochronology

@main
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gyro-validate",
    abstract: "Hold the claims of this package against their thresholds.",
    discussion: """
      Every case is a file in Validation/Cases: what is claimed, how it is measured, and the \
      thresholds, which stand nowhere else. A check that misses its threshold fails; a goal that is \
      missed is only said. Run it from the root of the package.
      """,
    version: ProgramVersion.current)

  @Option(help: "The folder of the cases.")
  var cases = "Validation/Cases"
  @Option(help: "The folder of the committed results.")
  var results = "Validation/Results"
  @Option(help: "The folder Catalogs of the package.")
  var catalogs = "Catalogs"
  @Option(help: "The ChronoFlow table; cases that need it are skipped without.")
  var catalog: String?
  @Flag(help: "Also the cases that take minutes.")
  var full = false
  @Option(help: "Only cases of these suites, joined by commas.")
  var suite: String?
  @Option(help: "Threads to use. Default: one a core.")
  var threads: Int?
  @Option(name: .shortAndLong, help: "Also write the table to this file, as Markdown.")
  var output: String?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), expected 1 to 1024.")
    }
  }

  func run() throws {
    let wanted = suite.map { Set($0.split(separator: ",").map(String.init)) }
    let context = CaseContext(
      results: results, catalogs: catalogs, table: catalog,
      threadCount: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let list = try ValidationCase.read(folder: cases).filter { wanted?.contains($0.suite) ?? true }
    guard !list.isEmpty else {
      throw FileError(path: cases, problem: "has no case of the suites asked for")
    }
    var table = SummaryTable()
    for (index, one) in list.enumerated() {
      if one.isSlow, !full {
        table.skip(one, "slow: --full")
      } else if one.needsTable, catalog == nil {
        table.skip(one, "needs --catalog")
      } else {
        context.remark(
          "case \(index + 1) of \(list.count), \(one.suite): \(one.claim.prefix { $0 != ";" })")
        table.add(one, try one.figures(context))
      }
    }
    try StandardOutput.write(Data(table.text.utf8))
    if let output { try AtomicFile.write(Data(table.markdown.utf8), to: output) }
    if table.failedCount > 0 { throw ExitCode.failure }
  }
}

/// What the cases share.
struct CaseContext: Sendable {
  let results: String
  let catalogs: String
  let table: String?
  let threadCount: Int
  let start = ContinuousClock.now

  /// Says on standard error what is done now, after how many seconds.
  func remark(_ words: String) {
    let seconds = Int(clamping: (ContinuousClock.now - start) / .seconds(1))
    StandardError.say("gyro-validate: \(seconds) s, \(words)")
  }
}
