// SPDX-License-Identifier: GPL-3.0-or-later
// A cluster's age from its exact posterior on a grid.

internal import Foundation
internal import GyroModel
internal import GyroNumerics

/// The result of the method `grid`.
struct GriddedCluster {
  let age: ClusterAge
  let members: [PreparedCluster.Result]

  /// Quantiles of the age at which periods are simulated.
  private static let checkedQuantileCount = 50

  /// Dates and summarizes; nil if there are no stars, or no age is possible.
  init?(
    _ cluster: DirectClusterLikelihood, dater: ClusterDater, estimator: ClusterAgeEstimator,
    random: RandomStream, threadCount: Int
  ) {
    let stars = cluster.stars
    let fraction = estimator.priors.outlierFraction
    let nuisances = ClusterParameters(log10AgeMyr: 0, outlierFraction: fraction)
    guard !stars.isEmpty, let posterior = dater.posterior(of: cluster, nuisances: nuisances) else {
      return nil
    }
    let (density, summary) = (posterior.age.density, posterior.age.summary)
    let draws = (0..<Self.checkedQuantileCount).map { index in
      ClusterParameters(
        log10AgeMyr: density.quantile(
          (Double(index) + 0.5) / Double(Self.checkedQuantileCount)), outlierFraction: fraction)
    }
    let check = PredictiveCheck(
      of: stars, draws: draws, likelihood: estimator.likelihood, random: random,
      threadCount: threadCount)
    let mixtures = cluster.mixtures(nuisances)
    members = concurrentMap(count: stars.count, threadCount: threadCount) { index in
      let mixture = mixtures[index]
      // The average over ages by the trapezoid rule, as the density itself is normalized.
      var outlier = 0.0
      for node in density.values.indices {
        let isEnd = node == 0 || node == density.values.count - 1
        outlier +=
          (isEnd ? 0.5 : 1) * density.grid.step * density.values[node]
          * mixture.outlierProbability(ofLogLikelihood: posterior.memberLogLikelihoods[index][node])
      }
      return PreparedCluster.Result(
        outlierProbability: min(1, outlier),
        influence: stars.count > 1
          ? (posterior.age(without: index)?.density.mean).map { density.mean - $0 } ?? 0 : 0,
        probabilityBelow: check.probabilitiesBelow[index])
    }
    age = ClusterAge(
      summary: summary, density: zip(density.grid, density.values).map { ($0, $1) },
      includesCalibration: false,
      budget: ClusterBudget(
        statistical: summary.sigma,
        calibration: estimator.calibration.sigma(log10AgeMyr: summary.q50)),
      parameters: [
        ParameterSummary(
          name: "log10_age_myr_on_scale", q16: summary.q16, q50: summary.q50, q84: summary.q84)
      ], draws: draws, predictive: check,
      diagnostics: ClusterDiagnostics(method: .grid, convergence: nil, tableError: nil))
  }
}
