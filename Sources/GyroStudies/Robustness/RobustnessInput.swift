// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a robustness run starts from, and the digests by which its parts are told apart.

internal import Foundation
public import GyroCatalogs
internal import GyroFiles
internal import GyroModel
internal import GyroQuantities
public import GyroTraining
public import Gyrochronology

/// The data, the model and the choices of a robustness run.
public struct RobustnessInput: Sendable {
  /// All stars of the catalog, whatever is wrong with them.
  public var stars: [StandardStar]
  /// Which of them are dated.
  public var selection: CatalogSelection
  /// Another catalog of the same stars; nil without one.
  public var otherStars: [StandardStar]?
  /// What the flow is retrained on.
  public var calibrators: [CalibrationStar]
  /// The clusters with their published extinctions.
  public var clusters: ClusterList
  /// The age scale of the calibrators, then the others.
  public var ageScales: [AgeScale]
  /// The model whose ages the data variants perturb.
  public var model: LoadedModel
  /// How flows are trained.
  public var choices: ModelTraining.Choices
  /// Names the random streams.
  public var seed: UInt64

  /// Collects what a run starts from.
  ///
  /// - Precondition: At least one age scale.
  public init(
    stars: [StandardStar], selection: CatalogSelection, otherStars: [StandardStar]? = nil,
    calibrators: [CalibrationStar], clusters: ClusterList, ageScales: [AgeScale],
    model: LoadedModel, choices: ModelTraining.Choices = ModelTraining.Choices(), seed: UInt64 = 1
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
  func dataDigest(of clusters: [String]) throws(TrainingError) -> String {
    let wanted = Set(clusters)
    return Self.digest(
      stars.filter { wanted.contains($0.cluster) }.map(Self.line)
        + [try Record.json(selection, name: "the selection")]
        + clusters.map { "\($0) \(hasPublishedAV($0))" })
  }

  /// Digest of the other catalog's stars.
  var otherDigest: String { Self.digest((otherStars ?? []).map(Self.line)) }

  /// Digest of the calibrators and the choices of their training.
  func trainingDigest() throws(TrainingError) -> String {
    let choices = try Record.json(choices, name: "the choices of the training")
    return Self.digest(
      calibrators.map { star in
        let numbers = [
          star.log10AgeMyr, star.log10AgeMyrSigma, star.bpRp0, star.bpRp0Sigma,
          star.log10PeriodDays, star.membershipProbability,
        ].map(Self.exact).joined(separator: " ")
        return "\(star.cluster)/\(star.subgroup ?? "") \(numbers)"
      } + [choices, disputedClusters.sorted().joined(separator: " ")])
  }

  /// Whether the extinction of a cluster is a published A_V.
  func hasPublishedAV(_ cluster: String) -> Bool {
    clusters.cluster(named: cluster)?.extinction?.extinctionAV != nil
  }

  private static func line(_ star: StandardStar) -> String {
    let numbers = [
      star.periodDays, star.periodDaysSigma, star.bpRp, star.colorExcessBpRp, star.bpRp0,
      star.bpRp0Sigma,
      star.membershipProbability, star.ruwe,
    ].map { $0.map(exact) ?? "" }.joined(separator: " ")
    return "\(star.cluster) \(star.gaiaDR3?.number ?? 0) \(numbers) \(star.flags.rawValue) "
      + star.periodSources.joined(separator: ";")
  }

  private static func exact(_ number: Double) -> String { String(number.bitPattern, radix: 16) }

  static func digest(_ lines: [String]) -> String {
    SHA256Digest(of: Array(lines.joined(separator: "\n").utf8)).hexadecimal
  }
}
