// SPDX-License-Identifier: GPL-3.0-or-later
// A cluster's age from draws of its joint posterior.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroSampling

/// The result of the method `nuts` for one cluster.
struct SampledCluster {
  let age: ClusterAge
  let members: [PreparedCluster.Result]

  /// Draws at which stars are weighed.
  private static let weighedDrawCount = 1000
  /// Draws from which periods are simulated.
  private static let checkedDrawCount = 50

  /// Summarizes; nil if the draws have no density.
  init?(
    _ outcome: ClusterSampling.Outcome, of run: Draws, convergence: ConvergenceReport,
    estimator: ClusterAgeEstimator, random: RandomStream, threadCount: Int
  ) {
    let draws = outcome.parameters
    let (priors, prior) = (estimator.priors, estimator.stars.assumptions.prior)
    let ages = draws.map(\.log10AgeMyr)
    let calibration = estimator.calibration.sigma(
      prior: prior, median: Statistics.median(ages) ?? 0)
    guard
      let calibrated = CalibratedAge(
        draws: ages, sigma: calibration, prior: prior)
    else { return nil }
    let summary = calibrated.posterior.summary
    let check = PredictiveCheck(
      of: outcome.table.stars, draws: thinned(draws, to: Self.checkedDrawCount),
      likelihood: estimator.likelihood, random: random, threadCount: threadCount)
    members = Self.members(
      of: outcome.table, draws: thinned(draws, to: Self.weighedDrawCount), check: check,
      threadCount: threadCount)

    var parameters = [ParameterSummary("log10_age_myr_on_scale", ages)]
    var (extinction, membership): ([[Double]], [[Double]]) = ([], [])
    if priors.zeroPointSigma > 0 {
      extinction.append(draws.map(\.zeroPoint))
      parameters.append(ParameterSummary("zero_point_mag", extinction[0]))
    }
    if priors.membershipShiftSigma > 0 {
      membership.append(draws.map(\.membershipShift))
      parameters.append(ParameterSummary("membership_shift", membership[0]))
    }
    if priors.outlierConcentration < .infinity {
      let fractions = draws.map(\.outlierFraction)
      membership.append(fractions.map { log($0 / (1 - $0)) })
      parameters.append(ParameterSummary("outlier_fraction", fractions))
    }
    if priors.ageSpread > 0 {
      parameters.append(ParameterSummary("age_spread_dex", draws.map(\.ageSpread)))
    }
    let density = calibrated.posterior.density
    age = ClusterAge(
      summary: summary, density: zip(density.grid, density.values).map { ($0, $1) },
      includesCalibration: true,
      budget: ClusterBudget(
        log10AgesMyr: ages, extinction: extinction, membership: membership,
        calibration: calibration, prior: prior, total: summary.sigma),
      parameters: parameters, draws: draws, predictive: check,
      colors: ColorCheck(
        of: outcome.cluster, nuisances: Self.medianNuisances(draws), estimator: estimator,
        threadCount: threadCount),
      diagnostics: ClusterDiagnostics(
        method: .nuts, convergence: convergence, tableError: outcome.tableError),
      sampled: run)
  }

  /// Zero point and shift of the memberships at their medians.
  private static func medianNuisances(_ draws: [ClusterParameters]) -> ClusterParameters {
    func median(_ value: (ClusterParameters) -> Double) -> Double {
      Statistics.median(draws.map(value)) ?? 0
    }
    var nuisances = ClusterParameters(
      log10AgeMyr: median(\.log10AgeMyr), outlierFraction: median(\.outlierFraction))
    nuisances.zeroPoint = median(\.zeroPoint)
    nuisances.membershipShift = median(\.membershipShift)
    return nuisances
  }

  /// What draws say of the stars, summed up over the draws.
  private struct Weighing {
    var outliers, weights, weighted: [Double]

    init(count: Int) {
      outliers = Array(repeating: 0, count: count)
      (weights, weighted) = (outliers, outliers)
    }

    /// Adds what one draw says.
    mutating func add(
      _ members: [(logLikelihood: Double, outlierProbability: Double)], offset: Double
    ) {
      for (star, member) in members.enumerated() {
        outliers[star] += member.outlierProbability
        let weight = exp(-member.logLikelihood)
        weights[star] += weight
        weighted[star] += weight * offset
      }
    }
  }

  /// Draws that are summed up together.
  private static let weighedTogether = 100

  /// The chance of each star to be an outlier, and what the mean age owes to it.
  ///
  /// The posterior without a star is that with it, each draw weighed by 1 / L_i: importance sampling, with
  /// weights that the background bounds by 1 / ((1 − w) b).
  private static func members(
    of cluster: some ClusterLikelihood, draws: [ClusterParameters], check: PredictiveCheck,
    threadCount: Int
  ) -> [PreparedCluster.Result] {
    let count = cluster.stars.count
    let mean = Statistics.mean(draws.map(\.log10AgeMyr)) ?? 0
    let blockCount = (draws.count + weighedTogether - 1) / weighedTogether
    let parts = concurrentMap(count: blockCount, threadCount: threadCount) { block in
      var part = Weighing(count: count)
      for draw in draws[(block * weighedTogether)...].prefix(weighedTogether) {
        part.add(cluster.members(draw), offset: draw.log10AgeMyr - mean)
      }
      return part
    }
    func sum(_ numbers: (Weighing) -> [Double], _ star: Int) -> Double {
      parts.reduce(0) { $0 + numbers($1)[star] }
    }
    return (0..<count).map { star in
      PreparedCluster.Result(
        outlierProbability: sum(\.outliers, star) / Double(draws.count),
        influence: count > 1 ? -sum(\.weighted, star) / sum(\.weights, star) : 0,
        probabilityBelow: check.probabilitiesBelow[star])
    }
  }
}
