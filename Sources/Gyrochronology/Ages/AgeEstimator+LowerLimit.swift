// SPDX-License-Identifier: GPL-3.0-or-later
// Stars that are slower than the model expects at any calibrated age: their age is a lower limit.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities
internal import Synchronization

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
  private func oldestExceeded(by star: PreparedStar, _ domain: CalibrationDomain) -> Double? {
    let ages = domain.log10AgeMyr(bpRp0: star.star.covariates.bpRp0.value)
    // The calibrators of a color can end before the youngest age that a model was trained on.
    let calibrated = Grid(
      min(ages.lowerBound, ages.upperBound.nextDown)...ages.upperBound, count: Self.ageCount)
    let shorter = ShorterPeriods(of: star.star, star.integral, under: likelihood, at: calibrated)
    guard shorter.reachEverywhere(Self.limitProbability) else { return nil }
    guard ages.upperBound < domain.log10AgeMyr.upperBound else { return ages.upperBound }
    let beyond = Grid(ages.upperBound...domain.log10AgeMyr.upperBound, count: Self.ageCount)
    let shorterBeyond = shorter.atAges(beyond)
    let exceeded = beyond.indices.prefix { shorterBeyond.reach(Self.limitProbability, at: $0) }
    return beyond[exceeded.last ?? 0]
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
      let oldest = oldestExceeded(by: star, domain),
      let limit = terms.isEmpty
        ? limitsOfPrior.limit(oldest, { limit(of: logPrior, to: $0) })
        : (try? logPrior(times: terms)).flatMap({ limit(of: $0, to: oldest) })
    else { return nil }
    return age(
      of: star,
      summary: limit.summary.scaled(byLog: summary.logEvidence - limit.summary.logEvidence),
      terms: terms, periodShares: OneOrMore(1), outlierShare: outlierShare, logContradiction: 0,
      epistemicSigma: nil, olderThan: limit.age, density: keepsDensities ? limit.density : nil)
  }

  /// The limit that a prior comes to, dex of Myr; nil where it allows no age on one of its sides.
  private func limit(of logWeights: [Double], to log10AgeMyr: Double) -> LowerLimit? {
    let bound = Age.log10Megayears(log10AgeMyr)
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

/// What is known of the age of a star that is too slow for the model: the same for all of them that have one bound.
struct LowerLimit: Sendable {
  /// What it is older than.
  let age: Age
  /// The posterior in numbers, with an evidence of its own.
  let summary: AgeSummary
  /// The posterior.
  let density: CompactDensity
}

/// The limits that a prior alone comes to, one for each bound, which is that of a range of colors: made when a star needs
/// them first.
final class LowerLimits: Sendable {
  private let limits = Mutex<[Double: LowerLimit?]>([:])

  /// The limit at a bound, dex of Myr; nil where there is none.
  func limit(_ bound: Double, _ make: (Double) -> LowerLimit?) -> LowerLimit? {
    if let known = limits.withLock({ $0[bound] }) { return known }
    let limit = make(bound)
    limits.withLock { $0[bound] = .some(limit) }
    return limit
  }
}
