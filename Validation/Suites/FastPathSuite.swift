// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles of the fast path for tables beside those of each star's own posterior.

internal import Foundation
internal import GyroCatalogs
internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities
internal import Gyrochronology

extension ValidationCase {
  /// How far quantiles of log10 age are off, dex, and how far the probabilities below them.
  ///
  /// The exact posterior is that of 1,000 ages in double precision. Of each star the largest difference counts:
  /// `inner` of the 16, 50 and 84 %, `outer` of the 2.5 and 97.5 % quantile, `probability` of all five.
  func fastPathFigures(_ context: CaseContext) throws -> [String: Double] {
    let model = try LoadedModel()
    let estimator = try AgeEstimator(model: model)
    let stars = try count == nil ? tableStars(context) : randomStars(model, context)
    let ages = AgeBatch(estimator, engine: .fast).estimates(
      stars, threadCount: context.threadCount)
    let differences = concurrentMap(count: ages.count, threadCount: context.threadCount) {
      index -> (inner: Double, outer: Double, probability: Double)? in
      guard case .age(let age) = ages[index], let exact = estimator.posterior(of: age) else {
        return nil
      }
      let (fast, own) = (age.summary, exact.summary)
      let levels = [
        (0.025, fast.q025), (0.16, fast.q16), (0.5, fast.q50), (0.84, fast.q84), (0.975, fast.q975),
      ]
      return (
        max(abs(fast.q16 - own.q16), abs(fast.q50 - own.q50), abs(fast.q84 - own.q84)),
        max(abs(fast.q025 - own.q025), abs(fast.q975 - own.q975)),
        levels.map { abs(exact.density.cdf($0.1) - $0.0) }.max() ?? 0
      )
    }.compactMap { $0 }
    var figures = ["stars": Double(differences.count)]
    for (name, values) in [
      ("inner", differences.map(\.inner)), ("outer", differences.map(\.outer)),
      ("probability", differences.map(\.probability)),
    ] {
      let sorted = values.sorted()
      guard let last = sorted.last else { continue }
      figures["\(name), 50 %"] = sorted[sorted.count / 2]
      figures["\(name), 99.9 %"] = sorted[Int(0.999 * Double(sorted.count - 1))]
      figures["\(name), largest"] = last
    }
    return figures
  }

  /// Every row of the ChronoFlow table that has a color, whatever its flags.
  private func tableStars(_ context: CaseContext) throws -> [StarObservation] {
    let library = try CatalogLibrary(folder: context.catalogs)
    return try StandardCatalog.chronoFlow(at: context.table ?? "", library: library).stars
      .compactMap { star in
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
    _ model: LoadedModel, _ context: CaseContext
  ) throws -> [StarObservation] {
    let root = RandomStream(seed: seed ?? 1).child("fast path")
    let errors = model.rotation.domain?.log10BpRp0Sigma ?? -1.8...(-0.2)
    return concurrentMap(count: count ?? 0, threadCount: context.threadCount) { index in
      var random = root.child("star", index)
      let sigma = pow(
        10, errors.lowerBound + random.nextUniform() * (errors.upperBound - errors.lowerBound))
      var population = MockPopulation(
        log10AgeMyr: AgeGrid.log10AgeMyrRange, bpRp0: 0.2...4, bpRp0Sigma: sigma)
      population.relativePeriodSigma = relativePeriodSigma ?? 0
      guard let star = population.star(model.rotation, using: &random),
        let period = RotationPeriod.days(pow(10, star.log10PeriodDays))
      else { return nil }
      return StarObservation(
        period: period,
        periodDaysSigma: relativePeriodSigma.map { $0 * pow(10, star.log10PeriodDays) },
        color: .intrinsic(Measured(star.bpRp0, sigma: sigma)))
    }.compactMap { $0 }
  }
}
