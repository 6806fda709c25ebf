// SPDX-License-Identifier: GPL-3.0-or-later
// How well a model predicts one cluster that it was not trained on.

internal import GyroCatalogs
internal import GyroFlows
internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroTraining

/// The evidence of one cluster, or of the part of it in one fold.
package struct HeldOutCluster: Hashable, Sendable, Codable {
  /// The cluster's key; with a stroke and the subgroup for stars with an age of their own.
  package let cluster: String
  /// Held-out stars.
  package let starCount: Int
  /// Mean log10 of the stars' calibration ages, dex of Myr.
  package let calibrationLog10AgeMyr: Double
  /// Sum of the flow's log-densities, nats.
  package var logDensitySum: Double
  /// Sum of the mixture's log-likelihoods, nats, with the fixed background and memberships.
  package var mixtureLogLikelihoodSum: Double
  /// The same with the mixture that the model was trained with.
  package var trainedMixtureLogLikelihoodSum: Double
  /// Stars by decile of that mixture's distribution function at their period.
  package var trainedMixturePITCounts: [Int]
  /// Stars by decile of the flow's distribution function at their period.
  package var flowPITCounts: [Int]
  /// The same for the mixture's.
  package var mixturePITCounts: [Int]
  /// Stars red enough for an age.
  package let datedStarCount: Int
  /// How many of them have their calibration age within the 68 percent interval.
  package var starsWithin68: Int
  /// The same for the 95 percent interval.
  package var starsWithin95: Int
  /// Sum over them of (median - calibration age)², dex².
  package var starSquareSum: Double
  /// Natural log of the evidence of all its stars where neither its age, within ``ageSigma`` of the calibration age, nor the part of
  /// its stars that are contaminants is held fixed, nats; nil for single stars, and in files that are older than this number.
  package let logEvidence: Double?
  /// Quantiles of the cluster's age at 16, 50 and 84 percent, dex of Myr; nil without dated stars.
  package let q16, q50, q84: Double?

  /// Whether it is a cluster, and not a field star or another group with an age of its own.
  package var isCluster: Bool { !cluster.contains("/") }
  /// Recovered minus calibration age, dex.
  package var offsetDex: Double? { q50.map { $0 - calibrationLog10AgeMyr } }
  /// Mean log-density of the flow, nats per star.
  package var meanLogDensity: Double { logDensitySum / Double(starCount) }
  /// Mean log-likelihood of the mixture, nats per star.
  package var meanMixtureLogLikelihood: Double { mixtureLogLikelihoodSum / Double(starCount) }

  /// Mean log-likelihood of the mixture that the model was trained with, nats per star.
  package var meanTrainedMixtureLogLikelihood: Double {
    trainedMixtureLogLikelihoodSum / Double(starCount)
  }

  enum CodingKeys: String, CodingKey {
    case cluster
    case starCount = "stars"
    case calibrationLog10AgeMyr = "calibration_log10_age_myr"
    case logDensitySum = "log_density_sum"
    case mixtureLogLikelihoodSum = "mixture_log_likelihood_sum"
    case trainedMixtureLogLikelihoodSum = "trained_mixture_log_likelihood_sum"
    case trainedMixturePITCounts = "pit_tenths_trained_mixture"
    case flowPITCounts = "pit_tenths_flow"
    case mixturePITCounts = "pit_tenths_mixture"
    case datedStarCount = "dated_stars"
    case starsWithin68 = "stars_within_68"
    case starsWithin95 = "stars_within_95"
    case starSquareSum = "star_square_sum_dex2"
    case logEvidence = "log_evidence"
    case q16 = "log10_age_myr_q16"
    case q50 = "log10_age_myr_q50"
    case q84 = "log10_age_myr_q84"
  }

  /// Ages are asked of stars at least this red, dereddened BP-RP in mag.
  package static let minimumBpRp0ForAges = AgeFlag.minimumBpRp0

  /// Scores a flow on stars of one cluster.
  ///
  /// - Parameters:
  ///   - cluster: The cluster's key.
  ///   - stars: Its held-out stars, at least one.
  ///   - flow: Trained without them.
  ///   - mixture: The background and outlier fraction.
  ///   - trainedMixture: What the model was trained with; nil if that is `mixture`.
  ///   - wantsAges: Whether to infer ages, which costs far more than the scores.
  ///   - threadCount: Threads to use; does not change the result.
  init(
    cluster: String, stars: [CalibrationStar], flow: RotationFlow, mixture: OutlierMixture,
    trainedMixture: CalibratedMixture?, wantsAges: Bool, threadCount: Int
  ) {
    self.cluster = cluster
    starCount = stars.count
    calibrationLog10AgeMyr = stars.reduce(0) { $0 + $1.log10AgeMyr } / Double(stars.count)
    let likelihood = RotationLikelihood(flow: flow, mixture: mixture)
    let predicted = stars.map { likelihood.prediction(of: $0.star, log10AgeMyr: $0.log10AgeMyr) }
    (logDensitySum, mixtureLogLikelihoodSum, trainedMixtureLogLikelihoodSum) = (0, 0, 0)
    trainedMixturePITCounts = Array(repeating: 0, count: 10)
    (flowPITCounts, mixturePITCounts) = (
      Array(repeating: 0, count: 10), Array(repeating: 0, count: 10)
    )
    for (index, star) in stars.enumerated() {
      let (period, membership) = (star.log10PeriodDays, star.membershipProbability)
      let (logDensity, below) = predicted[index]
      logDensitySum += logDensity
      flowPITCounts[Self.decile(below)] += 1
      let stated = mixture.mixture(log10PeriodDays: period, membershipProbability: membership)
      let statedLogLikelihood = stated.logLikelihood(logDensity)
      let statedBelow = stated.cdf(
        below, background: OutlierMixture.backgroundCDF(log10PeriodDays: period))
      mixtureLogLikelihoodSum += statedLogLikelihood
      mixturePITCounts[Self.decile(statedBelow)] += 1
      guard let trainedMixture else {
        trainedMixtureLogLikelihoodSum += statedLogLikelihood
        trainedMixturePITCounts[Self.decile(statedBelow)] += 1
        continue
      }
      let trained = trainedMixture.mixture(
        log10PeriodDays: period, membershipProbability: membership)
      trainedMixtureLogLikelihoodSum += trained.logLikelihood(logDensity)
      trainedMixturePITCounts[
        Self.decile(
          trained.cdf(
            below, background: trainedMixture.backgroundCDF(log10PeriodDays: period)))] += 1
    }

    let dated = wantsAges ? stars.filter { $0.bpRp0 >= Self.minimumBpRp0ForAges } : []
    datedStarCount = dated.count
    let ages = Self.ages(
      of: dated.map(\.star), likelihood: likelihood, threadCount: threadCount)
    (starsWithin68, starsWithin95, starSquareSum) = (0, 0, 0)
    for (star, alone) in zip(dated, ages.alone) {
      guard let alone else { continue }
      starsWithin68 += (alone.q16...alone.q84).contains(star.log10AgeMyr) ? 1 : 0
      starsWithin95 += (alone.q025...alone.q975).contains(star.log10AgeMyr) ? 1 : 0
      starSquareSum += (alone.q50 - star.log10AgeMyr) * (alone.q50 - star.log10AgeMyr)
    }
    logEvidence =
      wantsAges && !cluster.contains("/")
      ? Self.logEvidence(
        of: stars, log10AgeMyr: calibrationLog10AgeMyr, flow: flow, threadCount: threadCount) : nil
    (q16, q50, q84) = (
      ages.shared?.quantile(0.16), ages.shared?.quantile(0.5), ages.shared?.quantile(0.84)
    )
  }

  /// How far a calibration age may be off in ``logEvidence``, dex: about what two scales of ages differ by.
  package static let ageSigma = 0.052

  /// The evidence of stars of one age: all of them are members by the same chance, which has a uniform prior.
  private static func logEvidence(
    of stars: [CalibrationStar], log10AgeMyr: Double, flow: RotationFlow, threadCount: Int
  ) -> Double? {
    let reach = 4 * ageSigma
    // Steps of half the narrowest posterior of a cluster.
    let grid = Grid((log10AgeMyr - reach)...(log10AgeMyr + reach), count: 121)
    let members = stars.map { star in
      var member = star.star
      member.membershipProbability = 1
      return member
    }
    let likelihood = RotationLikelihood(flow: flow, mixture: OutlierMixture(outlierFraction: 0))
    let cache = FlowDensityCache(
      of: members, likelihood: likelihood, along: grid, threadCount: threadCount)
    return ClusterDater(
      grid: grid,
      logPrior: grid.map { Normal.logDensity(($0 - log10AgeMyr) / ageSigma) - log(ageSigma) }
    ).posterior(
      of: DirectClusterLikelihood(stars: members, likelihood: likelihood, cache: cache),
      nuisances: ClusterParameters(log10AgeMyr: log10AgeMyr, outlierFraction: 0),
      outlierPrior: BetaPrior(alpha: 1, beta: 1))?.age.logEvidence
  }

  private static func decile(_ probability: Double) -> Int {
    min(9, max(0, Int(clamping: 10 * probability)))
  }

  /// The age that all stars share, and of each star alone as a certain member; with the same densities.
  private static func ages(
    of stars: [Star], likelihood: RotationLikelihood, threadCount: Int
  ) -> (shared: GriddedDensity?, alone: [AgeSummary?]) {
    guard !stars.isEmpty else { return (nil, []) }
    let grid = AgeGrid.grid()
    let dater = ClusterDater(grid: grid, logPrior: Array(repeating: 0, count: grid.count))
    let nuisances = ClusterParameters(
      log10AgeMyr: 0, outlierFraction: likelihood.mixture.outlierFraction)
    let cache = FlowDensityCache(
      of: stars, likelihood: likelihood, along: grid, threadCount: threadCount)
    func posterior(_ stars: [Star]) -> ClusterPosterior? {
      dater.posterior(
        of: DirectClusterLikelihood(stars: stars, likelihood: likelihood, cache: cache),
        nuisances: nuisances)
    }
    let alone = stars.map { star in
      var certain = star
      certain.membershipProbability = 1
      return posterior([certain])?.age.summary
    }
    return (posterior(stars)?.age.density, alone)
  }
}

