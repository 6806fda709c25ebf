// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of single stars: against those of other programs, and of mocks against the truth.

internal import Foundation
internal import GyroFlows
internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities
internal import Gyrochronology

extension ValidationCase {
  /// For each star, by its name: log10 of our age minus log10 of the age that others give it, dex.
  func anchorFigures() throws -> [String: Double] {
    let estimator = try AgeEstimator(model: LoadedModel())
    var figures: [String: Double] = [:]
    for star in stars ?? [] {
      guard let period = RotationPeriod.days(star.periodDays) else { continue }
      let observation = StarObservation(
        period: period, color: .intrinsic(Measured(star.bpRp0, sigma: star.bpRp0Sigma)))
      if case .age(let age) = estimator.estimate(observation) {
        figures[star.name] = age.summary.q50 - log10(star.ageMyr)
      }
    }
    return figures
  }

  /// Mocks drawn from the prior and the model: shares of true ages within the 68 and 95 % intervals, and
  /// the first with periods 10 % too long, which must be too small for the case to mean anything.
  func coverageFigures(_ context: CaseContext) throws -> [String: Double] {
    let model = try LoadedModel()
    let estimator = try AgeEstimator(model: model)
    let root = RandomStream(seed: seed ?? 1).child("coverage")
    let ages = AgeGrid.log10AgeMyrRange
    let hits = concurrentMap(count: count ?? 200, threadCount: context.threadCount) {
      index -> (in68: Bool, in95: Bool, biased: Bool) in
      var random = root.child("star", index)
      let truth =
        ages.lowerBound + (ages.upperBound - ages.lowerBound) * random.nextUniform()
      let (color, sigma) = (0.6 + 1.9 * random.nextUniform(), 0.03)
      let density = model.rotation.flow.conditioned(on: [truth, color, log10(sigma)])
      let isOutlier = random.nextUniform() < OutlierMixture().outlierFraction
      let periods = OutlierMixture.log10PeriodDaysRange
      let drawn =
        isOutlier
        ? periods.lowerBound + (periods.upperBound - periods.lowerBound) * random.nextUniform()
        : density.sample(member: 0, using: &random)
      func summary(_ log10PeriodDays: Double) -> AgeSummary? {
        guard let period = RotationPeriod.days(pow(10, log10PeriodDays)),
          case .age(let age) = estimator.estimate(
            StarObservation(period: period, color: .intrinsic(Measured(color, sigma: sigma))))
        else { return nil }
        return age.summary
      }
      let (fair, biased) = (summary(drawn), summary(drawn + 0.1))
      return (
        fair.map { ($0.q16...$0.q84).contains(truth) } ?? false,
        fair.map { ($0.q025...$0.q975).contains(truth) } ?? false,
        biased.map { ($0.q16...$0.q84).contains(truth) } ?? false
      )
    }
    func share(_ hit: ((in68: Bool, in95: Bool, biased: Bool)) -> Bool) -> Double {
      Double(hits.count(where: hit)) / Double(max(1, hits.count))
    }
    return [
      "coverage_68": share { $0.in68 }, "coverage_95": share { $0.in95 },
      "coverage_68_biased": share { $0.biased },
    ]
  }
}
