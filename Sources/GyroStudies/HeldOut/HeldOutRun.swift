// SPDX-License-Identifier: GPL-3.0-or-later
// Held-out folds under one or several seeds, each kept as it is done, and their result.

internal import GyroFiles
package import GyroTraining
package import Gyrochronology

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
///
/// The evidence of a fold is kept by its label, the digest of all that fixes it. So the folds may be done in any order and by
/// any number of processes, and the result is that of one run.
package struct HeldOutRun: Sendable {
  /// How far a run has come.
  package struct Progress: Sendable {
    /// Folds that are done, of how many.
    package let done, total: Int
    /// The fold that was done last.
    package let fold: String
  }

  /// A fold under one of the seeds.
  private struct Task {
    let folds: HeldOutFolds
    let index: Int
    let seed: UInt64

    var name: String { folds.folds[index].name }
    func label() throws(TrainingError) -> String { try folds.label(index) }
  }

  private let request: HeldOutRequest
  private let material: TrainingMaterial
  /// Seed by seed; a part of a run has every so many of them.
  private let tasks: [Task]

  /// Divides the stars under every seed.
  ///
  /// - Throws: ``GyroTraining/TrainingError`` if the protocol does not fit the stars.
  package init(_ request: HeldOutRequest, material: TrainingMaterial) throws(TrainingError) {
    (self.request, self.material) = (request, material)
    var tasks: [Task] = []
    for index in 0..<UInt64(request.seedCount) {
      // Beyond the largest seed comes the smallest.
      let seed = request.training.seed &+ index
      let folds = try HeldOutFolds(
        stars: material.stars, externalClusters: material.externalClusters,
        disputedClusters: material.disputedClusters, choices: request.training.choices,
        foldProtocol: request.foldProtocol, seed: seed)
      tasks += folds.folds.indices.map { Task(folds: folds, index: $0, seed: seed) }
    }
    self.tasks = tasks
  }

  /// How many folds a part has, over all seeds.
  package func foldCount(_ shard: Shard = .whole) -> Int {
    tasks.indices.count(where: shard.contains)
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
  ///   ``GyroFiles/FileError`` if a file cannot be written, or a part of the run is being done.
  package func run(
    parts: String, output: String, threadCount: Int, progress: (Progress) -> Bool = { _ in true }
  ) throws -> HeldOutResult? {
    let store = try ResultStore<HeldOutPart>(creating: parts)
    let done = try {
      let lock = try FileLock(of: parts, at: Self.lock(parts))
      defer { withExtendedLifetime(lock) {} }
      return try complete(.whole, store: store, threadCount: threadCount, progress: progress)
    }()
    // Without the lock's file, which would keep the folder from being removed.
    return try done.map { try finish($0, store: store, output: output) }
  }

  /// Trains without the folds of a part of the run, which are kept for the merge.
  ///
  /// - Parameters:
  ///   - shard: The part.
  ///   - parts: The folder in which finished folds are looked for and kept; other parts may use it meanwhile.
  ///   - threadCount: Threads to use; does not change the result.
  ///   - progress: Called after each fold; false ends the part, which the next one goes on from.
  /// - Throws: ``GyroTraining/TrainingError`` if too few stars are left to train on;
  ///   ``GyroFiles/FileError`` if a file cannot be written, or the part or a whole run is being done.
  package func keep(
    _ shard: Shard, parts: String, threadCount: Int, progress: (Progress) -> Bool = { _ in true }
  ) throws {
    let store = try ResultStore<HeldOutPart>(creating: parts)
    let locks = [
      try FileLock(of: parts, at: Self.lock(parts), sharing: .shared),
      try FileLock(
        of: "part \(shard) in \(parts)",
        at: "\(parts)/.part-\(shard.index)-of-\(shard.count).lock"),
    ]
    defer { withExtendedLifetime(locks) {} }
    _ = try complete(shard, store: store, threadCount: threadCount, progress: progress)
  }

  /// Puts the folds together that were kept by parts of the run; trains nothing.
  ///
  /// - Parameters:
  ///   - shardCount: How many parts there were.
  ///   - parts: The folder of the folds, which is removed.
  ///   - output: The file of the result.
  /// - Returns: The result as it was written, that of an undisturbed run.
  /// - Throws: ``GyroFiles/FileError`` that names the first fold that is missing or damaged, with its part; or
  ///   if the result cannot be written. ``GyroTraining/TrainingError`` as a whole run.
  package func merge(shardCount: Int, parts: String, output: String) throws -> HeldOutResult {
    let store = ResultStore<HeldOutPart>(folder: parts)
    let done = try tasks.enumerated().map { number, task in
      guard let part = store.result(try task.label()) else {
        throw FileError(
          path: parts,
          problem: "lacks the fold \(task.name) of seed \(task.seed) under these options, "
            + "or it is damaged",
          hint: "Run the part first, with --shard \(number % shardCount + 1)/\(shardCount)")
      }
      return part
    }
    return try finish(done, store: store, output: output)
  }

  private static func lock(_ parts: String) -> String { parts + "/.lock" }

  /// Does what is missing of the folds of a part; nil if that was ended.
  private func complete(
    _ shard: Shard, store: ResultStore<HeldOutPart>, threadCount: Int,
    progress: (Progress) -> Bool
  ) throws -> [HeldOutPart]? {
    let total = foldCount(shard)
    var done: [HeldOutPart] = []
    for (number, task) in tasks.enumerated() where shard.contains(number) {
      let label = try task.label()
      done.append(
        try store.result(label) {
          HeldOutPart(
            label: label,
            fold: try task.folds.evidence(fold: task.index, threadCount: threadCount))
        })
      guard progress(Progress(done: done.count, total: total, fold: task.name)) else { return nil }
    }
    return done
  }

  private func finish(
    _ done: [HeldOutPart], store: ResultStore<HeldOutPart>, output: String
  ) throws -> HeldOutResult {
    let result = HeldOutResult(
      foldProtocol: request.foldProtocol, folds: done.map(\.fold),
      choices: request.training.choices, origin: material.origin,
      disputedClusters: material.clustersDisputedAnywhere,
      extrapolatedClusters: material.extrapolatedClusters, command: request.command)
    try result.write(to: output)
    store.remove(done.map(\.label))
    return result
  }
}
