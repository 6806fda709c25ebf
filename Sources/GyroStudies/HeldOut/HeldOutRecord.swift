// SPDX-License-Identifier: GPL-3.0-or-later
// A held-out report read back as evidence about models that were trained by the same choices.

public import Foundation
internal import GyroFlows
internal import GyroModel
internal import GyroTraining
public import Gyrochronology

/// What `gyro train --folds` wrote, by cluster and as figures.
public struct HeldOutRecord: Sendable {
  /// A figure of the summary: its mean and standard deviation over the seeds.
  public struct Figure: Hashable, Sendable, Encodable {
    /// The mean over seeds.
    public let mean: Double
    /// The standard deviation over seeds; nil for a single one.
    public let deviation: Double?
  }

  /// A cluster, averaged over the seeds.
  public struct Cluster: Hashable, Sendable, Encodable {
    /// Its key.
    public let cluster: String
    /// Held-out stars, and those red enough for an age.
    public let starCount, datedStarCount: Int
    /// Mean log10 of the calibration ages, dex of Myr.
    public let calibrationLog10AgeMyr: Double
    /// Mean log density of the flow and mean log likelihood of the fixed mixture, nats per star.
    public let meanLogDensity, meanMixtureLogLikelihood: Double
    /// Recovered minus calibration age and half the 68 percent interval, dex; nil without dated stars.
    public let offsetDex, halfWidthDex: Double?
    /// Share of dated stars whose 68 and 95 percent intervals hold the calibration age.
    public let coverage68, coverage95: Double?
    /// For each seed, whether the cluster's 68 percent interval holds its calibration age.
    public let isWithin68: [Bool]

    enum CodingKeys: String, CodingKey {
      case cluster
      case starCount = "stars"
      case datedStarCount = "dated_stars"
      case calibrationLog10AgeMyr = "calibration_log10_age_myr"
      case meanLogDensity = "mean_log_density"
      case meanMixtureLogLikelihood = "mean_mixture_log_likelihood"
      case offsetDex = "offset_dex"
      case halfWidthDex = "half_width_dex"
      case coverage68 = "star_coverage_68"
      case coverage95 = "star_coverage_95"
      case isWithin68 = "age_within_68_by_seed"
    }
  }

  /// How the folds were made, as `gyro train --folds` takes it.
  public let protocolName: String
  /// The command that made it.
  public let command: String
  /// The seeds.
  public let seeds: [UInt64]
  /// The figures by name.
  public let figures: [String: Figure]
  /// The clusters by age; empty where stars and not clusters were held out.
  public let clusters: [Cluster]
  /// Mean log density of the flow and of the mixture of each fold, nats per star.
  public let foldScores: [(flow: Double, mixture: Double)]
  private let choices: ModelTraining.Choices
  private let origin: [String: String]

  /// Whether stars were held out at random, and not clusters.
  public var isOfStars: Bool { clusters.isEmpty }

  /// The share of clusters and seeds whose formal 68 percent interval holds the calibration age.
  public var clusterCoverage68: Double? {
    let hits = clusters.flatMap(\.isWithin68)
    return hits.isEmpty ? nil : Double(hits.count { $0 }) / Double(hits.count)
  }

  /// Reads a report; nil if the bytes are not one.
  ///
  /// - Throws: ``ReportError`` if a number of it cannot be.
  public init?(json: Data) throws(ReportError) {
    guard let file = try? JSONDecoder().decode(File.self, from: json), !file.folds.isEmpty,
      let top = try? JSONSerialization.jsonObject(with: json) as? [String: Any]
    else { return nil }
    for cluster in file.clusters ?? [] { try cluster.check() }
    for fold in file.folds {
      try ReportRange.check(fold.flow, ReportRange.other, "mean_log_density", of: "a fold")
      try ReportRange.check(
        fold.mixture, ReportRange.other, "mean_mixture_log_likelihood", of: "a fold")
    }
    (protocolName, command, seeds) = (file.protocol, file.command, file.seeds)
    (choices, origin) = (file.choices, file.origin)
    foldScores = file.folds.map { ($0.flow, $0.mixture) }
    let deviations = file.deviations ?? [:]
    var figures: [String: Figure] = [:]
    for name in ["mean_log_density", "mean_mixture_log_likelihood"] + deviations.keys {
      guard let mean = (top[name] as? NSNumber)?.doubleValue else { continue }
      try ReportRange.check(mean, ReportRange.other, name, of: "the mean over seeds")
      try ReportRange.check(
        deviations[name], ReportRange.other, name, of: "the standard deviation over seeds")
      figures[name] = Figure(
        mean: mean, deviation: file.seeds.count > 1 ? deviations[name] : nil)
    }
    self.figures = figures
    clusters = Dictionary(grouping: file.clusters ?? [], by: \.cluster).values
      .map(Cluster.init)
      .sorted {
        ($0.calibrationLog10AgeMyr, $0.cluster) < ($1.calibrationLog10AgeMyr, $1.cluster)
      }
  }

