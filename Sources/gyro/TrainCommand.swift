// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro train`: fit a flow to calibration stars, or hold stars out to see how well it predicts them.

internal import ArgumentParser
internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import Gyrochronology

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model on a catalog of cluster stars.",
    discussion: """
      The catalog is the ChronoFlow table (`gyro catalog fetch vanlane-2025`). The published cuts \
      are applied; the external test clusters Blanco 1, Group X and Psc-Eri are never trained on. \
      The same catalog, choices and seed give the same file, whatever the number of threads.

      A training that was interrupted goes on from OUTPUT.state when the same command is given again.

      With --folds stars:K the stars are dealt into K random folds, each is predicted by a training \
      on the others, and OUTPUT is a JSON file of the scores.

      EXAMPLES
        gyro train --catalog prot_catalogue.csv --output model.safetensors
        gyro train --catalog prot_catalogue.csv --config training.json --seed 3 --output model.safetensors
        gyro train --catalog prot_catalogue.csv --folds stars:5 --output folds.json
      """)

  @Option(help: "The table to train on.")
  var catalog: String
  @Option(name: .shortAndLong, help: "The checkpoint, or with --folds the JSON file, to write.")
  var output: String
  @Option(help: "A JSON file of training choices; those it leaves out keep their defaults.")
  var config: String?
  @Option(help: "Hold out random folds: stars:K with K from 2 to 100.")
  var folds: StarFoldsOption?
  @Option(help: "The age scale of the calibrators.")
  var ageScale = "chronoflow"
  @Option(help: "Share of members whose period has nothing to do with their age.")
  var outlierFraction = 0.05
  @Option(help: "The seed of all random numbers.")
  var seed: UInt64 = 1
  @Option(help: "Threads to use. [default: all]")
  var threads: Int?
  @Option(help: "The folder of manifests, clusters and age scales.")
  var library = "Catalogs"
  @Flag(name: .shortAndLong, help: "Do not report progress.")
  var quiet = false

  func validate() throws {
    guard (0...0.5).contains(outlierFraction) else {
      throw ValidationError(
        "--outlier-fraction is \(outlierFraction), expected a number from 0 to 0.5.")
    }
    if let threads, threads < 1 {
      throw ValidationError("--threads is \(threads), expected at least 1.")
    }
  }

  func run() throws {
    let training = try makeTraining()
    if let folds {
      try hold(out: folds.count, of: training)
    } else {
      try train(training)
    }
  }

  private var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  private func makeTraining() throws -> ModelTraining {
    let library = try CatalogLibrary(folder: library)
    let choices = try config.map(Self.readConfiguration) ?? TrainingConfiguration()
    let table = try StandardCatalog.chronoFlow(at: catalog, library: library)
    let (stars, report) = table.calibrationStars(
      .chronoFlowCuts, ageScale: try library.ageScale(ageScale))
    note("\(catalog): \(report.readCount) stars read, \(stars.count) to train on")
    return try ModelTraining(
      stars: stars, clusters: library.clusters, configuration: choices,
      mixture: OutlierMixture(outlierFraction: outlierFraction), seed: seed,
      origin: [
        "catalog": "vanlane-2025",
        "catalog_sha256": try SHA256Digest(ofFileAt: catalog).hexadecimal,
        "age_scale": ageScale,
        "selection": "published cuts: cmd_exclude = dered_exclude = phot_exclude = 0, ruwe < 1.4",
      ])
  }

  private static func readConfiguration(_ path: String) throws -> TrainingConfiguration {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileError(path: path, problem: "cannot be read", hint: "Check the path")
    }
    do {
      return try JSONDecoder().decode(TrainingConfiguration.self, from: data)
    } catch let DecodingError.dataCorrupted(context) {
      throw FileError(path: path, problem: context.debugDescription)
    } catch let DecodingError.typeMismatch(_, context) {
      let key = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw FileError(path: path, problem: "\"\(key)\": \(context.debugDescription)")
    }
  }

  // MARK: One training

  private func train(_ training: ModelTraining) throws {
    let statePath = output + ".state"
    let label = training.label
    var state: TrainingState?
    if let bytes = FileManager.default.contents(atPath: statePath) {
      let saved = try TrainingState(bytes: [UInt8](bytes), name: statePath, label: label)
      note("going on from epoch \(saved.epoch) of \(statePath)")
      state = saved
    }
    var trainer = training.trainer(threadCount: threadCount, resuming: state)
    var progress = ProgressLine(
      total: training.configuration.epochCount, unit: "epochs", isQuiet: quiet)
    while !trainer.isFinished {
      let report = trainer.runEpoch()
      progress.update(report.epoch, report.words)
      if report.epoch.isMultiple(of: 10) {
        try AtomicFile.write(Data(trainer.state.encoded(label: label)), to: statePath)
      }
    }
    progress.finish()
    let checkpoint = training.checkpoint(of: trainer)
    try AtomicFile.write(Data(checkpoint.encoded()), to: output)
    try? FileManager.default.removeItem(atPath: statePath)
    let score = checkpoint.ensemble.score(training.rows)
    note(
      "best epoch \(trainer.state.bestEpoch) of \(trainer.state.epoch); in sample: flow "
        + "\(score.meanLogDensity.inWords), mixture \(score.meanMixtureLogLikelihood.inWords) "
        + "nats per star")
    print("\(output): sha256 \(checkpoint.digest)")
  }

  // MARK: Folds

  private struct FoldReport: Encodable {
    let fold: Int
    let heldOutStars: Int
    let meanLogDensity: Double
    let meanMixtureLogLikelihood: Double
    let bestEpoch: Int

    enum CodingKeys: String, CodingKey {
      case fold
      case heldOutStars = "held_out_stars"
      case meanLogDensity = "mean_log_density"
      case meanMixtureLogLikelihood = "mean_mixture_log_likelihood"
      case bestEpoch = "best_epoch"
    }
  }

  private struct FoldsReport: Encodable {
    let program: String
    let protocolName: String
    let seed: UInt64
    let origin: [String: String]
    let configuration: TrainingConfiguration
    let outlierFraction: Double
    let meanLogDensity: Double
    let meanMixtureLogLikelihood: Double
    let folds: [FoldReport]

    enum CodingKeys: String, CodingKey {
      case program, seed, origin, configuration, folds
      case protocolName = "protocol"
      case outlierFraction = "outlier_fraction"
      case meanLogDensity = "mean_log_density"
      case meanMixtureLogLikelihood = "mean_mixture_log_likelihood"
    }
  }

  private func hold(out foldCount: Int, of training: ModelTraining) throws {
    let folds = StarFolds(starCount: training.stars.count, foldCount: foldCount, seed: seed)
    var reports: [FoldReport] = []
    var progress = ProgressLine(total: foldCount, unit: "folds", isQuiet: quiet)
    for fold in folds.members.indices {
      var trainer = try folds.training(fold, of: training).trainer(threadCount: threadCount)
      while !trainer.isFinished { _ = trainer.runEpoch() }
      let score = folds.score(FlowEnsemble([trainer.bestFlow]), fold: fold, of: training)
      reports.append(
        FoldReport(
          fold: fold, heldOutStars: folds.members[fold].count,
          meanLogDensity: score.meanLogDensity,
          meanMixtureLogLikelihood: score.meanMixtureLogLikelihood,
          bestEpoch: trainer.state.bestEpoch))
      progress.update(fold + 1, "")
    }
    progress.finish()
    func mean(_ value: (FoldReport) -> Double) -> Double {
      reports.reduce(0) { $0 + value($1) } / Double(reports.count)
    }
    let summary = FoldsReport(
      program: "gyrochrone \(ProgramVersion.current)", protocolName: "stars:\(foldCount)",
      seed: seed, origin: training.origin, configuration: training.configuration,
      outlierFraction: outlierFraction, meanLogDensity: mean(\.meanLogDensity),
      meanMixtureLogLikelihood: mean(\.meanMixtureLogLikelihood), folds: reports)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(try encoder.encode(summary) + Data("\n".utf8), to: output)
    print("fold  held out      flow   mixture  (nats per star)")
    for report in reports {
      let scores = [report.meanLogDensity, report.meanMixtureLogLikelihood]
        .map { $0.inWords.leftPadded(to: 10) }.joined()
      print(
        "\(String(report.fold).leftPadded(to: 4))\(String(report.heldOutStars).leftPadded(to: 10))"
          + scores)
    }
    print(
      "mean          " + summary.meanLogDensity.inWords.leftPadded(to: 10)
        + summary.meanMixtureLogLikelihood.inWords.leftPadded(to: 10))
  }

  private func note(_ text: String) {
    if !quiet { FileHandle.standardError.write(Data((text + "\n").utf8)) }
  }
}

/// The argument of --folds.
struct StarFoldsOption: ExpressibleByArgument {
  let count: Int

  init?(argument: String) {
    let parts = argument.split(separator: ":")
    guard parts.count == 2, parts[0] == "stars", let count = Int(parts[1]),
      (2...100).contains(count)
    else { return nil }
    self.count = count
  }
}

extension EpochReport {
  fileprivate var words: String {
    "loss \(trainingLoss.inWords)" + (validationScore.map { ", held out \($0.inWords)" } ?? "")
  }
}

extension Double {
  fileprivate var inWords: String { String(format: "%.4f", self) }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
