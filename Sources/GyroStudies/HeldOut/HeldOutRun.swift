// SPDX-License-Identifier: GPL-3.0-or-later
// Held-out folds under one or several seeds, each kept as it is done, and their result.

internal import GyroFiles
package import GyroTraining
internal import Gyrochronology

/// What is asked of a held-out run, as a value that can be kept and sent.
package struct HeldOutRequest: Hashable, Sendable, Codable {
  /// The trainings; their seed is the first of the run.
  package var training: TrainingRequest
  /// Which stars are held out together.
  package var foldProtocol: FoldProtocol
  /// How many seeds to run, from that of the training upwards.
  package var seedCount: Int
  /// The command that asks, to be recorded.
  package var command: String

  /// Asks for a run of at least one seed.
  package init(
    training: TrainingRequest, foldProtocol: FoldProtocol, seedCount: Int = 1, command: String
  ) {
    precondition(seedCount > 0, "\(seedCount) seeds")
    (self.training, self.foldProtocol) = (training, foldProtocol)
    (self.seedCount, self.command) = (seedCount, command)
  }
}

/// Holds out fold after fold and puts the evidence together.
package struct HeldOutRun: Sendable {
  /// How far a run has come.
  package struct Progress: Sendable {
    /// Folds that are done, of how many.
    package let done, total: Int
    /// The fold that was done last.
    package let fold: String
  }

  private let request: HeldOutRequest
  private let material: TrainingMaterial
  private let folds: [HeldOutFolds]

  /// Divides the stars under every seed.
  ///
  /// - Throws: ``GyroTraining/TrainingError`` if the protocol does not fit the stars.
  package init(_ request: HeldOutRequest, material: TrainingMaterial) throws(TrainingError) {
    (self.request, self.material) = (request, material)
    // Beyond the largest seed comes the smallest.
    folds = try (0..<UInt64(request.seedCount)).map { index throws(TrainingError) in
      try HeldOutFolds(
        stars: material.stars, externalClusters: material.externalClusters,
        disputedClusters: material.disputedClusters, choices: request.training.choices,
        foldProtocol: request.foldProtocol, seed: request.training.seed &+ index)
    }
  }

  /// Trains without each fold and scores it.
  ///
  /// - Parameters:
  ///   - parts: The folder in which finished folds are looked for and kept; removed at the end.
  ///   - output: The file of the result.
  ///   - threadCount: Threads to use; does not change the result.
  ///   - progress: Called after each fold; false ends the run, which the next one goes on from.
  /// - Returns: The result as it was written; nil if the run was ended.
  /// - Throws: ``GyroTraining/TrainingError`` if too few stars are left to train on;
  ///   ``GyroFiles/FileError`` if a file cannot be written.
  package func run(
    parts: String, output: String, threadCount: Int, progress: (Progress) -> Bool = { _ in true }
  ) throws -> HeldOutResult? {
    let store = try ResultStore<HeldOutPart>(creating: parts)
    let total = folds.reduce(0) { $0 + $1.folds.count }
    var (evidence, labels): ([HeldOutFold], [String]) = ([], [])
    for seed in folds {
      for index in seed.folds.indices {
        let label = try seed.label(index)
        let part = try store.result(label) {
          HeldOutPart(
            label: label, fold: try seed.evidence(fold: index, threadCount: threadCount))
        }
        evidence.append(part.fold)
        labels.append(label)
        let now = Progress(done: evidence.count, total: total, fold: seed.folds[index].name)
        guard progress(now) else { return nil }
      }
    }
    let result = HeldOutResult(
      foldProtocol: request.foldProtocol, folds: evidence, choices: request.training.choices,
      origin: material.origin, disputedClusters: material.clustersDisputedAnywhere,
      extrapolatedClusters: material.extrapolatedClusters, command: request.command)
    try result.write(to: output)
    store.remove(labels)
    return result
  }

  /// How many folds there are over all seeds.
  package var foldCount: Int { folds.reduce(0) { $0 + $1.folds.count } }
}
