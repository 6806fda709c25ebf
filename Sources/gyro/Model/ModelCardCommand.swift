// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro model card`: what a model is, how well it predicts, and where it fails, from its record and results.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFigures
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
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
    let command = RecordedCommand.line
    let run = try ModelCardRun(
      ModelCardRequest(
        results: results, model: model, catalog: catalog, showsClusters: plot.path != nil,
        command: command), folder: CatalogFolder(named: folder.catalogs))
    let picture = run.clusters.map {
      ModelCardPicture($0, model: run.model, command: command)
    }
    // The card is written even where its picture cannot be drawn.
    switch format {
    case .json: try TextOutput.write(encoding: run.card, to: output)
    case .markdown:
      let block = picture?.block(at: plot.path ?? "", on: output)
      try TextOutput.write(run.document(picture: block).markdown, to: output)
    }
    if let picture { try plot.write(picture.figure) }
  }
}
