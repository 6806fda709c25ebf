// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro catalog show`: the standard catalog by cluster, one cluster, one star, or all stars.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFigures
internal import GyroFiles
internal import GyroPlotting
internal import GyroTables
internal import Gyrochronology

struct CatalogShowCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Show a standard catalog: its clusters, one cluster, one star, every star, a selection.",
    discussion: """
      The key of a source means the catalog made of that source alone. With --selection only \
      the stars of a named choice are shown, and without a cluster, a star or --stars the account \
      of the choice: how many stars are taken and left out, by cluster and by reason.

      EXAMPLES
        gyro catalog show
        gyro catalog show Praesepe --format csv
        gyro catalog show 659477767146049664
        gyro catalog show "EPIC 211892816"
        gyro catalog show --stars --output stars.fits
        gyro catalog show vanlane-2025 --selection chronoflow
      """)

  @Argument(
    help: "A cluster, a Gaia source number, another identifier of a star, or the key of a source.",
    completion: .custom { _, _, _ in ClusterNames.all })
  var name: String?
  @Flag(help: "Every star as a table.")
  var stars = false
  @Option(
    help: "Which stars: \(CatalogSelection.names.joined(separator: ", ")).",
    completion: .list(CatalogSelection.names))
  var selection: String?
  @Option(help: "How to write: \(ReportFormat.names.joined(separator: ", ")).")
  var format: ReportFormat?
  @Option(name: .shortAndLong, help: "Where to write; - is standard output.", completion: .file())
  var output = "-"
  @Option(
    help: "A standard catalog. Default: that of --catalogs, else the one inside the program.",
    completion: .file())
  var catalog: String?
  @OptionGroup var sources: CatalogSourceOptions
  @OptionGroup var plot: PlotOption

  func validate() throws { try CatalogSelection.check(selection) }

  var files: FileRoles {
    var files = FileRoles()
    files.readsCatalog(catalog, in: sources.folder)
    files.writes(output, "--output")
    files.writes(plot)
    return files
  }

  func run() throws {
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let library = try sources.folder.library()
    let run = try CatalogRun(
      CatalogRequest(name: name, listsStars: stars, selection: selection, catalog: catalog),
      library: library, fetcher: sources.fetcher(library, transport: SourceFetcher.network))
    try run.write(format, to: output)
    try plot.write(.catalog(run, command: RecordedCommand.line))
  }
}
