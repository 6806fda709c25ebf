// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro catalog show`: the standard catalog by cluster, one cluster, one star, or all stars.

internal import ArgumentParser
internal import Foundation
internal import GyroCatalogs
internal import GyroTables

struct CatalogShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the standard catalog: its clusters, one cluster, one star, or every star.",
    discussion: """
      EXAMPLES
        gyro catalog show
        gyro catalog show Praesepe --format csv
        gyro catalog show 659477767146049664
        gyro catalog show "EPIC 211892816"
        gyro catalog show --stars --output stars.fits
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, tsv, ecsv, fits, votable
  }

  @Argument(help: "A cluster, a Gaia source number, or another identifier of a star.")
  var name: String?
  @Flag(help: "Every star as a table.")
  var stars = false
  @Option(help: "How to write: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: Format?
  @Option(help: "Where to write; - is standard output.")
  var output = "-"
  @Option(help: "A standard catalog. Default: rotators.fits in the folder Catalogs.")
  var catalog: String?
  @OptionGroup var folder: CatalogFolderOption

  func run() throws {
    let catalog = try StandardCatalog(path: self.catalog ?? folder.folder() + "/rotators.fits")
    let library = try folder.library()
    if let name {
      guard let found = catalog.stars(named: name, library: library) else {
        throw ValidationError("\"\(name)\" is no cluster and no star of this catalog.")
      }
      let isStar = library.clusters.cluster(named: name) == nil
      try write(found, isTable: !isStar, library)
    } else if stars {
      try write(catalog.stars, isTable: true, library)
    } else {
      try write(summary: CatalogSummary(catalog, library: library))
    }
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
    try write(text: String(decoding: encoder.encode(value), as: UTF8.self) + "\n")
  }

  private func write(text: String) throws {
    if output == "-" {
      print(text, terminator: "")
    } else {
      try Data(text.utf8).write(to: URL(filePath: output), options: .atomic)
    }
  }
}
