// SPDX-License-Identifier: GPL-3.0-or-later
// Stars that are slower than the model expects at any calibrated age: their age is a lower limit.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

extension AgeEstimator {
  /// The probability with which a lower limit holds.
  static let limitProbability = 0.95
  /// How many calibrated ages are looked at.
  private static let ageCount = 25

  /// Up to which age a star is slower than nearly all stars of its color that the model expects, dex of Myr; nil where it is not so at
  /// all ages of the clusters with calibrators of its color.
  ///
  ///     F(P | a) ≥ 0.95 for all ages a up to this one, which is at most that of the oldest cluster of any color
  ///
  /// Since stars slow down, such a star is older than that, or its period is wrong.
  private func oldestExceeded(by star: Star, _ domain: CalibrationDomain) -> Double? {
    let ages = domain.log10AgeMyr(bpRp0: star.covariates.bpRp0.value)
    // The oldest age refuses most stars.
    let looked = Self.ages(ages.lowerBound, ages.upperBound).reversed()
    guard likelihood.exceedsMost(star, at: Array(looked), limit: Self.limitProbability) else {
      return nil
    }
    guard ages.upperBound < domain.log10AgeMyr.upperBound else { return ages.upperBound }
    let beyond = Self.ages(ages.upperBound, domain.log10AgeMyr.upperBound)
    let first = beyond.firstIndex {
      !likelihood.exceedsMost(star, at: [$0], limit: Self.limitProbability)
    }
    return beyond[max(0, (first ?? beyond.count) - 1)]
  }

  /// Ages from one to another, dex of Myr, both of them among these.
  private static func ages(_ youngest: Double, _ oldest: Double) -> [Double] {
    (0..<ageCount - 1).map { index in
      youngest + Double(index) / Double(ageCount - 1) * (oldest - youngest)
    } + [oldest]
  }

  /// The age of a star that is slower than the calibrators of its color; nil for other stars, and where the prior allows no
  /// age on one side of the oldest calibrators.
  ///
  /// Such a star is an outlier to the model; or the calibrators of its color end long before those of others, so
  /// that the density beyond is one of other colors; or it is slower than any star the model was trained on.
  ///
  /// - Parameters:
  ///   - star: The star.
  ///   - terms: What was multiplied in.
  ///   - summary: Its posterior without the limit, without the constant factors of the terms.
  ///   - outlierShare: How much of that posterior is due to the background.
  /// - Returns: The age with its limit; nil where there is none.
  func limitedAge(
    of star: PreparedStar, terms: AgeTerms, summary: AgeSummary, outlierShare: Double
  ) -> AgeEstimate? {
    guard let domain = model.rotation.domain else { return nil }
    let bpRp0 = star.star.covariates.bpRp0.value
    let ages = domain.log10AgeMyr(bpRp0: bpRp0)
    let isExtrapolated =
      domain.isShort(bpRp0: bpRp0)
      || star.star.log10PeriodDays > domain.log10PeriodDays.upperBound
    guard
      // A star with most of its probability among the calibrators is not slower than them.
      outlierShare > AgeFlag.likelyShare || isExtrapolated && summary.q50 > ages.upperBound,
      let oldest = oldestExceeded(by: star.star, domain),
      let logWeights = terms.isEmpty ? logPrior : try? logPrior(times: terms)
    else { return nil }
    let bound = Age.log10Megayears(oldest)
    guard let limited = limited(logWeights, to: bound, evidence: summary.logEvidence) else {
      return nil
    }
    return age(
      of: star, summary: limited.summary, terms: terms, periodShares: [1],
      outlierShare: outlierShare, logContradiction: 0, epistemicSigma: nil, olderThan: bound,
      density: keepsDensities ? CompactDensity(of: limited.density) : nil)
  }

  /// The prior with 95 percent of its probability above a bound; nil where it allows no age on one of its sides.
  func limited(_ logWeights: [Double], to bound: Age, evidence: Double) -> AgePosterior? {
    let log10Bound = bound.log10Megayears
    func mass(_ isInside: (Double) -> Bool) -> Double {
      logSumExp(zip(grid, logWeights).compactMap { isInside($0) ? $1 : nil })
    }
    let (below, above) = (mass { $0 < log10Bound }, mass { $0 >= log10Bound })
    guard below > -.infinity, above > -.infinity else { return nil }
    let likelihoods = grid.map { log10AgeMyr in
      log10AgeMyr < log10Bound
        ? log(1 - Self.limitProbability) - below : log(Self.limitProbability) - above
    }
    return AgePosterior(grid: grid, logLikelihoods: likelihoods, logPrior: logWeights)
      .map { $0.scaled(byLog: evidence - $0.logEvidence) }
  }
}
