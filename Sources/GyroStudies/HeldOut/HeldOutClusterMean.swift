// SPDX-License-Identifier: GPL-3.0-or-later
// Held-out clusters averaged over the seeds, as a model's card shows them.

internal import GyroNumerics

/// A held-out cluster, averaged over the seeds.
package struct HeldOutClusterMean: Hashable, Sendable, Encodable {
  /// Its key.
  package let cluster: String
  /// Held-out stars, and those red enough for an age.
  package let starCount, datedStarCount: Int
  /// Mean log10 of the calibration ages, dex of Myr.
  package let calibrationLog10AgeMyr: Double
  /// Mean log density of the flow and mean log likelihood of the fixed mixture, nats per star.
  package let meanLogDensity, meanMixtureLogLikelihood: Double
  /// Recovered minus calibration age and half the 68 percent interval, dex; nil without dated stars.
  package let offsetDex, halfWidthDex: Double?
  /// Fraction of dated stars whose 68 and 95 percent intervals hold the calibration age.
  package let coverage68, coverage95: Double?
  /// For each seed, whether the cluster's 68 percent interval holds its calibration age.
  package let isWithin68: [Bool]

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

  /// Averages the entries of one cluster, at least one.
  fileprivate init(_ entries: [HeldOutCluster]) {
    let first = entries[0]
    (cluster, starCount, datedStarCount) = (first.cluster, first.starCount, first.datedStarCount)
    calibrationLog10AgeMyr = first.calibrationLog10AgeMyr
    meanLogDensity = mean(entries.map(\.meanLogDensity))
    meanMixtureLogLikelihood = mean(entries.map(\.meanMixtureLogLikelihood))
    offsetDex = Statistics.mean(entries.compactMap(\.offsetDex))
    let intervals = entries.compactMap { entry in
      entry.q16.flatMap { lower in entry.q84.map { (lower: lower, upper: $0) } }
    }
    halfWidthDex = Statistics.mean(intervals.map { ($0.upper - $0.lower) / 2 })
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

extension HeldOutResult {
  /// The clusters averaged over the seeds, by age, without single stars that have an age of their own; empty
  /// where stars and not clusters were held out.
  package var clusterMeans: [HeldOutClusterMean] {
    let clusters = (byCluster?.clusters.map(\.evidence) ?? []).filter(\.isCluster)
    return Dictionary(grouping: clusters, by: \.cluster).values
      .map(HeldOutClusterMean.init)
      .sorted {
        ($0.calibrationLog10AgeMyr, $0.cluster) < ($1.calibrationLog10AgeMyr, $1.cluster)
      }
  }

  /// The fraction of clusters and seeds whose formal 68 percent interval holds the calibration age.
  package var clusterCoverage68: Double? {
    let hits = clusterMeans.flatMap(\.isWithin68)
    return hits.isEmpty ? nil : Double(hits.count { $0 }) / Double(hits.count)
  }
}

/// A metric of a held-out result: its mean and its standard deviation over the seeds.
package struct HeldOutFigure: Hashable, Sendable, Encodable {
  /// The name that result files have for it.
  package let name: String
  /// The mean over seeds.
  package let mean: Double
  /// The standard deviation over seeds; nil for a single one, and for means over folds.
  package let deviation: Double?

  private enum CodingKeys: String, CodingKey { case mean, deviation }
}

extension HeldOutResult {
  /// The means over folds, and the metrics by cluster where there are some.
  package var figures: [HeldOutFigure] {
    let ofFolds = [
      HeldOutFigure(name: "mean_log_density", mean: meanLogDensity, deviation: nil),
      HeldOutFigure(
        name: "mean_mixture_log_likelihood", mean: meanMixtureLogLikelihood, deviation: nil),
    ]
    guard let byCluster else { return ofFolds }
    return ofFolds
      + byCluster.means.metrics.map { metric in
        HeldOutFigure(
          name: metric.rawValue, mean: byCluster.means[metric],
          deviation: seeds.count > 1 ? byCluster.deviations[metric] : nil)
      }
  }
}
