// SPDX-License-Identifier: GPL-3.0-or-later
// Where results go, in which form, and how much is said meanwhile.

internal import ArgumentParser
internal import GyroFiles
internal import GyroTables
internal import Gyrochronology

extension ReportFormat: ExpressibleByArgument {
  static let allValueStrings = names
  static let defaultCompletionKind = CompletionKind.list(names)

  init?(argument: String) { self.init(name: argument) }
}

struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How to write. Without it the name of the output decides; on standard output one result is "
        + "text and a table is csv.",
      valueName: "format"))
  var format: ReportFormat?
  @Option(
    name: .shortAndLong,
    help: "The file to write, which appears whole or not at all, or - for standard output.",
    completion: .file())
  var output = "-"
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Significant digits of results in JSON, CSV, TSV and ECSV; 17 keeps all. FITS and VOTable always do. "
        + "(default: \(SignificantDigits.usual.count))",
      valueName: "n"))
  var digits: Int?
  @Option(
    parsing: .unconditional, help: "Threads that share the work (default: one for each core).")
  var threads: Int?
  @Flag(name: .shortAndLong, help: "No messages and no progress on standard error.")
  var quiet = false

  func validate() throws {
    try Threads.check(threads)
    try Usage.check("--digits", digits, in: 1...17)
    // Whether it is a table matters only for standard output.
    if case .table(.fits) = try format(isTable: true), output == "-", StandardOutput.isTerminal {
      throw ValidationError(
        "FITS is binary, and standard output is a terminal; give --output FILE.")
    }
  }

  /// Whether there is to be no progress: none is wanted, or it would stand between rows on the same terminal.
  var showsRows: Bool {
    quiet || (output == "-" && StandardOutput.isTerminal && StandardError.isTerminal)
  }

  /// What numbers are rounded to.
  var significantDigits: SignificantDigits { digits.map(SignificantDigits.init) ?? .usual }

  /// How many threads share the work.
  var threadCount: Int { Threads.count(threads) }

  /// The form to write in.
  func format(isTable: Bool) throws -> ReportFormat {
    if let format { return format }
    return try Usage.of { () throws(RequestError) in
      try ReportFormat(output: output, isTable: isTable)
    }
  }

  /// Says what a run warns of.
  func warn(_ warnings: [RunWarning]) {
    for warning in warnings { remark(warning.message) }
  }

  /// Says something to the person at the terminal.
  func remark(_ words: String) {
    guard !quiet else { return }
    StandardError.say(words)
  }
}
