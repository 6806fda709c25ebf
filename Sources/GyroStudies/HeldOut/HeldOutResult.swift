// SPDX-License-Identifier: GPL-3.0-or-later
// The evidence of one or several held-out runs as the file that is written, drawn and put on a model's card.

internal import GyroFiles
internal import GyroFlows
internal import GyroModel
package import GyroTraining
package import Gyrochronology

/// All folds of all seeds of one fold protocol.
package struct HeldOutResult: Hashable, Sendable, Artefact {
  /// `held-out-result`.
  package static let kind = "held-out-result"
  /// The first form with a kind.
  package static let version = 1
  /// What it is, for a user who named another file.
  package static let about = "a result of gyro train --folds"

  /// The scores of one fold under one seed.
  package struct Fold: Hashable, Sendable, Codable {
    /// The fold's name.
    package let name: String
    /// The seed of the run that it belongs to.
    package let seed: UInt64
    /// Held-out stars.
    package let starCount: Int
    /// The keys of their clusters.
    package let clusters: [String]
    /// Mean log density of the flow and mean log likelihood of the mixture, nats per star.
    package let meanLogDensity, meanMixtureLogLikelihood: Double
    /// The epoch that was kept, by flow.
    package let bestEpochs: [Int]

    enum CodingKeys: String, CodingKey {
      case name = "fold"
      case seed
      case starCount = "held_out_stars"
      case clusters
      case meanLogDensity = "mean_log_density"
      case meanMixtureLogLikelihood = "mean_mixture_log_likelihood"
      case bestEpochs = "best_epochs"
    }
  }

  /// A cluster that was held out under one seed.
  package struct Cluster: Hashable, Sendable {
    /// The seed.
    package let seed: UInt64
    /// How well it was predicted and dated.
    package let evidence: HeldOutCluster
  }

  /// What several clusters have in common.
  package struct ByCluster: Hashable, Sendable {
    /// The means of the metrics over the seeds.
    package let means: HeldOutSummary
    /// Their standard deviations over the seeds.
    package let deviations: HeldOutSummary
    /// How many clusters are in each group.
    package let clusterCount: HeldOutSummary.ClusterCount
    /// Every held-out cluster under every seed.
    package let clusters: [Cluster]
  }

  /// The program and its version.
  package let program: String
  /// The command that made it.
  package let command: String
  /// How the folds were made, as `gyro train --folds` takes it.
  package let protocolName: String
  /// The choices of every training.
  package let choices: TrainingChoices
  /// Where the stars come from; nil if that is not known.
  package let origin: TrainingOrigin?
  /// The seeds, ascending.
  package let seeds: [UInt64]
  /// The folds, by seed and name.
  package let folds: [Fold]
  /// Means over the folds of the flow's log density and of the mixture's log likelihood, nats per star.
  package let meanLogDensity, meanMixtureLogLikelihood: Double
  /// What is known by cluster; nil where stars and not clusters were held out.
  package let byCluster: ByCluster?

  /// Collects folds, at least one.
  package init(
    foldProtocol: FoldProtocol, folds: [HeldOutFold], choices: TrainingChoices,
    origin: TrainingOrigin?, disputedClusters: Set<String>, extrapolatedClusters: Set<String>,
    command: String
  ) {
    precondition(!folds.isEmpty, "a result of no folds")
    program = "gyrochrone \(ProgramVersion.current)"
    (self.command, protocolName) = (command, foldProtocol.description)
    (self.choices, self.origin) = (choices, origin)
    self.folds = folds.map { fold in
      Fold(
        name: fold.name, seed: fold.seed, starCount: fold.starCount,
        clusters: fold.clusters.map(\.cluster), meanLogDensity: fold.meanLogDensity,
        meanMixtureLogLikelihood: fold.meanMixtureLogLikelihood, bestEpochs: fold.bestEpochs)
    }
    meanLogDensity = mean(folds.map(\.meanLogDensity))
    meanMixtureLogLikelihood = mean(folds.map(\.meanMixtureLogLikelihood))
    let seeds = Set(folds.map(\.seed)).sorted()
    self.seeds = seeds
    if case .stars = foldProtocol {
      byCluster = nil
    } else {
      let groups = seeds.map { seed in
        HeldOutSummary.Groups(
          folds.filter { $0.seed == seed }.flatMap(\.clusters), disputed: disputedClusters,
          extrapolated: extrapolatedClusters)
      }
      let runs = groups.map { HeldOutSummary($0) }
      byCluster = ByCluster(
        means: HeldOutSummary(meanOf: runs), deviations: HeldOutSummary(deviationOf: runs),
        clusterCount: groups[0].count,
        clusters: folds.flatMap { fold in
          fold.clusters.map { Cluster(seed: fold.seed, evidence: $0) }
        })
    }
  }

  /// The fraction of all stars in each decile of a distribution function.
  package func share(_ counts: (HeldOutCluster) -> [Int]) -> [Double] {
    var sums = [Double](repeating: 0, count: 10)
    for cluster in byCluster?.clusters ?? [] {
      for (decile, count) in counts(cluster.evidence).enumerated() { sums[decile] += Double(count) }
    }
    let sum = sums.reduce(0, +)
    return sums.map { sum > 0 ? $0 / sum : 0 }
  }

  /// What it rests on, in a line of small print.
  package var provenance: String {
    "\(program), folds \(protocolName), \(seeds.count) seeds: \(command)"
  }

  /// Why this says nothing about a model; nil where the model was trained by the same choices on the same
  /// stars, if with other random numbers.
  package func mismatch(with model: LoadedModel) -> String? {
    guard let training = model.training else {
      return "the model does not record how it was trained"
    }
    guard training.choices == choices else { return "the model was trained by other choices" }
    guard let origin else { return nil }
    let own = training.origin
    let facts = [
      ("age scale", own?.ageScale == origin.ageScale),
      ("catalog", own?.catalogName == origin.catalogName),
      ("catalog sha256", own?.catalogSHA256 == origin.catalogSHA256),
      ("selection", own?.selection == origin.selection),
    ]
    return facts.first { !$0.1 }.map { "the model was trained with another \($0.0)" }
  }

  /// What a file of it holds that cannot be.
  package var impossibility: String? {
    var check = NumberCheck()
    check.require(!folds.isEmpty) { "has no folds, expected at least one" }
    for fold in folds {
      check.require(fold.meanLogDensity, in: NumberCheck.other, "mean_log_density", of: fold.name)
      check.require(
        fold.meanMixtureLogLikelihood, in: NumberCheck.other, "mean_mixture_log_likelihood",
        of: fold.name)
    }
    guard let byCluster else { return check.impossibility }
    check.require(!byCluster.clusters.isEmpty) { "has no clusters, expected at least one" }
    for cluster in byCluster.clusters { cluster.evidence.look(with: &check) }
    for metric in byCluster.means.metrics {
      let range = metric.isFraction ? NumberCheck.share : NumberCheck.other
      check.require(byCluster.means[metric], in: range, metric.rawValue, of: "the mean over seeds")
      check.require(
        byCluster.deviations[metric], in: NumberCheck.other, metric.rawValue,
        of: "the standard deviation over seeds")
    }
    return check.impossibility
  }
}

