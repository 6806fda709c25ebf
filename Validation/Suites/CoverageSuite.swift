// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of mock stars against the truth, with a biased twin that must fail.

internal import Foundation
internal import GyroModel
internal import GyroNumerics
internal import Gyrochronology

/// Shares of true ages within the 68 and 95 % intervals of mock stars drawn from the prior and the model.
///
/// `coverage_68_biased` is the first with periods 26 % (0.1 dex) too long, which must be too small for the case to
/// mean anything.
struct CoverageSuite: Suite {
  static let kind = "coverage"
  private static let log10PeriodBias = 0.1

  let count: Int
  let seed: UInt64

  func measure(_ context: CaseContext) throws -> Outcome {
    let model = try LoadedModel()
    let estimator = try AgeEstimator(model: model)
    let population = MockPopulation(
      log10AgeMyr: AgeGrid.log10AgeMyrRange, bpRp0: 0.6...2.5, bpRp0Sigma: 0.03)
    let stars = population.stars(
      count, model.rotation, random: RandomStream(seed: seed).child("coverage"),
      threadCount: context.threadCount)
    let hits = concurrentMap(count: stars.count, threadCount: context.threadCount) { index in
      let (star, all) = (stars[index], [0, Self.log10PeriodBias])
      let summaries = all.map { bias -> AgeSummary? in
        guard let observation = population.observation(of: star, log10PeriodShift: bias),
          case .age(let age) = estimator.estimate(observation)
        else { return nil }
        return age.summary
      }
      return (
        fair: summaries[0].map { IntervalHit($0, log10AgeMyr: star.log10AgeMyr) },
        biased: summaries[1].map { IntervalHit($0, log10AgeMyr: star.log10AgeMyr) }
      )
    }
    func share(_ isHit: (IntervalHit) -> Bool, _ hits: [IntervalHit?]) -> Double {
      Double(hits.count { $0.map(isHit) ?? false }) / Double(max(1, count))
    }
    return Outcome(metrics: [
      "coverage_68": share(\.isWithin68, hits.map(\.fair)),
      "coverage_95": share(\.isWithin95, hits.map(\.fair)),
      "coverage_68_biased": share(\.isWithin68, hits.map(\.biased)),
    ])
  }
}

/// Where a true age lies in the intervals of a posterior.
struct IntervalHit: Hashable, Sendable {
  /// Whether it lies in the 68 % and in the 95 % interval.
  let isWithin68, isWithin95: Bool
  /// Median minus truth in half widths of the 68 % interval.
  let deviation: Double
  /// Median minus truth, and half of the 68 % interval, dex.
  let error, halfWidth: Double

  init(_ summary: AgeSummary, log10AgeMyr truth: Double) {
    isWithin68 = (summary.q16...summary.q84).contains(truth)
    isWithin95 = (summary.q025...summary.q975).contains(truth)
    error = summary.q50 - truth
    halfWidth = (summary.q84 - summary.q16) / 2
    deviation = error / halfWidth
  }
}
