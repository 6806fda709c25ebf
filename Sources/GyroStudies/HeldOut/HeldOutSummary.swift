// SPDX-License-Identifier: GPL-3.0-or-later
// The metrics by which trainings are compared.

internal import GyroNumerics
internal import GyroPlatform

/// Held-out metrics over all clusters of one run, or their means or deviations over several.
///
/// There are three groups of clusters: `all`, `undisputed` (those whose age is not in dispute), and
/// `in_range` (those of them that have a younger neighbor, so that their age is interpolated; which, the age
/// scale says).
package struct HeldOutSummary: Hashable, Sendable {
  /// A metric, by the name that result files have for it.
  package enum Metric: String, CaseIterable, Hashable, Sendable, CodingKey {
    /// Mean over clusters of the mean log likelihood of the mixture, nats per star.
    case mixtureLogScoreAll = "mixture_log_score_all"
    /// The same over clusters in range.
    case mixtureLogScoreInRange = "mixture_log_score_in_range"
    /// Mean over clusters of the mean log likelihood of the mixture that the model was trained with.
    case calibratedMixtureLogScoreAll = "calibrated_mixture_log_score_all"
    /// The same over clusters in range.
    case calibratedMixtureLogScoreInRange = "calibrated_mixture_log_score_in_range"
    /// Mean over clusters of the log evidence with age and contamination integrated over, nats per star: see
    /// ``HeldOutCluster/logEvidence``; not a number in files that are older than it.
    case marginalLogScoreAll = "marginal_log_score_all"
    /// The same over clusters in range.
    case marginalLogScoreInRange = "marginal_log_score_in_range"
    /// Mean over clusters of the mean log density of the flow, nats per star.
    case flowLogScoreAll = "flow_log_score_all"
    /// The same over clusters in range.
    case flowLogScoreInRange = "flow_log_score_in_range"
    /// Root mean square of recovered minus calibration age, dex.
    case rmsDexAll = "rms_dex_all"
    /// The same over the undisputed clusters.
    case rmsDexUndisputed = "rms_dex_undisputed"
    /// The same over clusters in range.
    case rmsDexInRange = "rms_dex_in_range"
    /// Median of the absolute difference over clusters in range, dex.
    case medianDexInRange = "median_dex_in_range"
    /// Fraction of stars whose 68 percent interval holds their calibration age.
    case starCoverage68 = "star_coverage_68"
    /// The same for the 95 percent interval.
    case starCoverage95 = "star_coverage_95"
    /// Root mean square of recovered minus calibration age of single stars, dex.
    case starRMSDex = "star_rms_dex"
    /// Fraction of stars in the first decile of the flow's distribution function.
    case flowFirstDecile = "pit_first_tenth"
    /// Fraction of stars in its last decile.
    case flowLastDecile = "pit_last_tenth"
    /// The same for the mixture.
    case mixtureFirstDecile = "pit_mixture_first_tenth"
    /// The same for the mixture.
    case mixtureLastDecile = "pit_mixture_last_tenth"
    /// The same for the mixture that the model was trained with.
    case calibratedMixtureFirstDecile = "pit_calibrated_mixture_first_tenth"
    /// The same for the mixture that the model was trained with.
    case calibratedMixtureLastDecile = "pit_calibrated_mixture_last_tenth"
  }

  /// How many clusters are in each group.
  package struct ClusterCount: Hashable, Sendable, Codable {
    /// All clusters, those whose age is not in dispute, and those of them in range.
    package let all, undisputed, inRange: Int

    enum CodingKeys: String, CodingKey {
      case all, undisputed
      case inRange = "in_range"
    }
  }

  /// The clusters of the three groups.
  struct Groups {
    let all, undisputed, inRange: [HeldOutCluster]

    /// Takes the clusters; a field star is listed beside them, and is none of the clusters that are summarized.
    init(_ groups: [HeldOutCluster], disputed: Set<String>, extrapolated: Set<String>) {
      all = groups.filter(\.isCluster)
      undisputed = all.filter { !disputed.contains($0.cluster) }
      inRange = undisputed.filter { !extrapolated.contains($0.cluster) }
    }

    var count: ClusterCount {
      ClusterCount(all: all.count, undisputed: undisputed.count, inRange: inRange.count)
    }
  }

  private let values: [Metric: Double]

  /// A metric's value.
  package subscript(metric: Metric) -> Double { values[metric] ?? .nan }

  /// The metrics that have a value: files that were written before there was one do not have it.
  package var metrics: [Metric] { Metric.allCases.filter { self[$0].isFinite } }

  /// Summarizes the clusters of one run.
  init(_ groups: Groups) {
    func mean(_ values: [Double]) -> Double { Statistics.mean(values) ?? 0 }
    func rms(_ clusters: [HeldOutCluster]) -> Double {
      Statistics.rootMeanSquare(clusters.compactMap(\.offsetDex)) ?? 0
    }
    func total(_ count: (HeldOutCluster) -> Int) -> Double {
      Double(groups.all.reduce(0) { $0 + count($1) })
    }
    func evidence(_ cluster: HeldOutCluster) -> Double {
      cluster.logEvidence.map { $0 / Double(cluster.starCount) } ?? .nan
    }
    let (all, inRange) = (groups.all, groups.inRange)
    let offsets = inRange.compactMap(\.offsetDex).map(abs)
    let (dated, stars) = (max(1, total(\.datedStarCount)), max(1, total(\.starCount)))
    values = [
      .mixtureLogScoreAll: mean(all.map(\.meanMixtureLogLikelihood)),
      .mixtureLogScoreInRange: mean(inRange.map(\.meanMixtureLogLikelihood)),
      .calibratedMixtureLogScoreAll: mean(all.map(\.meanTrainedMixtureLogLikelihood)),
      .calibratedMixtureLogScoreInRange: mean(inRange.map(\.meanTrainedMixtureLogLikelihood)),
      .marginalLogScoreAll: mean(all.map(evidence)),
      .marginalLogScoreInRange: mean(inRange.map(evidence)),
      .flowLogScoreAll: mean(all.map(\.meanLogDensity)),
      .flowLogScoreInRange: mean(inRange.map(\.meanLogDensity)),
      .rmsDexAll: rms(all), .rmsDexUndisputed: rms(groups.undisputed), .rmsDexInRange: rms(inRange),
      .medianDexInRange: Statistics.upperMedian(offsets) ?? 0,
      .starCoverage68: total(\.starsWithin68) / dated,
      .starCoverage95: total(\.starsWithin95) / dated,
      .starRMSDex: (all.reduce(0) { $0 + $1.starSquareSum } / dated).squareRoot(),
      .flowFirstDecile: total { $0.flowPITCounts[0] } / stars,
      .flowLastDecile: total { $0.flowPITCounts[9] } / stars,
      .mixtureFirstDecile: total { $0.mixturePITCounts[0] } / stars,
      .mixtureLastDecile: total { $0.mixturePITCounts[9] } / stars,
      .calibratedMixtureFirstDecile: total { $0.trainedMixturePITCounts[0] } / stars,
      .calibratedMixtureLastDecile: total { $0.trainedMixturePITCounts[9] } / stars,
    ]
  }

  /// Means over runs, at least one.
  init(meanOf runs: [HeldOutSummary]) {
    values = Self.each { metric in mean(runs.map { $0[metric] }) }
  }

  /// Standard deviations over runs; zeros for a single one.
  init(deviationOf runs: [HeldOutSummary]) {
    values = Self.each { metric in
      Statistics.standardDeviation(runs.map { $0[metric] }) ?? 0
    }
  }

  private static func each(_ value: (Metric) -> Double) -> [Metric: Double] {
    Dictionary(uniqueKeysWithValues: Metric.allCases.map { ($0, value($0)) })
  }
}

extension HeldOutSummary: Codable {
  /// Reads a field for each metric; those that were added later may be missing.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Metric.self)
    let added: Set<Metric> = [.marginalLogScoreAll, .marginalLogScoreInRange]
    values = Dictionary(
      uniqueKeysWithValues: try Metric.allCases.filter {
        !added.contains($0) || fields.contains($0)
      }.map { ($0, try fields.decode(Double.self, forKey: $0)) })
  }

  /// Writes a field for each metric.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Metric.self)
    for metric in metrics { try fields.encode(self[metric], forKey: metric) }
  }
}
