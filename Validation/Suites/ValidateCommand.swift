// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro-validate`: the claims of README and model against their thresholds.

internal import ArgumentParser
internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroNumerics
internal import Gyrochronology

@main
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gyro-validate",
    abstract: "Compare the claims of this package with their thresholds.",
    version: ProgramVersion.current,
    subcommands: [
      CheckCommand.self, ReportCommand.self, SlopesCommand.self, CalibratedAgesCommand.self,
    ],
    defaultSubcommand: CheckCommand.self)
}

/// Where cases, results and what they need lie.
struct FolderOptions: ParsableArguments {
  @Option(help: "The folder of the cases.")
  var cases = "Validation/Cases"
  @Option(help: "The folder of the committed results.")
  var results = "Validation/Results"
  @Option(help: "The folder of other programs' results.")
  var references = "Validation/References"
  @Option(help: "The folder Catalogs of the package.")
  var catalogs = "Catalogs"
  @Option(help: "The ChronoFlow table; cases that need it are skipped without.")
  var catalog: String?
  @Option(help: "The program that whole-process cases run.")
  var gyro = ".build/release/gyro"
  @Option(help: "Threads to use. Default: one per core.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), expected 1 to 1024.")
    }
  }

  /// What the cases share.
  var context: CaseContext {
    CaseContext(
      results: results, references: references, catalogs: URL(filePath: catalogs).path,
      table: catalog.map { URL(filePath: $0).path },
      gyro: gyro.contains("/") ? URL(filePath: gyro).path : gyro,
      threadCount: threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }
}

/// What the cases share.
struct CaseContext: Sendable {
  let results, references, catalogs: String
  let table: String?
  let gyro: String
  let threadCount: Int
  let start = ContinuousClock.now

  /// Reports progress on standard error, with the seconds since the start.
  func report(_ message: String) {
    let seconds = Int(clamping: (ContinuousClock.now - start) / .seconds(1))
    StandardError.say("gyro-validate: \(seconds) s, \(message)")
  }

  /// The stars of the ChronoFlow table.
  func chronoFlow(_ library: CatalogLibrary) throws -> StandardCatalog {
    try StandardCatalog.chronoFlow(at: table ?? "", library: library)
  }
}