extension HeldOutSummary.Metric {
  fileprivate var isFraction: Bool {
    rawValue.hasPrefix("star_coverage") || rawValue.hasPrefix("pit_")
  }
}

// MARK: The file

extension HeldOutResult {
  private enum CodingKeys: String, CodingKey {
    case program, command, choices, origin, seeds, folds, clusters
    case protocolName = "protocol"
    case meanLogDensity = "mean_log_density"
    case meanMixtureLogLikelihood = "mean_mixture_log_likelihood"
    case deviations = "standard_deviation_over_seeds"
    case clusterCount = "cluster_count"
  }

  /// Reads the fields; the means of the metrics are fields of their own.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    program = try fields.decode(String.self, forKey: .program)
    command = try fields.decode(String.self, forKey: .command)
    protocolName = try fields.decode(String.self, forKey: .protocolName)
    choices = try fields.decode(TrainingChoices.self, forKey: .choices)
    origin = try fields.decodeIfPresent(TrainingOrigin.self, forKey: .origin)
    seeds = try fields.decode([UInt64].self, forKey: .seeds)
    folds = try fields.decode([Fold].self, forKey: .folds)
    meanLogDensity = try fields.decode(Double.self, forKey: .meanLogDensity)
    meanMixtureLogLikelihood = try fields.decode(Double.self, forKey: .meanMixtureLogLikelihood)
    byCluster = try fields.decodeIfPresent([Cluster].self, forKey: .clusters).map { clusters in
      ByCluster(
        means: try HeldOutSummary(from: decoder),
        deviations: try fields.decode(HeldOutSummary.self, forKey: .deviations),
        clusterCount: try fields.decode(HeldOutSummary.ClusterCount.self, forKey: .clusterCount),
        clusters: clusters)
    }
  }

  /// Writes the fields.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(program, forKey: .program)
    try fields.encode(command, forKey: .command)
    try fields.encode(protocolName, forKey: .protocolName)
    try fields.encode(choices, forKey: .choices)
    try fields.encodeIfPresent(origin, forKey: .origin)
    try fields.encode(seeds, forKey: .seeds)
    try fields.encode(folds, forKey: .folds)
    try fields.encode(meanLogDensity, forKey: .meanLogDensity)
    try fields.encode(meanMixtureLogLikelihood, forKey: .meanMixtureLogLikelihood)
    guard let byCluster else { return }
    try byCluster.means.encode(to: encoder)
    try fields.encode(byCluster.deviations, forKey: .deviations)
    try fields.encode(byCluster.clusterCount, forKey: .clusterCount)
    try fields.encode(byCluster.clusters, forKey: .clusters)
  }
}

extension HeldOutResult.Cluster: Codable {
  private enum CodingKeys: String, CodingKey {
    case seed
    case meanLogDensity = "mean_log_density"
    case meanMixtureLogLikelihood = "mean_mixture_log_likelihood"
    case offsetDex = "offset_dex"
  }

  /// Reads the fields of the evidence and the seed.
  package init(from decoder: any Decoder) throws {
    seed = try decoder.container(keyedBy: CodingKeys.self).decode(UInt64.self, forKey: .seed)
    evidence = try HeldOutCluster(from: decoder)
  }

  /// Writes the fields of the evidence, the seed, and what follows from the evidence.
  package func encode(to encoder: any Encoder) throws {
    try evidence.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(seed, forKey: .seed)
    try fields.encode(evidence.meanLogDensity, forKey: .meanLogDensity)
    try fields.encode(evidence.meanMixtureLogLikelihood, forKey: .meanMixtureLogLikelihood)
    try fields.encodeIfPresent(evidence.offsetDex, forKey: .offsetDex)
  }
}
