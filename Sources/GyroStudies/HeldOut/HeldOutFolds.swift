// SPDX-License-Identifier: GPL-3.0-or-later
// Held-out evidence: fold after fold is predicted by a training that has not seen it.

package import GyroCatalogs
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroNumerics
package import GyroTraining
package import Gyrochronology

/// The evidence of one fold.
package struct HeldOutFold: Hashable, Sendable, Codable {
  /// The fold's name.
  package let name: String
  /// The seed of the run it belongs to.
  package let seed: UInt64
  /// Evidence by cluster, sorted by key.
  package let clusters: [HeldOutCluster]
  /// The best epoch of each flow.
  package let bestEpochs: [Int]

  /// Held-out stars.
  package var starCount: Int { clusters.reduce(0) { $0 + $1.starCount } }
  /// Mean log-density of the flow, nats per star.
  package var meanLogDensity: Double {
    clusters.reduce(0) { $0 + $1.logDensitySum } / Double(starCount)
  }
  /// Mean log-likelihood of the mixture, nats per star.
  package var meanMixtureLogLikelihood: Double {
    clusters.reduce(0) { $0 + $1.mixtureLogLikelihoodSum } / Double(starCount)
  }
}

/// A division of stars into folds, each to be predicted by a training on the others.
package struct HeldOutFolds: Sendable {
  /// All stars, those of disputed clusters included: what is not trained on is predicted all the same.
  private let stars: [CalibrationStar]
  private let externalClusters: Set<String>
  private let disputedClusters: Set<String>
  private let choices: TrainingChoices
  private let seed: UInt64
  private let wantsAges: Bool
  /// The folds, with the indices of their stars.
  package let folds: [(name: String, members: [Int])]

  /// Divides stars.
  ///
  /// - Parameters:
  ///   - stars: The stars.
  ///   - externalClusters: Keys of clusters that are external tests.
  ///   - disputedClusters: Keys of clusters whose age is in dispute.
  ///   - choices: The choices of every training.
  ///   - foldProtocol: Which stars are held out together.
  ///   - seed: Of the random folds and of the trainings.
  /// - Throws: ``GyroTraining/TrainingError`` if the protocol does not fit the stars.
  package init(
    stars: [CalibrationStar], externalClusters: Set<String>, disputedClusters: Set<String>,
    choices: TrainingChoices, foldProtocol: FoldProtocol, seed: UInt64
  ) throws(TrainingError) {
    folds = try foldProtocol.folds(of: stars, seed: seed)
    if case .stars = foldProtocol { wantsAges = false } else { wantsAges = true }
    (self.stars, self.choices, self.seed) = (stars, choices, seed)
    (self.externalClusters, self.disputedClusters) = (externalClusters, disputedClusters)
  }

  /// The training of a fold: all stars but its own.
  ///
  /// - Throws: ``GyroTraining/TrainingError`` if too few stars are left.
  package func training(_ fold: Int) throws(TrainingError) -> ModelTraining {
    let heldOut = Set(folds[fold].members)
    var random = RandomStream(seed: seed).child("fold", fold)
    return try ModelTraining(
      stars: stars.indices.filter { !heldOut.contains($0) }.map { stars[$0] },
      externalClusters: externalClusters, disputedClusters: disputedClusters, choices: choices,
      seed: random.next())
  }

  /// Digest of all that fixes the evidence of a fold.
  ///
  /// - Throws: ``GyroTraining/TrainingError`` if too few stars are left to train on.
  package func label(_ fold: Int) throws(TrainingError) -> String {
    var fingerprint = Fingerprint(of: "held-out fold")
    fingerprint.add(try training(fold).label)
    fingerprint.add(folds[fold].members)
    return fingerprint.digest.hexadecimal
  }

  /// Trains without a fold and scores it.
  ///
  /// - Throws: ``GyroTraining/TrainingError`` if too few stars are left to train on.
  package func evidence(fold: Int, threadCount: Int) throws(TrainingError) -> HeldOutFold {
    let training = try training(fold)
    let trained = training.trained(threadCount: threadCount)
    let flow = RotationFlow(
      FlowEnsemble(trained.map(\.flow)), schema: choices.colorError.schema)
    let members = folds[fold].members.map { stars[$0] }
    let clusters = Dictionary(grouping: members, by: \.group).sorted { $0.key < $1.key }
    return HeldOutFold(
      name: folds[fold].name, seed: seed,
      clusters: clusters.map { key, stars in
        HeldOutCluster(
          cluster: key, stars: stars, flow: flow, mixture: training.mixture,
          trainedMixture: choices.mixture, wantsAges: wantsAges,
          threadCount: threadCount)
      },
      bestEpochs: trained.map(\.epoch))
  }
}
