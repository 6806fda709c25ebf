// SPDX-License-Identifier: GPL-3.0-or-later
// How well a finished model predicts and dates clusters of known age.

internal import Foundation
public import GyroCatalogs
internal import GyroFlows
internal import GyroModel
public import GyroTraining
public import Gyrochronology

/// The evidence of clusters that a model was not trained on, by the rules of the held-out folds.
///
/// Log scores are in nats per star at the literature age: of the flow, of the mixture with the uniform
/// background and stated memberships, and of the mixture that the model was trained with.
public struct ClusterScores: Sendable {
  /// One cluster.
  public struct Entry: Sendable {
    /// Its scores and its age; the calibration age is that of the scale.
    public let evidence: HeldOutCluster
    /// The literature age, Myr, with its error in dex, and where it comes from.
    public let ageMyr, log10AgeSigma: Double
    /// Where that age comes from.
    public let source: String
    /// Whether the model was trained on stars of this cluster; nil if its record does not say.
    public let wasTrainedOn: Bool?
  }

  /// The clusters, in the order asked for.
  public let entries: [Entry]

  /// Scores a model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - clusters: Keys of the clusters.
  ///   - stars: Stars that pass the selection, of these clusters and any others.
  ///   - ageScale: The literature ages.
  ///   - threadCount: Threads to use; does not change the result.
  /// - Throws: ``GyroTraining/TrainingError`` if a cluster has no stars, or no age on the scale.
  public init(
    _ model: LoadedModel, clusters: [String], stars: [CalibrationStar], ageScale: AgeScale,
    threadCount: Int
  ) throws(TrainingError) {
    let notes = model.rotation.checkpoint.notes
    let choices = notes["training.choices"].flatMap {
      try? JSONDecoder().decode(ModelTraining.Choices.self, from: Data($0.utf8))
    }
    let trained = notes["training.clusters"].map { text in
      Set(text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    }
    var entries: [Entry] = []
    for cluster in clusters {
      let own = stars.filter { $0.cluster == cluster }
      guard let age = ageScale.age(cluster: cluster, subgroup: nil), !own.isEmpty else {
        throw TrainingError(
          problem: "\(cluster) has \(own.count) stars that pass the selection and "
            + "\(ageScale.age(cluster: cluster, subgroup: nil) == nil ? "no" : "an") age on the scale "
            + ageScale.key,
          hint: "Choose another selection, or a scale that has the cluster")
      }
      entries.append(
        Entry(
          evidence: HeldOutCluster(
            cluster: cluster, stars: own, flow: model.rotation.flow, mixture: OutlierMixture(),
            trainedMixture: choices?.mixture, wantsAges: true, threadCount: threadCount),
          ageMyr: age.ageMyr, log10AgeSigma: age.log10AgeMyrSigma, source: age.source,
          wasTrainedOn: trained?.contains(cluster)))
    }
    self.entries = entries
  }
}

extension ClusterScores: Encodable {
  private enum Key: String, CodingKey {
    case cluster, stars, source
    case ageMyr = "literature_age_myr"
    case log10AgeMyr = "literature_log10_age_myr"
    case log10AgeSigma = "literature_log10_age_sigma"
    case wasTrainedOn = "trained_on"
    case q16 = "log10_age_myr_q16"
    case q50 = "log10_age_myr_q50"
    case q84 = "log10_age_myr_q84"
    case offset = "offset_dex"
    case flow = "mean_log_density"
    case mixture = "mean_mixture_log_likelihood"
    case trainedMixture = "mean_trained_mixture_log_likelihood"
    case datedStars = "dated_stars"
    case within68 = "stars_within_68"
    case within95 = "stars_within_95"
    case tenths = "pit_tenths_flow"
  }

  /// Writes a list with an object for each cluster; what is not known is null.
  public func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    for entry in entries {
      var object = list.nestedContainer(keyedBy: Key.self)
      let evidence = entry.evidence
      try object.encode(evidence.cluster, forKey: .cluster)
      try object.encode(evidence.starCount, forKey: .stars)
      try object.encode(entry.ageMyr, forKey: .ageMyr)
      try object.encode(evidence.calibrationLog10AgeMyr, forKey: .log10AgeMyr)
      try object.encode(entry.log10AgeSigma, forKey: .log10AgeSigma)
      try object.encode(entry.source, forKey: .source)
      try object.encode(entry.wasTrainedOn, forKey: .wasTrainedOn)
      try object.encode(evidence.q16, forKey: .q16)
      try object.encode(evidence.q50, forKey: .q50)
      try object.encode(evidence.q84, forKey: .q84)
      try object.encode(evidence.offsetDex, forKey: .offset)
      try object.encode(evidence.meanLogDensity, forKey: .flow)
      try object.encode(evidence.meanMixtureLogLikelihood, forKey: .mixture)
      try object.encode(evidence.meanTrainedMixtureLogLikelihood, forKey: .trainedMixture)
      try object.encode(evidence.datedStarCount, forKey: .datedStars)
      try object.encode(evidence.starsWithin68, forKey: .within68)
      try object.encode(evidence.starsWithin95, forKey: .within95)
      try object.encode(evidence.flowTenths, forKey: .tenths)
    }
  }
}
