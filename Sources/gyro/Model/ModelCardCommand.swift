// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro model card`: what a model is, how well it predicts, and where it fails, from its record and results.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroEssentials
internal import GyroFigures
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroPlatform
internal import GyroPlotting
internal import GyroStudies
internal import Gyrochronology

struct ModelCardCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "card",
    abstract: "Write a model's card: record, held-out figures, known failures, pictures.",
    discussion: """
      Everything in the card comes from the checkpoint, or from results of gyro train --folds and \
      gyro model score. Results are about a model if its training made the same choices on the same \
      stars, or if they carry its digest; others are refused, or left out where they were not named. \
      What was not measured is said to be missing. Without results, those in the folder \
      Validation/Results beside Catalogs are looked for.

      With --plot, the card shows the stars of the standard catalog over the model's density at the \
      age of each cluster.

      EXAMPLES
        gyro model card
        gyro model card --output card.md --plot card.png
        gyro model card heldout.json external.json --model m.safetensors --output card.md
        gyro model card --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, json }

  @Argument(
    help: ArgumentHelp("Results about the model, as JSON; each kind once.", valueName: "result"),
    completion: .file())
  var results: [String] = []
  @Option(help: "A checkpoint file, or the name of the embedded model.", completion: .file())
  var model = EmbeddedModel.name
  @Option(
    help:
      "A standard catalog for the pictures. Default: that of --catalogs, else the one inside the program.",
    completion: .file())
  var catalog: String?
  @OptionGroup var folder: CatalogFolderOption
  @Option(help: "How to write: \(Format.allCases.map(\.rawValue).joined(separator: " or ")).")
  var format = Format.markdown
  @Option(
    name: .shortAndLong, help: "The file to write; - is standard output.", completion: .file())
  var output = "-"
  @OptionGroup var plot: PlotOption

  var files: FileRoles {
    var files = FileRoles()
    for result in results { files.reads(result, "the result") }
    files.readsCatalog(catalog, in: folder)
    files.readsModel(model)
    files.writes(output, "--output")
    files.writes(plot)
    return files
  }

  func run() throws {
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let loaded = try LoadedModel(model)
    let folder = self.folder.folder()
    let library = try self.folder.library()
    let evidence =
      results.isEmpty
      ? try CardEvidence(folder: Self.results(folder), model: loaded)
      : try CardEvidence(results, model: loaded)
    let command = RecordedCommand.line
    let scale = try? library.ageScale(loaded.training?.origin?.ageScale, usually: .calibration)
    let card = ModelCard(loaded, evidence: evidence, scale: scale, command: command)
    // The card is written even where its picture cannot be drawn.
    let picture = try picture(loaded, library, command: command)
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try TextOutput.write(
        json: String(decoding: try encoder.encode(card), as: UTF8.self) + "\n", to: output)
    case .markdown:
      let pages = ModelCardDocument(
        card, disputed: library.disputedClusters, picture: picture?.block)
      try TextOutput.write(pages.document.markdown, to: output)
    }
    if let picture { try plot.write(picture.figure) }
  }

  /// The folder of results that belongs to a folder of catalogs.
  private static func results(_ catalogs: String) -> String {
    guard catalogs != EmbeddedCatalogs.folder else { return catalogs + "/results" }
    return URL(filePath: catalogs).deletingLastPathComponent().appending(path: "Validation/Results")
      .path
  }

  /// The pictures if they are asked for, and how the card shows them.
  private func picture(
    _ loaded: LoadedModel, _ library: CatalogLibrary, command: String
  ) throws -> (figure: Figure, block: ReportDocument.Block)? {
    guard let path = plot.path else { return nil }
    let catalogPath = catalog ?? library.standardCatalogPath
    let shown = try ModelCardClusters(
      loaded, catalog: StandardCatalog(path: catalogPath), library: library)
    guard !shown.clusters.isEmpty else {
      throw FileError(
        path: catalogPath, problem: "has no star with a color in a cluster of known age",
        hint: "Name a standard catalog with --catalog")
    }
    let picture = ModelCardPicture(shown, model: loaded, command: command)
    return (
      picture.figure,
      .figure(
        path: ReportDocument.path(of: path, from: output), caption: ReportText(picture.caption),
        svg: "")
    )
  }
}
