// SPDX-License-Identifier: GPL-3.0-or-later
// A cluster's age from its exact posterior on a grid.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform

/// The result of the method `grid`.
struct GriddedCluster {
  let age: ClusterAge
  let members: [PreparedCluster.Result]

  /// Values of age and outlier fraction at which periods are simulated.
  static let checkedQuantileCount = 50

  /// Dates and summarizes; nil if there are no stars, or no age is possible.
  init?(
    _ cluster: SweptClusterLikelihood, dater: ClusterDater, estimator: ClusterAgeEstimator,
    random: RandomStream, threadCount: Int
  ) {
    let (stars, prior) = (cluster.stars, estimator.stars.assumptions.prior)
    let fraction = estimator.priors.outlierFraction
    let nuisances = ClusterParameters(log10AgeMyr: 0, outlierFraction: fraction)
    let posterior = dater.posterior(
      of: cluster, nuisances: nuisances,
      outlierPrior: estimator.priors.outlierFractionPrior)
    guard let posterior else { return nil }
    let (density, summary) = (posterior.age.density, posterior.age.summary)
    let draws = posterior.draws(Self.checkedQuantileCount)
    let check = PredictiveCheck(
      of: stars, draws: draws, likelihood: estimator.likelihood, random: random,
      threadCount: threadCount)
    let outliers = posterior.outlierProbabilities(threadCount: threadCount)
    members = concurrentMap(count: stars.count, threadCount: threadCount) { index in
      let without = stars.count > 1 ? posterior.age(without: index)?.density.mean : nil
      return PreparedCluster.Result(
        outlierProbability: outliers[index], influence: without.map { density.mean - $0 } ?? 0,
        probabilityBelow: check.probabilitiesBelow[index])
    }
    var parameters = [
      ParameterSummary(
        name: "log10_age_myr_on_scale", q16: summary.q16, q50: summary.q50, q84: summary.q84)
    ]
    let logit = posterior.outlierLogit
    if let logit { parameters.append(ParameterSummary(outlierLogit: logit)) }
    age = ClusterAge(
      summary: summary, density: zip(density.grid, density.values).map { ($0, $1) },
      includesCalibration: false,
      budget: ClusterBudget(
        density: density,
        outlierShare: logit == nil
          ? nil : min(1, posterior.varianceFromOutliers / (density.sigma * density.sigma)),
        calibration: estimator.calibration.sigma(prior: prior, median: summary.q50),
        prior: prior),
      parameters: parameters, draws: draws, predictive: check,
      colors: ColorCheck(
        of: cluster, nuisances: nuisances, estimator: estimator, threadCount: threadCount),
      diagnostics: ClusterDiagnostics(method: .grid, convergence: nil, tableError: nil))
  }
}

extension ParameterSummary {
  /// Quantiles of the outlier fraction, from a density of its logit.
  fileprivate init(outlierLogit density: GriddedDensity) {
    func fraction(_ p: Double) -> Double { 1 / (1 + exp(-density.quantile(p))) }
    self.init(
      name: "outlier_fraction", q16: fraction(0.16), q50: fraction(0.5), q84: fraction(0.84))
  }
}
