// SPDX-License-Identifier: GPL-3.0-or-later
// A training from the first epoch to the checkpoint on disk, which goes on where it was interrupted.

internal import GyroEssentials
internal import GyroFiles
package import GyroFlows
internal import GyroModel
internal import GyroPlatform
internal import Gyrochronology

/// Trains the flows of a model one after the other and writes its checkpoint.
package struct TrainingRun: Sendable {
  /// How far a training has come.
  package struct Progress: Sendable {
    /// Epochs that are done, over all flows, and how many there are at most.
    package let epoch, epochCount: Int
    /// The epoch that was done last; nil where a flow goes on from its saved state.
    package let report: EpochReport?
    /// The state that a flow goes on from, and its epoch.
    package let resumed: (path: String, epoch: Int)?

    /// The losses of the epoch that was done last, nats per star, for a person; nil without one.
    package var losses: String? {
      report.map { report in
        String(printf: "loss %.4f", report.trainingLoss)
          + (report.validationScore.map { String(printf: ", held out %.4f", $0) } ?? "")
      }
    }
  }

  /// What a training made.
  package struct Outcome: Sendable {
    /// The checkpoint as it was written.
    package let checkpoint: FlowCheckpoint
    /// The scores of the stars that it was trained on, nats per star.
    package let score: FlowScore

    /// The scores for a person.
    package var scoreText: String {
      String(
        printf: "in sample: flow %.4f, mixture %.4f nats per star", score.meanLogDensity,
        score.meanMixtureLogLikelihood)
    }
  }

  /// The training.
  package let training: ModelTraining
  /// The checkpoint to write.
  package let output: String

  /// Prepares a run.
  package init(_ training: ModelTraining, output: String) {
    (self.training, self.output) = (training, output)
  }

  /// Where the state of a flow is kept until the checkpoint is written.
  package static func statePath(_ output: String, flow: Int) -> String { "\(output).state.\(flow)" }

  /// Trains, and writes the checkpoint.
  ///
  /// - Parameters:
  ///   - threadCount: Threads to use; does not change the result.
  ///   - progress: Called after each epoch; false ends the run after the state was saved.
  /// - Returns: What was made; nil if the run was ended.
  /// - Throws: ``TrainingError`` if a flow has diverged; ``GyroFlows/FlowError`` if a saved state is of another
  ///   training; ``GyroFiles/FileError`` if a file cannot be read or written.
  package func run(
    threadCount: Int, progress: (Progress) -> Bool = { _ in true }
  ) throws -> Outcome? {
    let label = training.label
    let epochCount = training.choices.trainer.epochCount
    let total = training.choices.flowCount * epochCount
    var flows: [TrainedFlow] = []
    for flow in 0..<training.choices.flowCount {
      let path = Self.statePath(output, flow: flow)
      var trainer = training.trainer(flow: flow, threadCount: threadCount)
      if let bytes = try FileContents.regular(path) {
        let saved = try TrainingState(bytes: bytes, name: path, label: label)
        try trainer.resume(saved, name: path)
        _ = progress(
          Progress(
            epoch: flow * epochCount + saved.epoch, epochCount: total, report: nil,
            resumed: (path, saved.epoch)))
      }
      while !trainer.isFinished {
        let report = trainer.runEpoch()
        let goesOn = progress(
          Progress(
            epoch: flow * epochCount + report.epoch, epochCount: total, report: report,
            resumed: nil))
        if report.epoch.isMultiple(of: 10) || trainer.isFinished || !goesOn {
          try AtomicFile.write(Data(trainer.state.encoded(label: label)), to: path)
        }
        guard goesOn else { return nil }
      }
      flows.append(trainer.best)
    }
    let checkpoint = try training.checkpoint(of: flows)
    try AtomicFile.write(RotationFlow.readableBytes(of: checkpoint, file: output), to: output)
    for flow in flows.indices { unlink(Self.statePath(output, flow: flow)) }
    return Outcome(checkpoint: checkpoint, score: checkpoint.ensemble.score(training.rows))
  }
}
