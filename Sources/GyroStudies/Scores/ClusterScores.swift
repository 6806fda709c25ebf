// SPDX-License-Identifier: GPL-3.0-or-later
// How well a finished model predicts and dates clusters of known age.

package import GyroCatalogs
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroPlatform
package import GyroTraining
package import Gyrochronology

/// The evidence of clusters that a model was not trained on, by the rules of the held-out folds.
///
/// Log scores are in nats per star at the literature age: of the flow, of the mixture with the uniform
/// background and stated memberships, and of the mixture that the model was trained with.
package struct ClusterScores: Hashable, Sendable, Artefact {
  /// `cluster-scores`.
  package static let kind = "cluster-scores"
  /// The first form with a kind.
  package static let version = 1
  /// What it is, for a user who named another file.
  package static let about = "a result of gyro model score --format json"

  /// One cluster.
  package struct Entry: Hashable, Sendable, Codable {
    /// Its key, and where its literature age comes from.
    package let cluster, source: String
    /// Scored stars, and those red enough for an age.
    package let starCount, datedStarCount: Int
    /// The literature age, Myr, its log10, dex of Myr, and its error, dex.
    package let ageMyr, log10AgeMyr, log10AgeSigma: Double
    /// Quantiles of the recovered age at 16, 50 and 84 percent, dex of Myr; nil without dated stars.
    package let q16, q50, q84: Double?
    /// Recovered minus literature age, dex.
    package let offsetDex: Double?
    /// Mean log density of the flow and mean log likelihoods of the two mixtures, nats per star.
    package let meanLogDensity, meanMixtureLogLikelihood, meanTrainedMixtureLogLikelihood: Double
    /// Dated stars whose 68 and 95 percent intervals hold the literature age.
    package let starsWithin68, starsWithin95: Int
    /// Stars by decile of the flow's distribution function at their period.
    package let flowPITCounts: [Int]
    /// Whether the model was trained on the cluster; nil where its record does not say.
    package let wasTrainedOn: Bool?

    /// By how many errors the ages differ: those of the literature and of the recovered age together.
    package var deviations: Double? {
      guard let offsetDex, let q16, let q84 else { return nil }
      let half = (q84 - q16) / 2
      let error = (half * half + log10AgeSigma * log10AgeSigma).squareRoot()
      // Two ages without any error differ by no number of errors.
      return error > 0 ? offsetDex / error : nil
    }

    enum CodingKeys: String, CodingKey {
      case cluster, source
      case starCount = "stars"
      case datedStarCount = "dated_stars"
      case ageMyr = "literature_age_myr"
      case log10AgeMyr = "literature_log10_age_myr"
      case log10AgeSigma = "literature_log10_age_sigma"
      case q16 = "log10_age_myr_q16"
      case q50 = "log10_age_myr_q50"
      case q84 = "log10_age_myr_q84"
      case offsetDex = "offset_dex"
      case meanLogDensity = "mean_log_density"
      case meanMixtureLogLikelihood = "mean_mixture_log_likelihood"
      case meanTrainedMixtureLogLikelihood = "mean_trained_mixture_log_likelihood"
      case starsWithin68 = "stars_within_68"
      case starsWithin95 = "stars_within_95"
      case flowPITCounts = "pit_tenths_flow"
      case wasTrainedOn = "trained_on"
    }

    fileprivate init(_ evidence: HeldOutCluster, age: CalibrationAge, wasTrainedOn: Bool?) {
      (cluster, source) = (evidence.cluster, age.source)
      (starCount, datedStarCount) = (evidence.starCount, evidence.datedStarCount)
      (ageMyr, log10AgeSigma) = (age.ageMyr, age.log10AgeMyrSigma)
      log10AgeMyr = evidence.calibrationLog10AgeMyr
      (q16, q50, q84, offsetDex) = (evidence.q16, evidence.q50, evidence.q84, evidence.offsetDex)
      meanLogDensity = evidence.meanLogDensity
      meanMixtureLogLikelihood = evidence.meanMixtureLogLikelihood
      meanTrainedMixtureLogLikelihood = evidence.meanTrainedMixtureLogLikelihood
      (starsWithin68, starsWithin95) = (evidence.starsWithin68, evidence.starsWithin95)
      (flowPITCounts, self.wasTrainedOn) = (evidence.flowPITCounts, wasTrainedOn)
    }

    fileprivate func look(with check: inout NumberCheck) {
      let stars = NumberCheck.largestCount
      check.require(starCount, upTo: stars, "stars", of: cluster)
      check.require(datedStarCount, upTo: starCount, "dated_stars", of: cluster)
      check.require(starsWithin68, upTo: datedStarCount, "stars_within_68", of: cluster)
      check.require(starsWithin95, upTo: datedStarCount, "stars_within_95", of: cluster)
      let numbers: [(String, Double?, ClosedRange<Double>)] = [
        ("literature_log10_age_myr", log10AgeMyr, NumberCheck.log10AgeMyr),
        ("literature_log10_age_sigma", log10AgeSigma, NumberCheck.errorDex),
        ("offset_dex", offsetDex, NumberCheck.offsetDex),
        ("mean_log_density", meanLogDensity, NumberCheck.other),
        ("mean_mixture_log_likelihood", meanMixtureLogLikelihood, NumberCheck.other),
        ("mean_trained_mixture_log_likelihood", meanTrainedMixtureLogLikelihood, NumberCheck.other),
      ]
      for (name, value, range) in numbers { check.require(value, in: range, name, of: cluster) }
      check.require(quantiles: [q16, q50, q84], of: cluster)
    }
  }

  /// The program and its version, and the command that made the scores.
  package let program, command: String
  /// The model and the digest of its checkpoint, hexadecimal.
  package let model, modelSHA256: String
  /// The age scale and the choice of stars.
  package let ageScale, selection: String
  /// The clusters, in the order asked for.
  package let entries: [Entry]

  enum CodingKeys: String, CodingKey {
    case program, command, model, selection
    case modelSHA256 = "model_sha256"
    case ageScale = "age_scale"
    case entries = "clusters"
  }

  /// Scores a model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - clusters: Keys of the clusters.
  ///   - stars: Stars that pass the selection, of these clusters and any others.
  ///   - selection: The name of the selection, to be recorded.
  ///   - ageScale: The literature ages.
  ///   - command: The command that asks, to be recorded.
  ///   - threadCount: Threads to use; does not change the result.
  /// - Throws: ``GyroTraining/TrainingError`` if a cluster has no stars, or no age on the scale.
  package init(
    _ model: LoadedModel, clusters: [String], stars: [CalibrationStar], selection: String,
    ageScale: AgeScale, command: String, threadCount: Int
  ) throws(TrainingError) {
    program = "gyrochrone \(ProgramVersion.current)"
    (self.model, modelSHA256) = (model.name, model.digest.hexadecimal)
    (self.ageScale, self.selection, self.command) = (ageScale.key, selection, command)
    var entries: [Entry] = []
    for cluster in clusters {
      let own = stars.filter { $0.cluster == cluster }
      let age = ageScale.age(cluster: cluster, subgroup: nil)
      guard let age, !own.isEmpty else {
        throw TrainingError(
          problem: "\(cluster) has \(own.count) stars that pass the selection and "
            + "\(age == nil ? "no" : "an") age on the scale \(ageScale.key)",
          hint: "Choose another selection, or a scale that has the cluster")
      }
      let evidence = HeldOutCluster(
        cluster: cluster, stars: own, flow: model.rotation, mixture: OutlierMixture(),
        trainedMixture: model.training?.choices.mixture, wantsAges: true, threadCount: threadCount)
      entries.append(
        Entry(
          evidence, age: age, wasTrainedOn: model.training?.clusters.contains(cluster)))
    }
    self.entries = entries
  }

  /// What a file of it holds that cannot be.
  package var impossibility: String? {
    var check = NumberCheck()
    check.require(!entries.isEmpty) { "has no clusters, expected at least one" }
    for entry in entries { entry.look(with: &check) }
    return check.impossibility
  }

  /// Why this says nothing about a model; nil where it is that model's.
  package func mismatch(with model: LoadedModel) -> String? {
    modelSHA256 == model.digest.hexadecimal ? nil : "it scores another model"
  }
}
