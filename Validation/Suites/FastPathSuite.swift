// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles of the fast path for tables beside those of each star's own posterior.

internal import Foundation
internal import GyroCatalogs
internal import GyroFlows
internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities
internal import Gyrochronology

/// How far the quantiles of a star are off.
private struct Deviation: Sendable {
  /// The largest of the 16, 50 and 84 %, and of the 2.5 and 97.5 % quantile of log10 age, dex.
  let inner, outer: Double
  /// The largest difference of the exact probability below a quantile from what it should be, of all five.
  let probability: Double

  init(_ fast: AgeSummary, _ exact: AgePosterior) {
    let own = exact.summary
    inner = max(abs(fast.q16 - own.q16), abs(fast.q50 - own.q50), abs(fast.q84 - own.q84))
    outer = max(abs(fast.q025 - own.q025), abs(fast.q975 - own.q975))
    probability =
      [
        (0.025, fast.q025), (0.16, fast.q16), (0.5, fast.q50), (0.84, fast.q84), (0.975, fast.q975),
      ].map { abs(exact.density.cdf($0.1) - $0.0) }.max() ?? 0
  }
}

/// Posteriors at 1,000 ages in double precision.
private struct ExactPosteriors: Sendable {
  let estimator: AgeEstimator
  let likelihood: RotationLikelihood
  let grid = AgeGrid.grid()
  let logPrior: [Double]

  init(_ estimator: AgeEstimator) throws {
    self.estimator = estimator
    likelihood = RotationLikelihood(
      flow: estimator.model.rotation,
      mixture: OutlierMixture(outlierFraction: estimator.assumptions.outlierFraction))
    logPrior = try AgePrior.logUniform.logDensities(over: grid)
  }

  /// Those of stars of one color and error: the flow is conditioned once for all whose periods are exact.
  func deviations(of stars: [StarAge]) -> [Deviation] {
    var shared: ConditionedEnsemble?
    return stars.compactMap { star in
      let integral = likelihood.integral(of: star.star)
      guard integral.isDiscrete else {
        return estimator.posterior(of: star).map { Deviation(star.summary, $0) }
      }
      let conditioned =
        shared
        ?? likelihood.flow.flow.conditioned(
          on: likelihood.flow.schema.rows(integral.context(), at: grid))
      shared = conditioned
      let logLikelihoods = grid.indices.map { age in
        logAddExp(
          log(integral.flowWeight)
            + conditioned.logDensity(at: star.star.log10PeriodDays, member: age),
          log(integral.background))
      }
      return AgePosterior(grid: grid, logLikelihoods: logLikelihoods, logPrior: logPrior)
        .map { Deviation(star.summary, $0) }
    }
  }
}

/// Quantiles of tables beside those of each star's own posterior, of random stars or of the ChronoFlow table.
///
/// `inner` is the largest deviation of the 16, 50 and 84 % quantiles, `outer` that of the 2.5 and 97.5 %, dex;
/// each by its median, its 99.9 % quantile and its maximum over stars.
struct FastPathSuite: Suite {
  static let kind = "fastPath"
  /// Stars that share a random color and error, since the exact posteriors of a color cost as much as one.
  private static let starsPerColor = 25

  /// How many random stars; nil takes the ChronoFlow table.
  let count: Int?
  /// The error of random stars' periods relative to them.
  let relativePeriodSigma: Double?
  let seed: UInt64?
  /// A checkpoint; nil is the embedded model.
  let model: String?
  /// The outlier fraction that the ages assume, whatever that of the random stars; nil is the usual one.
  let outlierFraction: Double?

  var isSlow: Bool { true }
  var needsTable: Bool { count == nil }

  func measure(_ context: CaseContext) throws -> Outcome {
    let model = try LoadedModel(model)
    var assumptions = AgeAssumptions()
    assumptions.outlierFraction = outlierFraction ?? assumptions.outlierFraction
    let estimator = try AgeEstimator(model: model, assumptions: assumptions)
    let stars = try count.map { randomStars($0, model, context) } ?? tableStars(context)
    let ages = AgeBatch(estimator, engine: .fast).estimates(
      stars, threadCount: context.threadCount
    ).compactMap { estimate -> StarAge? in if case .age(let age) = estimate { age } else { nil } }
    let colors = Dictionary(grouping: ages) { $0.star.covariates }
    let (exact, groups) = (try ExactPosteriors(estimator), Array(colors.values))
    let deviations = concurrentMap(count: groups.count, threadCount: context.threadCount) {
      exact.deviations(of: groups[$0])
    }.flatMap { $0 }
    var metrics = ["stars": Double(deviations.count)]
    for (name, values) in [
      ("inner", deviations.map(\.inner)), ("outer", deviations.map(\.outer)),
      ("probability", deviations.map(\.probability)),
    ] {
      let sorted = values.sorted()
      guard let last = sorted.last else { continue }
      metrics["\(name), 50 %"] = sorted[sorted.count / 2]
      metrics["\(name), 99.9 %"] = sorted[Int(clamping: 0.999 * Double(sorted.count - 1))]
      metrics["\(name), largest"] = last
    }
    return Outcome(metrics: metrics)
  }

  /// Every row of the ChronoFlow table that has a color, whatever its flags.
  private func tableStars(_ context: CaseContext) throws -> [StarObservation] {
    let library = try CatalogLibrary(folder: context.catalogs)
    return try context.chronoFlow(library).stars.compactMap { star in
      guard let period = RotationPeriod.days(star.periodDays), let color = star.bpRp0 else {
        return nil
      }
      return StarObservation(
        period: period, color: .intrinsic(Measured(color, sigma: star.bpRp0Sigma)))
    }
  }

  /// Stars drawn from prior, model and outliers; errors of their colors are uniform in their logarithm over
  /// the trained range.
  private func randomStars(
    _ count: Int, _ model: LoadedModel, _ context: CaseContext
  ) -> [StarObservation] {
    let root = RandomStream(seed: seed ?? 1).child("fast path")
    // A model of true colors was trained on no errors: 0.003 to 0.2 mag for it.
    let trained = model.rotation.domain?.log10BpRp0Sigma ?? -1.8...(-0.2)
    let errors =
      trained.lowerBound.isFinite && trained.upperBound.isFinite ? trained : -2.5...(-0.7)
    return concurrentMap(count: count, threadCount: context.threadCount) { index in
      var shared = root.child("color", index / Self.starsPerColor)
      let color = 0.2 + 3.8 * shared.nextUniform()
      let sigma = pow(
        10, errors.lowerBound + shared.nextUniform() * (errors.upperBound - errors.lowerBound))
      var population = MockPopulation(
        log10AgeMyr: AgeGrid.log10AgeMyrRange, bpRp0: color...color, bpRp0Sigma: sigma)
      population.relativePeriodSigma = relativePeriodSigma ?? 0
      var random = root.child("star", index)
      return population.star(model.rotation, using: &random)
        .flatMap { population.observation(of: $0) }
    }.compactMap { $0 }
  }
}
