// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro train`: fit a model to calibration stars, or hold stars out to see how well it predicts them.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroPlatform
internal import GyroStudies
internal import GyroTraining
internal import Gyrochronology

struct TrainCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model on cluster stars, or measure how well it predicts held-out ones.",
    discussion: """
      The stars are those of the ChronoFlow table after its published cuts, or those of a standard \
      catalog that can calibrate; the ages are those of --age-scale. The external test clusters \
      Blanco 1, Group X and Psc-Eri are never trained on. The same table, choices and seed give the \
      same file, whatever the number of threads.

      With --folds, parts of the stars are held out in turn and predicted by a training on the \
      others, and the output is a JSON file of scores: clusters (each alone), clusters:K (dealt \
      into K folds by age), file:TABLE (with the columns cluster and fold), or stars:K (random).

      What was interrupted goes on where it was when the same command is given again: a training \
      from OUTPUT.state.N, held-out folds from OUTPUT.parts. With --shard, folds are spread over \
      processes or machines, and --merge puts them together to the bytes of one run.

      EXAMPLES
        gyro train --output model.safetensors
        gyro train --catalog prot_catalogue.csv --ensemble 4 --seed 3 \\
          --output model.safetensors
        gyro train --catalog Catalogs/rotators.ecsv --age-scale bouma-2023 \\
          --output model.safetensors
        gyro train --folds stars:5 --output folds.json
        gyro train --folds clusters:10 --repeats 3 --output heldout.json
        gyro train --folds clusters:10 --output heldout.json --shard 1/2
        gyro train --folds clusters:10 --output heldout.json --merge 2
        gyro train --mixture stated --cluster-bootstrap 0 --output plain.safetensors
      """)

  @OptionGroup var training: TrainingOptions
  @Option(
    name: .shortAndLong, help: "The checkpoint, or with --folds the JSON file, to write.",
    completion: .file())
  var output: String
  @Option(help: "Hold out folds: clusters, clusters:K, stars:K or file:TABLE.")
  var folds: FoldsOption?
  @Option(help: "With --folds: how many seeds to run, from --seed upwards.")
  var repeats = 1
  @Option(
    help: ArgumentHelp(
      "With --folds: train for only the I-th of N parts of the folds and keep them in OUTPUT.parts; see --merge.",
      valueName: "i/n"))
  var shard: ShardOption?
  @Option(
    help: ArgumentHelp(
      "With --folds: write the output from the N parts that were done with --shard.",
      valueName: "n"))
  var merge: Int?
  @Option(help: "Threads to use. Default: one per core.")
  var threads: Int?
  @Flag(name: .shortAndLong, help: "No messages and no progress on standard error.")
  var quiet = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), expected 1 to 1024.")
    }
    guard (1...1000).contains(repeats) else {
      throw ValidationError("--repeats is \(repeats), expected 1 to 1000.")
    }
    if repeats > 1, folds == nil { throw ValidationError("--repeats goes with --folds.") }
    if shard != nil || merge != nil, folds == nil {
      throw ValidationError(
        "\(shard != nil ? "--shard" : "--merge") goes with --folds: a training is one task.")
    }
    if shard != nil, merge != nil {
      throw ValidationError("--shard and --merge exclude each other.")
    }
    if let merge, merge < 1 {
      throw ValidationError("--merge is \(merge), expected the number of parts.")
    }
  }

  var files: FileRoles {
    var files = FileRoles()
    training.declare(in: &files)
    if case .file(let path)? = folds { files.reads(path, "--folds") }
    if shard == nil { files.writes(output, "--output") }
    if folds == nil {
      for flow in 0..<training.ensemble {
        files.keeps(TrainingRun.statePath(output, flow: flow), "the state of the training")
      }
    }
    return files
  }

  func run() throws {
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let library = try training.sources.folder.library()
    let request = try training.request(library)
    let material = try TrainingMaterial(request, library: library)
    remark("\(material.readCount) stars read, \(material.stars.count) pass the cuts")
    for (reason, count) in material.account.rejections.sorted(by: { $0.key < $1.key }) {
      remark("    \(count) left out: \(reason)")
    }
    if let warning = material.warning { remark("gyro: warning: \(warning)") }
    if let folds {
      try holdOut(
        HeldOutRequest(
          training: request, foldProtocol: folds.foldProtocol(clusters: library.clusters),
          seedCount: repeats,
          command: ShellWords.line(RecordedCommand.words(without: "--merge"))), material)
    } else {
      try train(material.training())
    }
  }

  private var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// What is said if the run is interrupted.
  private func interruption(keeping what: String) -> Interruption {
    let command = RecordedCommand.line
    return Interruption(isQuiet: quiet) {
      "Interrupted: \(what). The same command goes on from there:\n  \(command)"
    }
  }

  private func train(_ training: ModelTraining) throws {
    let choices = training.choices
    let interruption = interruption(
      keeping: "the state of the training is kept beside \(output), in \(output).state.N")
    defer { interruption.end() }
    var line = ProgressLine(
      total: choices.flowCount * choices.trainer.epochCount, unit: "epochs", isQuiet: quiet)
    let outcome = try TrainingRun(training, output: output).run(threadCount: threadCount) {
      progress in
      if let (path, epoch) = progress.resumed { remark("going on from epoch \(epoch) of \(path)") }
      if let report = progress.report { line.update(progress.epoch, report.words) }
      return true
    }
    line.finish()
    guard let outcome else { return }
    remark(
      "in sample: flow \(outcome.score.meanLogDensity.inWords), mixture "
        + "\(outcome.score.meanMixtureLogLikelihood.inWords) nats per star")
    try TextOutput.write("\(output): sha256 \(outcome.checkpoint.digest)\n")
  }

  private func holdOut(_ request: HeldOutRequest, _ material: TrainingMaterial) throws {
    let run = try HeldOutRun(request, material: material)
    let parts = output + ".parts"
    if let merge {
      let result = try run.merge(shardCount: merge, parts: parts, output: output)
      return try TextOutput.write(result.text)
    }
    let part = shard?.shard ?? .whole
    let interruption = interruption(keeping: "the folds that are done are kept in \(parts)")
    defer { interruption.end() }
    var line = ProgressLine(total: run.foldCount(part), unit: "folds", isQuiet: quiet)
    let advance = { (progress: HeldOutRun.Progress) in
      line.update(progress.done, progress.fold)
      return true
    }
    if shard != nil {
      try run.keep(part, parts: parts, threadCount: threadCount, progress: advance)
      line.finish()
      return remark("\(run.foldCount(part)) folds of part \(part) are done")
    }
    let result = try run.run(
      parts: parts, output: output, threadCount: threadCount, progress: advance)
    line.finish()
    if let result { try TextOutput.write(result.text) }
  }

  private func remark(_ text: String) {
    if !quiet { StandardError.say(text) }
  }
}

extension EpochReport {
  fileprivate var words: String {
    "loss \(trainingLoss.inWords)" + (validationScore.map { ", held out \($0.inWords)" } ?? "")
  }
}

extension Double {
  fileprivate var inWords: String { String(printf: "%.4f", self) }
}
