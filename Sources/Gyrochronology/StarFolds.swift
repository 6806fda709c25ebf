// SPDX-License-Identifier: GPL-3.0-or-later
// Random folds over stars: how well a training predicts stars that it has not seen.

internal import GyroCatalogs
public import GyroFlows
internal import GyroModel
internal import GyroNumerics

/// A partition of stars into folds that hold each other out.
public struct StarFolds: Sendable {
  /// For each fold the indices of its stars, ascending.
  public let members: [[Int]]

  /// Deals shuffled stars into folds in turn.
  ///
  /// - Precondition: `2 <= foldCount <= starCount`.
  public init(starCount: Int, foldCount: Int, seed: UInt64) {
    precondition((2...max(2, starCount)).contains(foldCount), "\(foldCount) folds")
    var random = RandomStream(seed: seed).child("star folds", foldCount)
    let order = random.nextPermutation(count: starCount)
    members = (0..<foldCount).map { fold in
      stride(from: fold, to: starCount, by: foldCount).map { order[$0] }.sorted()
    }
  }

  /// The training of one fold: all stars but its own.
  ///
  /// - Throws: ``TrainingError`` if too few stars are left.
  public func training(_ fold: Int, of whole: ModelTraining) throws(TrainingError) -> ModelTraining
  {
    let heldOut = Set(members[fold])
    var random = RandomStream(seed: whole.seed).child("fold", fold)
    return try ModelTraining(
      stars: whole.stars.indices.filter { !heldOut.contains($0) }.map { whole.stars[$0] },
      clusters: whole.clusters, configuration: whole.configuration, mixture: whole.mixture,
      seed: random.next(), origin: whole.origin)
  }

  /// How well a flow predicts the stars of a fold.
  public func score(_ flow: FlowEnsemble, fold: Int, of whole: ModelTraining) -> FlowScore {
    flow.score(ModelTraining.rows(members[fold].map { whole.stars[$0] }, whole.mixture))
  }
}