  /// Why this says nothing about a model; nil where the model was trained by the same choices on the same
  /// stars, if with other random numbers.
  public func mismatch(with model: LoadedModel) -> String? {
    let notes = model.rotation.checkpoint.notes
    guard let recorded = notes["training.choices"] else {
      return "the model does not record how it was trained"
    }
    guard
      let own = try? JSONDecoder().decode(
        ModelTraining.Choices.self, from: Data(recorded.utf8)), own == choices
    else { return "the model was trained by other choices" }
    for (key, value) in origin.sorted(by: { $0.key < $1.key })
    where notes["training.\(key)"] != value {
      return "the model was trained with another \(key.replacing("_", with: " "))"
    }
    return nil
  }

  private struct File: Decodable {
    struct Fold: Decodable {
      let flow, mixture: Double

      enum CodingKeys: String, CodingKey {
        case flow = "mean_log_density"
        case mixture = "mean_mixture_log_likelihood"
      }
    }
    let `protocol`, command: String
    let seeds: [UInt64]
    let choices: ModelTraining.Choices
    let origin: [String: String]
    let folds: [Fold]
    let clusters: [HeldOutCluster]?
    let deviations: [String: Double]?

    enum CodingKeys: String, CodingKey {
      case `protocol`, command, seeds, choices, origin, folds, clusters
      case deviations = "standard_deviation_over_seeds"
    }
  }
}

extension HeldOutCluster {
  /// Looks at the numbers that the record computes with.
  fileprivate func check() throws(ReportError) {
    let numbers: [(String, Double, ClosedRange<Double>)] = [
      ("stars", Double(starCount), 1...ReportRange.count.upperBound),
      ("dated_stars", Double(datedStarCount), 0...Double(max(0, starCount))),
      ("stars_within_68", Double(starsWithin68), 0...Double(max(0, datedStarCount))),
      ("stars_within_95", Double(starsWithin95), 0...Double(max(0, datedStarCount))),
      ("calibration_log10_age_myr", calibrationLog10AgeMyr, ReportRange.log10AgeMyr),
      ("log_density_sum", logDensitySum, ReportRange.other),
      ("mixture_log_likelihood_sum", mixtureLogLikelihoodSum, ReportRange.other),
    ]
    for (name, value, range) in numbers {
      try ReportRange.check(value, range, name, of: cluster)
    }
    try ReportRange.check(quantiles: [q16, q50, q84], of: cluster)
  }
}

extension HeldOutRecord.Cluster {
  /// Averages the entries of one cluster, at least one, over the seeds.
  fileprivate init(_ entries: [HeldOutCluster]) {
    let first = entries[0]
    func mean(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    (cluster, starCount, datedStarCount) = (first.cluster, first.starCount, first.datedStarCount)
    calibrationLog10AgeMyr = first.calibrationLog10AgeMyr
    meanLogDensity = mean(entries.map(\.meanLogDensity)) ?? .nan
    meanMixtureLogLikelihood = mean(entries.map(\.meanMixtureLogLikelihood)) ?? .nan
    offsetDex = mean(entries.compactMap(\.offsetDex))
    let intervals = entries.compactMap { entry in
      entry.q16.flatMap { lower in entry.q84.map { (lower: lower, upper: $0) } }
    }
    halfWidthDex = mean(intervals.map { ($0.upper - $0.lower) / 2 })
    isWithin68 = intervals.map {
      $0.lower <= first.calibrationLog10AgeMyr && first.calibrationLog10AgeMyr <= $0.upper
    }
    let dated = entries.reduce(0) { $0 + $1.datedStarCount }
    coverage68 =
      dated > 0 ? Double(entries.reduce(0) { $0 + $1.starsWithin68 }) / Double(dated) : nil
    coverage95 =
      dated > 0 ? Double(entries.reduce(0) { $0 + $1.starsWithin95 }) / Double(dated) : nil
  }
}
