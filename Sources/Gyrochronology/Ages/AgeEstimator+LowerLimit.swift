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

  /// Whether a star is slower than nearly all stars of its color that the model expects at each calibrated age.
  ///
  ///     F(P | a) ≥ 0.95 for all calibrated ages a
  ///
  /// Since stars slow down, such a star is either older than all of them, or its period is wrong.
  func isSlowerThanCalibrators(_ star: Star) -> Bool {
    guard let ages = model.rotation.domain?.log10AgeMyr else { return false }
    // The oldest age refuses most stars.
    let looked = (0..<Self.ageCount).reversed().map { index in
      let part = Double(index) / Double(Self.ageCount - 1)
      return ages.lowerBound + part * (ages.upperBound - ages.lowerBound)
    }
    return likelihood.exceedsMost(star, at: looked, limit: Self.limitProbability)
  }

  /// The age of an outlier that is too slow for the model; nil for a star that is neither, or whose age may not
  /// be beyond the calibrators'.
  ///
  /// - Parameters:
  ///   - star: The star.
  ///   - terms: What was multiplied in.
  ///   - logEvidence: Of its posterior without the limit, without the constant factors of the terms.
  ///   - outlierShare: How much of that posterior is due to the background.
  /// - Returns: The age with its limit; nil where there is none.
  func limitedAge(
    of star: PreparedStar, terms: AgeTerms, logEvidence: Double, outlierShare: Double
  ) -> AgeEstimate? {
    guard outlierShare > AgeFlag.likelyShare, isSlowerThanCalibrators(star.star),
      let limit = terms.isEmpty
        ? limitOfPrior : (try? logPrior(times: terms)).flatMap({ limit(of: $0) })
    else { return nil }
    return age(
      of: star, summary: limit.summary.scaled(byLog: logEvidence - limit.summary.logEvidence),
      terms: terms, periodShares: [1], outlierShare: outlierShare, logContradiction: 0,
      epistemicSigma: nil,
      olderThan: limit.age, density: keepsDensities ? limit.density : nil)
  }

  /// The lower limit that a prior comes to; nil where the model has no calibrated ages, or the prior allows no age
  /// on one side of the oldest of them.
  func limit(of logWeights: [Double]) -> LowerLimit? {
    guard let ages = model.rotation.domain?.log10AgeMyr else { return nil }
    let bound = Age.log10Megayears(ages.upperBound)
    return limited(logWeights, to: bound, evidence: 0).map {
      LowerLimit(age: bound, summary: $0.summary, density: CompactDensity(of: $0.density))
    }
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

/// What is known of the age of a star that is too slow for the model: the same for all of them.
struct LowerLimit: Sendable {
  /// What it is older than.
  let age: Age
  /// The posterior in numbers, with an evidence of its own.
  let summary: AgeSummary
  /// The posterior.
  let density: CompactDensity
}
