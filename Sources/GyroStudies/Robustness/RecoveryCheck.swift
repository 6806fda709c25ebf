// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the total errors of held-out ages match their scatter.

internal import GyroNumerics
internal import GyroPlatform
internal import Gyrochronology

/// Held-out ages against the ages of a scale.
package struct RecoveryCheck: Hashable, Sendable, Codable {
  /// Key of the age scale.
  package let scale: String
  /// Which clusters: all, or the undisputed.
  package let clusters: String
  /// How many have an age on the scale.
  package let count: Int
  /// Root mean square, and median absolute value, of recovered minus literature age, dex.
  package let rmsDex, medianDex: Double
  /// Mean of the total errors, dex.
  package let meanTotalDex: Double
  /// Share of clusters whose literature age lies within 1 and within 1.96 total errors.
  package let coverage68, coverage95: Double
  /// The same with the literature age's own error added in quadrature.
  package let coverage68WithLiteratureError, coverage95WithLiteratureError: Double
  /// Share of clusters whose literature age lies within the statistical 68 percent interval alone.
  package let statisticalCoverage68: Double
  /// What must be added to total and literature error in quadrature for half of the clusters to lie within
  /// 0.674 standard deviations, dex: the error of a typical cluster that no suite explains; 0 if nothing.
  package let excessDex: Double

  enum CodingKeys: String, CodingKey {
    case scale, clusters, count
    case rmsDex = "rms_dex"
    case medianDex = "median_dex"
    case meanTotalDex = "mean_total_dex"
    case coverage68 = "coverage_68"
    case coverage95 = "coverage_95"
    case coverage68WithLiteratureError = "coverage_68_with_literature_error"
    case coverage95WithLiteratureError = "coverage_95_with_literature_error"
    case statisticalCoverage68 = "statistical_coverage_68"
    case excessDex = "excess_dex"
  }

  /// Checks entries; nil if none of them is held out and has an age on the scale.
  init?(_ entries: [ErrorBudget.Entry], scale: String, clusters: String) {
    let pairs = entries.filter(\.isHeldOut).compactMap { entry in
      entry.cluster.ages.first { $0.scale == scale }.map { (entry: entry, literature: $0) }
    }
    let offsets = pairs.map { abs($0.entry.age.q50 - $0.literature.log10AgeMyr) }
    guard let median = Statistics.upperMedian(offsets) else { return nil }
    (self.scale, self.clusters, count) = (scale, clusters, pairs.count)
    rmsDex = mean(offsets.map { $0 * $0 }).squareRoot()
    medianDex = median
    meanTotalDex = mean(pairs.map(\.entry.total))
    func share(_ factor: Double, _ error: (Int) -> Double) -> Double {
      mean(pairs.indices.map { offsets[$0] <= factor * error($0) ? 1 : 0 })
    }
    // 0.994 and 1.960 normal standard deviations hold 68 and 95 percent.
    let (factor68, factor95) = (0.994458, 1.959964)
    func total(_ index: Int) -> Double { pairs[index].entry.total }
    func withLiterature(_ index: Int) -> Double {
      rootSumOfSquares([pairs[index].entry.total, pairs[index].literature.sigmaDex])
    }
    coverage68 = share(factor68, total)
    coverage95 = share(factor95, total)
    coverage68WithLiteratureError = share(factor68, withLiterature)
    coverage95WithLiteratureError = share(factor95, withLiterature)
    statisticalCoverage68 = share(factor68) { pairs[$0].entry.statistical }
    // A cluster with offset d and error e reaches 0.674 standard deviations at (d / 0.674)² - e².
    let squares = pairs.indices.map {
      offsets[$0] * offsets[$0] / (0.674490 * 0.674490) - withLiterature($0) * withLiterature($0)
    }
    excessDex = max(0, squares.sorted()[squares.count / 2]).squareRoot()
  }
}
