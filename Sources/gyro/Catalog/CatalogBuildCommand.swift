// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro catalog build`: the standard catalog from the source tables, with the account of every row.

internal import ArgumentParser
internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroQuantities
internal import GyroTables
internal import Gyrochronology

struct CatalogBuildCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make the standard catalog from the source tables.",
    discussion: """
      Without --output the catalog and its report are written into the folder Catalogs, from \
      those sources that may be redistributed. With --all every source is taken, the ChronoFlow \
      table too; such a catalog stays with you and needs --output.

      EXAMPLES
        gyro catalog build
        gyro catalog build --all --output rotators-all.fits
        gyro catalog build --source rebull-2016 --output pleiades.ecsv
      """)

  @OptionGroup var sources: CatalogSourceOptions
  @Option(help: "Key of a source to take (repeatable).")
  var source: [String] = []
  @Flag(help: "Take every source, also those whose rows may not be redistributed.")
  var all = false
  @Option(help: "Extinction law: \(ExtinctionLaw.all.map(\.name).joined(separator: " or ")).")
  var extinctionLaw = ExtinctionLaw.constant.name
  @Option(help: "The table to write; its report is written next to it.")
  var output: String?
  @Flag(help: "Do not print the report.")
  var quiet = false

  func validate() throws {
    if all, output == nil {
      throw ValidationError("--all needs --output: such a catalog is not to be redistributed.")
    }
    if ExtinctionLaw.named(extinctionLaw) == nil {
      throw ValidationError("There is no extinction law \"\(extinctionLaw)\".")
    }
  }

  var files: FileRoles {
    var files = FileRoles()
    files.reads(sources.folder)
    for path in (try? tables()) ?? [] {
      files.writes(path, output == nil ? "the standard catalog" : "--output")
    }
    files.writes(try? reportPath(), "the report of --output")
    if output == nil {
      files.writes(try? sources.folder.folder() + "/README.md", "the catalogs' README.md")
    }
    return files
  }

  /// The tables to write.
  private func tables() throws -> [String] {
    if let output { return [output] }
    let folder = try sources.folder.folder()
    return ["fits", "ecsv"].map { "\(folder)/rotators.\($0)" }
  }

  /// The path of the account of every row.
  private func reportPath() throws -> String {
    (try tables()[0] as NSString).deletingPathExtension + "-report.txt"
  }

  func run() throws {
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let library = try sources.folder.library()
    let manifests =
      try source.isEmpty
      ? library.manifests.filter { all || $0.isRedistributed } : source.map(library.manifest)
    let law = ExtinctionLaw.named(extinctionLaw) ?? .constant
    let catalog = try StandardCatalog.build(
      manifests, library: library,
      fetcher: sources.fetcher(library, transport: SourceFetcher.network), law: law,
      warn: { StandardError.say("gyro: warning: \($0)") })
    let report = catalog.reportText
    let (tables, reportPath) = (try tables(), try reportPath())
    let metadata = [
      TableMetadata(key: "CREATOR", value: "gyro \(ProgramVersion.current)"),
      TableMetadata(key: "EXTLAW", value: law.name),
      TableMetadata(
        key: "comment",
        value: "Sources: "
          + manifests.filter { !$0.tables.isEmpty }.map(\.key)
          .joined(separator: " ")),
    ]
    for path in tables { try catalog.write(to: path, metadata: metadata) }
    try TextOutput.write(report, to: reportPath)
    if output == nil {
      try TextOutput.write(library.readme, to: sources.folder.folder() + "/README.md")
    }
    if !quiet { try TextOutput.write(report) }
    StandardError.say("gyro: wrote \((tables + [reportPath]).joined(separator: ", "))")
  }
}
