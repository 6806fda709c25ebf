// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro model score`: log scores and ages of clusters of the standard catalog by a finished model.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroStudies
internal import Gyrochronology

struct ModelScoreCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score a model on clusters of the standard catalog, and date these.",
    discussion: """
      Scores are mean log densities in nats per star at the literature age, by the rules of \
      `gyro train --folds`: of the flow, of the mixture with a uniform background and stated \
      memberships, and of the mixture that the model was trained with. An age is the posterior of the \
      stars together with BP-RP_0 of at least 0.5, and its interval is statistical. Without clusters, \
      those that are kept out of every training as external tests.

      EXAMPLES
        gyro model score
        gyro model score Blanco1 "Group X" --format json --output external.json
        gyro model score Praesepe --model m.safetensors
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(
    help: "Clusters, by any of their names.", completion: .custom { _, _, _ in ClusterNames.all })
  var clusters: [String] = []
  @Option(help: "A checkpoint file, or the name of the embedded model.", completion: .file())
  var model = EmbeddedModel.name
  @Option(
    help: "A standard catalog. Default: that of --catalogs, else the one inside the program.",
    completion: .file())
  var catalog: String?
  @Option(
    help: ArgumentHelp(
      "Which stars: " + CatalogSelection.names.joined(separator: ", ") + "."))
  var selection = "authors"
  @Option(help: "The age scale of the literature ages. Default: that of age-scales.json for it.")
  var ageScale: String?
  @OptionGroup var folder: CatalogFolderOption
  @Option(help: "How to write: \(Format.allCases.map(\.rawValue).joined(separator: " or ")).")
  var format = Format.text
  @Option(
    name: .shortAndLong, help: "The file to write; - is standard output.", completion: .file())
  var output = "-"
  @Option(help: "Threads to use. Default: one per core.")
  var threads: Int?

  func validate() throws {
    try Threads.check(threads)
    try CatalogSelection.check(selection)
  }

  var files: FileRoles {
    var files = FileRoles()
    files.readsCatalog(catalog, in: folder)
    files.readsModel(model)
    files.writes(output, "--output")
    return files
  }

  func run() throws {
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let scores = try ClusterScores(
      ScoreRequest(
        clusters: clusters, model: model, catalog: catalog, selection: selection,
        ageScale: ageScale, command: RecordedCommand.line),
      library: folder.library(),
      threadCount: Threads.count(threads))
    switch format {
    case .text: try TextOutput.write(scores.text, to: output)
    case .json:
      let json = try scores.encoded(path: output)
      try TextOutput.write(json: String(decoding: json, as: UTF8.self), to: output)
    }
  }
}
