// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a robustness run starts from, and the digests that identify its parts.

package import GyroCatalogs
package import GyroFiles
internal import GyroModel
internal import GyroPlatform
internal import GyroQuantities
package import Gyrochronology

/// The data, the model and the choices of a robustness run.
package struct RobustnessInput: Sendable {
  /// All stars of the catalog, whatever is wrong with them.
  package var stars: [StandardStar]
  /// Which of them are dated.
  package var selection: CatalogSelection
  /// Another catalog of the same stars; nil without one.
  package var otherStars: [StandardStar]?
  /// What the flow is retrained on.
  package var calibrators: [CalibrationStar]
  /// The clusters with their published extinctions.
  package var clusters: ClusterList
  /// The age scale of the calibrators, then the others.
  package var ageScales: [AgeScale]
  /// The model whose ages the data variants perturb.
  package var model: LoadedModel
  /// How flows are trained.
  package var choices: TrainingChoices
  /// Names the random streams.
  package var seed: UInt64

  /// Collects what a run starts from.
  ///
  /// - Precondition: At least one age scale.
  package init(
    stars: [StandardStar], selection: CatalogSelection, otherStars: [StandardStar]? = nil,
    calibrators: [CalibrationStar], clusters: ClusterList, ageScales: [AgeScale],
    model: LoadedModel, choices: TrainingChoices = TrainingChoices(), seed: UInt64 = 1
  ) {
    precondition(!ageScales.isEmpty, "no age scale")
    (self.stars, self.selection, self.otherStars) = (stars, selection, otherStars)
    (self.calibrators, self.clusters, self.ageScales) = (calibrators, clusters, ageScales)
    (self.model, self.choices, self.seed) = (model, choices, seed)
  }

  /// Keys of clusters that are never trained on.
  var externalClusters: Set<String> {
    Set(clusters.clusters.filter(\.isExternalTest).map(\.key))
  }

  /// Keys of clusters whose age is in dispute on the scale of the calibrators.
  var disputedClusters: Set<String> { Set(ageScales[0].disputedClusters) }

  /// Mean calibration log10 age of the cluster's own stars on a scale, with its error; nil without one.
  func age(of cluster: String, on scale: AgeScale) -> (log10AgeMyr: Double, sigma: Double)? {
    let ages = stars.filter { $0.cluster == cluster && selection.reason(against: $0) == nil }
      .compactMap { scale.age(cluster: cluster, subgroup: $0.subgroup) }
    guard !ages.isEmpty else { return nil }
    let count = Double(ages.count)
    return (
      ages.reduce(0) { $0 + $1.log10AgeMyr } / count,
      ages.reduce(0) { $0 + $1.log10AgeMyrSigma } / count
    )
  }

  /// Digest of the stars that are dated.
  func dataDigest(of clusters: [String]) throws(FileError) -> SHA256Digest {
    let wanted = Set(clusters)
    var fingerprint = Fingerprint(of: "dated stars")
    fingerprint.add(stars.filter { wanted.contains($0.cluster) })
    try fingerprint.add(recorded: selection, name: "the selection")
    fingerprint.add(clusters)
    fingerprint.add(clusters.map(hasPublishedAV))
    return fingerprint.digest
  }

  /// Digest of the other catalog's stars.
  var otherDigest: SHA256Digest {
    var fingerprint = Fingerprint(of: "other catalog")
    fingerprint.add(otherStars)
    return fingerprint.digest
  }

  /// Digest of the calibrators and the choices of their training.
  func trainingDigest() throws(FileError) -> SHA256Digest {
    var fingerprint = Fingerprint(of: "calibrators")
    fingerprint.add(calibrators)
    try fingerprint.add(recorded: choices, name: "the choices of the training")
    fingerprint.add(disputedClusters.sorted())
    return fingerprint.digest
  }

  /// Whether the extinction of a cluster is a published A_V.
  func hasPublishedAV(_ cluster: String) -> Bool {
    clusters.cluster(named: cluster)?.extinction?.extinctionAV != nil
  }
}

extension StandardStar: Fingerprintable {
  /// Adds what perturbations and dating read.
  package func add(to fingerprint: inout Fingerprint) {
    fingerprint.add(cluster)
    fingerprint.add(gaiaDR3.map { Int($0.number) })
    fingerprint.add(
      [
        periodDays, periodDaysSigma, bpRp, colorExcessBpRp, bpRp0, bpRp0Sigma,
        membershipProbability,
        ruwe,
      ])
    fingerprint.add(Int(flags.rawValue))
    fingerprint.add(periodSources)
  }
}

extension CalibrationStar: Fingerprintable {
  /// Adds what a training reads.
  package func add(to fingerprint: inout Fingerprint) {
    fingerprint.add(cluster)
    fingerprint.add(subgroup)
    fingerprint.add(
      [
        log10AgeMyr, log10AgeMyrSigma, bpRp0, bpRp0Sigma, log10PeriodDays, membershipProbability,
      ])
  }
}