extension HeldOutCluster {
  /// Looks at the numbers of evidence that was read back: decoding alone checks none.
  func look(with check: inout NumberCheck) {
    let stars = NumberCheck.largestCount
    check.require(starCount, from: 1, upTo: stars, "stars", of: cluster)
    check.require(datedStarCount, upTo: starCount, "dated_stars", of: cluster)
    check.require(starsWithin68, upTo: datedStarCount, "stars_within_68", of: cluster)
    check.require(starsWithin95, upTo: datedStarCount, "stars_within_95", of: cluster)
    for counts in [flowPITCounts, mixturePITCounts, trainedMixturePITCounts] {
      check.require(counts.count == 10) {
        "has \(counts.count) deciles of \(cluster), expected 10"
      }
      for count in counts { check.require(count, upTo: starCount, "pit_tenths", of: cluster) }
    }
    let sums = [
      ("log_density_sum", logDensitySum), ("mixture_log_likelihood_sum", mixtureLogLikelihoodSum),
      ("trained_mixture_log_likelihood_sum", trainedMixtureLogLikelihoodSum),
      ("star_square_sum_dex2", starSquareSum),
    ]
    if let logEvidence {
      check.require(logEvidence, in: NumberCheck.other, "log_evidence", of: cluster)
    }
    for (name, sum) in sums { check.require(sum, in: NumberCheck.other, name, of: cluster) }
    check.require(
      calibrationLog10AgeMyr, in: NumberCheck.log10AgeMyr, "calibration_log10_age_myr", of: cluster)
    check.require(quantiles: [q16, q50, q84], of: cluster)
  }
}
