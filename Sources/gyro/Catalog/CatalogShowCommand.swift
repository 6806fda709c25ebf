// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro catalog show`: the standard catalog by cluster, one cluster, one star, or all stars.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroEssentials
internal import GyroFigures
internal import GyroFiles
internal import GyroPlatform
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

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, tsv, ecsv, fits, votable
  }

  @Argument(
    help: "A cluster, a Gaia source number, another identifier of a star, or the key of a source.",
    completion: .custom { _, _, _ in ClusterNames.all })
  var name: String?
  @Flag(help: "Every star as a table.")
  var stars = false
  @Option(
    help: "Which stars: \(CatalogSelection.named.map(\.key).joined(separator: ", ")).",
    completion: .list(CatalogSelection.named.map(\.key)))
  var selection: String?
  @Option(help: "How to write: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: Format?
  @Option(name: .shortAndLong, help: "Where to write; - is standard output.", completion: .file())
  var output = "-"
  @Option(
    help: "A standard catalog. Default: that of --catalogs, else the one inside the program.",
    completion: .file())
  var catalog: String?
  @OptionGroup var sources: CatalogSourceOptions
  @OptionGroup var plot: PlotOption

  func validate() throws {
    if let selection, !CatalogSelection.named.contains(where: { $0.key == selection }) {
      throw ValidationError(
        "There is no selection \"\(selection)\"; expected one of "
          + CatalogSelection.named.map(\.key).joined(separator: ", ") + ".")
    }
  }

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
    let source = library.manifests.first { $0.key == self.name }
    let name = source == nil ? self.name : nil
    var catalog: StandardCatalog
    if let source {
      catalog = try StandardCatalog.build(
        [source], library: library,
        fetcher: sources.fetcher(library, transport: SourceFetcher.network))
    } else {
      catalog = try StandardCatalog(path: self.catalog ?? library.standardCatalogPath)
    }
    if let selection, let chosen = CatalogSelection.named.first(where: { $0.key == selection }) {
      catalog = catalog.selecting(chosen.value)
      if name == nil, !stars {
        try write(account: catalog.report)
        return try draw(catalog, library, title: selection)
      }
    }
    if let name {
      guard let found = catalog.stars(named: name, library: library) else {
        throw ValidationError(
          "\"\(name)\" is neither a cluster nor a star of this catalog." + hint(name, library))
      }
      let isStar = library.clusters.cluster(named: name) == nil
      try write(found, isTable: !isStar, library)
      try draw(StandardCatalog(stars: found, report: IngestReport()), library, title: name)
    } else {
      if stars {
        try write(catalog.stars, isTable: true, library)
      } else {
        try write(summary: CatalogSummary(catalog, library: library))
      }
      try draw(catalog, library, title: self.name)
    }
  }

  /// What may be meant by a name without stars, or where its stars are.
  private func hint(_ name: String, _ library: CatalogLibrary) -> String {
    guard let cluster = library.clusters.cluster(named: name) else {
      return SimilarName.hint(for: name, among: library.clusters.allNames)
    }
    return " \(cluster.key) is a known cluster whose stars are in none of its sources; "
      + "`gyro catalog fetch` and `gyro catalog build --all --output FILE` make one that has more clusters."
  }

  private func draw(_ catalog: StandardCatalog, _ library: CatalogLibrary, title: String?) throws {
    guard plot.path != nil else { return }
    var placed = ColorPeriodStars()
    for star in catalog.stars {
      if let bpRp0 = star.bpRp0 { placed.add(bpRp0: bpRp0, periodDays: star.periodDays) }
    }
    let clusters = CatalogSummary(catalog, library: library).clusters
    let words = (title.map { "\($0): " } ?? "") + "\(catalog.stars.count) stars"
    try plot.write(
      Figure.catalog(
        placed,
        clusters: clusters.count < 2
          ? [] : clusters.map { .init(name: $0.name, starCount: $0.stars, agesMyr: $0.ageMyr) },
        title: placed.count == catalog.stars.count
          ? words : words + ", \(placed.count) with a color",
        provenance: "gyro \(ProgramVersion.current), standard catalog of rotators",
        command: RecordedCommand.line))
  }

  private func write(_ stars: [StandardStar], isTable: Bool, _ library: CatalogLibrary) throws {
    let chosen = format ?? (output == "-" ? (isTable ? .csv : .text) : nil)
    switch chosen {
    case .text:
      try write(text: stars.map { $0.text }.joined(separator: "\n"))
    case .json:
      try write(json: stars.map(DescribedStar.init))
    default:
      let table = StandardCatalog(stars: stars, report: IngestReport())
      guard let chosen else { return try table.write(to: output) }
      guard let format = TableFormat(rawValue: chosen.rawValue) else {
        throw ValidationError("Tables cannot be written as \(chosen.rawValue).")
      }
      try table.write(to: output, format: format)
    }
  }

  private func write(account: IngestReport) throws {
    switch format ?? .text {
    case .json:
      try write(json: SelectionAccount(account))
    case .text:
      try write(text: account.selectionText)
    default:
      throw ValidationError("An account is written as text or json; see --stars for tables.")
    }
  }

  private func write(summary: CatalogSummary) throws {
    switch format ?? .text {
    case .json: try write(json: summary.clusters)
    case .text: try write(text: summary.lines.joined(separator: "\n") + "\n")
    default:
      throw ValidationError("The summary is written as text or json; see --stars for tables.")
    }
  }

  private func write(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try TextOutput.write(
      json: String(decoding: encoder.encode(value), as: UTF8.self) + "\n", to: output)
  }

  private func write(text: String) throws {
    try TextOutput.write(text, to: output)
  }
}
