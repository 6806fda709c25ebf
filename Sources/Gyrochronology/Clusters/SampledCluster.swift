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
      of: outcome.table, draws: thinned(draws, to: Self.weighedDrawCount), check: check)

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
        of: outcome.table.stars, nuisances: Self.medianNuisances(draws), estimator: estimator,
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

  /// The chance of each star to be an outlier, and what the mean age owes to it.
  ///
  /// The posterior without a star is that with it, each draw weighed by 1 / L_i: importance sampling, with
  /// weights that the background bounds by 1 / ((1 − w) b).
  private static func members(
    of cluster: some ClusterLikelihood, draws: [ClusterParameters], check: PredictiveCheck
  ) -> [PreparedCluster.Result] {
    let count = cluster.stars.count
    var outliers = [Double](repeating: 0, count: count)
    var (weights, weighted) = (outliers, outliers)
    let mean = Statistics.mean(draws.map(\.log10AgeMyr)) ?? 0
    for draw in draws {
      for (star, member) in cluster.members(draw).enumerated() {
        outliers[star] += member.outlierProbability
        let weight = exp(-member.logLikelihood)
        weights[star] += weight
        weighted[star] += weight * (draw.log10AgeMyr - mean)
      }
    }
    return (0..<count).map { star in
      PreparedCluster.Result(
        outlierProbability: outliers[star] / Double(draws.count),
        influence: count > 1 ? -weighted[star] / weights[star] : 0,
        probabilityBelow: check.probabilitiesBelow[star])
    }
  }
}
