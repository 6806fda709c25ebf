// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro catalog build`: the standard catalog from the source tables, with the account of every row.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles
internal import GyroQuantities
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
  var extinctionLaw = CatalogBuildRequest.usualExtinctionLaw
  @Option(
    name: .shortAndLong, help: "The table to write; its report is written next to it.",
    completion: .file())
  var output: String?
  @Flag(name: .shortAndLong, help: "Do not print the report.")
  var quiet = false

  func validate() throws {
    if all, output == nil {
      throw ValidationError("--all needs --output: such a catalog is not to be redistributed.")
    }
    if ExtinctionLaw.named(extinctionLaw) == nil {
      throw ValidationError("There is no extinction law \"\(extinctionLaw)\".")
    }
  }

  private func request() throws -> CatalogBuildRequest {
    let folder = output == nil ? sources.folder.workFolder() : nil
    guard folder != EmbeddedCatalogs.folder else {
      throw ValidationError(
        "The folder Catalogs is not here. Name it with --catalogs or GYRO_CATALOGS, or an --output."
      )
    }
    return CatalogBuildRequest(
      sources: source, takesAll: all, extinctionLaw: extinctionLaw,
      tables: output.map { [$0] } ?? ["fits", "ecsv"].map { "\(folder ?? ".")/rotators.\($0)" },
      readme: folder.map { $0 + "/README.md" })
  }

  var files: FileRoles {
    var files = FileRoles()
    files.reads(catalogs: sources.folder.workFolder())
    let request = try? request()
    for path in request?.tables ?? [] {
      files.writes(path, output == nil ? "the standard catalog" : "--output")
    }
    files.writes(request?.report, "the report of --output")
    files.writes(request?.readme, "the catalogs' README.md")
    return files
  }

  func run() throws {
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let library = try sources.folder.workLibrary()
    let run = try CatalogBuildRun(try request(), library: library)
    let fetcher = sources.fetcher(library, transport: SourceFetcher.network)
    guard let outcome = try run.run(fetcher: fetcher) else { return }
    for warning in outcome.warnings { StandardError.say("gyro: \(warning.message)") }
    if !quiet { try TextOutput.write(outcome.report) }
    StandardError.say("gyro: wrote \(outcome.written.joined(separator: ", "))")
  }
}
