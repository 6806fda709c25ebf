// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro model score`: log scores and ages of clusters of the standard catalog by a finished model.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroPlatform
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
      "Which stars: " + CatalogSelection.named.map(\.key).joined(separator: ", ") + "."))
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
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), expected 1 to 1024.")
    }
  }

  var files: FileRoles {
    var files = FileRoles()
    files.readsCatalog(catalog, in: folder)
    files.readsModel(model)
    files.writes(output, "--output")
    return files
  }

  func run() throws {
    guard let chosen = CatalogSelection.named.first(where: { $0.key == selection })?.value else {
      throw ValidationError(
        "--selection is \"\(selection)\", expected "
          + CatalogSelection.named.map(\.key).joined(separator: ", ") + ".")
    }
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let library = try folder.library()
    let keys =
      clusters.isEmpty
      ? library.clusters.clusters.filter(\.isExternalTest).map(\.key)
      : try clusters.map { name in
        guard let cluster = library.clusters.cluster(named: name) else {
          throw ValidationError(
            "\"\(name)\" is not a known cluster."
              + SimilarName.hint(for: name, among: library.clusters.allNames))
        }
        return cluster.key
      }
    let scale = try library.ageScale(ageScale, usually: .literature)
    let standard = try StandardCatalog(path: catalog ?? library.standardCatalogPath)
    let loaded = try LoadedModel(model)
    let scores = try ClusterScores(
      loaded, clusters: keys, stars: standard.calibrationStars(chosen, ageScale: scale).stars,
      selection: selection, ageScale: scale, command: RecordedCommand.line,
      threadCount: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    switch format {
    case .text: try TextOutput.write(scores.text, to: output)
    case .json:
      let json = try scores.encoded(path: output)
      try TextOutput.write(json: String(decoding: json, as: UTF8.self), to: output)
    }
  }
}
