// SPDX-License-Identifier: GPL-3.0-or-later
// The slow sequence of a cluster in a bin of color, and how fast it moves with age.

internal import Foundation
internal import GyroCatalogs
internal import GyroModel
internal import GyroNumerics

/// The median period of a cluster's slow rotators in a bin of color.
///
/// Stars more than 0.2 dex from the median are left out, twice: outliers and unresolved binaries are not part of
/// the sequence.
struct SlowSequence {
  /// Half the width within which a star belongs to the sequence, dex.
  static let clippingHalfWidth = 0.2
  private static let passCount = 2

  /// How many stars are kept, at least two.
  let starCount: Int
  /// Their median log10 period, dex of days.
  let log10PeriodDays: Double
  /// Its standard error, that of the median of a Gaussian sample: √(π/2) s / √n, dex.
  let sigma: Double

  /// Clips and takes the median; nil if fewer than two stars are left.
  init?(log10PeriodsDays: [Double]) {
    let sorted = log10PeriodsDays.sorted()
    var kept = sorted
    for _ in 0..<Self.passCount {
      guard let middle = Self.median(ofSorted: kept) else { return nil }
      kept = sorted.filter { abs($0 - middle) < Self.clippingHalfWidth }
    }
    guard kept.count > 1, let median = Self.median(ofSorted: kept) else { return nil }
    let squares = kept.reduce(0) { $0 + ($1 - median) * ($1 - median) }
    starCount = kept.count
    log10PeriodDays = median
    sigma =
      (Double.pi / 2 * squares / Double(kept.count - 1) / Double(kept.count)).squareRoot()
  }

  /// The sequence of a cluster's stars with lower <= BP−RP₀ < upper.
  init?(_ stars: [StandardStar], cluster: String, bpRp0: Range<Double>) {
    self.init(
      log10PeriodsDays: stars.compactMap { star in
        guard star.cluster == cluster, let color = star.bpRp0, bpRp0.contains(color) else {
          return nil
        }
        return log10(star.periodDays)
      })
  }

  private static func median(ofSorted values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let half = values.count / 2
    return values.count.isMultiple(of: 2) ? (values[half - 1] + values[half]) / 2 : values[half]
  }

  /// The slope d log P / d log t from this sequence to an older one, with its error from the medians alone.
  func slope(to older: SlowSequence, agesMyr: ClosedRange<Double>) -> (slope: Double, sigma: Double)
  {
    let dex = log10(agesMyr.upperBound / agesMyr.lowerBound)
    return (
      (older.log10PeriodDays - log10PeriodDays) / dex,
      (sigma * sigma + older.sigma * older.sigma).squareRoot() / dex
    )
  }
}

/// A power law of period with age through several clusters.
struct SpinDownFit {
  /// The weighted least-squares line of log10 period over log10 age.
  let line: WeightedLine
  let clusterCount: Int

  /// Fits a line to medians at ages that have an error in common.
  ///
  /// An error of an age shows in the period times the slope b, so that the weights depend on the result:
  /// w = 1 / (σ_P² + (b σ_t)²). Twenty rounds from b = 1/2 settle it. Nil for fewer than two different ages.
  ///
  /// - Parameters:
  ///   - sequences: The medians with the ages of their clusters, Myr.
  ///   - log10AgeSigma: Standard deviation of each age, dex.
  init?(_ sequences: [(ageMyr: Double, sequence: SlowSequence)], log10AgeSigma: Double) {
    var slope = 0.5
    var found: WeightedLine?
    for _ in 0..<20 {
      found = WeightedLine(
        x: sequences.map { log10($0.ageMyr) }, y: sequences.map(\.sequence.log10PeriodDays),
        sigma: sequences.map {
          ($0.sequence.sigma * $0.sequence.sigma + pow(slope * log10AgeSigma, 2)).squareRoot()
        })
      guard let found else { return nil }
      slope = found.slope
    }
    guard let found else { return nil }
    (line, clusterCount) = (found, sequences.count)
  }
}
