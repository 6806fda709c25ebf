// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology
import Testing

/// Whether a star is slower than what the model expects, by tabulated bounds, against the probability itself.
@Suite struct ShorterPeriodsTests {
  private static let ages = Grid(1.5...3.6, count: 9)

  /// Periods of all kinds, with errors of the color that are integrated over, and none.
  @Test(arguments: [0.0, 0.02, 0.1]) func boundsDecideAsTheProbabilityDoes(sigma: Double) throws {
    let likelihood = RotationLikelihood(flow: try LoadedModel().rotation)
    for period in [0.3, 4, 17.3, 24.1, 60] {
      let star = Star(
        periodDays: Measured(period, sigma: 0), covariates: Covariates(bpRp0: 1.31, sigma: sigma))
      let shorter = ShorterPeriods(
        of: star, likelihood.integral(of: star), under: likelihood, at: Self.ages)
      for (index, age) in Self.ages.enumerated() {
        let below = likelihood.prediction(of: star, log10AgeMyr: age).probabilityBelow
        for limit in [0.05, 0.5, 0.95, below - 1e-6, below + 1e-6] {
          #expect(
            shorter.reach(limit, at: index) == (below >= limit),
            "\(period) d, age \(age), \(below) and \(limit)")
        }
      }
    }
  }

  /// Of stars with many errors of the color, some beyond the colors of the model, and periods around the limit, so that
  /// each of the ways to an answer is taken.
  @Test func theLimitIsReachedEverywhereWhereItIsAtEachAge() throws {
    let likelihood = RotationLikelihood(flow: try LoadedModel().rotation)
    var random = RandomStream(seed: 20_261_129).child("shorter periods")
    var counts = [true: 0, false: 0]
    for trial in 0..<150 {
      let sigma = [0.004, 0.015, 0.03, 0.08, 0.3][trial % 5]
      let color = 0.3 + 3.2 * random.nextUniform()
      let ages = Grid(1.5...(2.2 + 1.4 * random.nextUniform()), count: 7)
      let given = Star(
        periodDays: Measured(pow(10, 0.4 + 1.8 * random.nextUniform())),
        covariates: Covariates(bpRp0: color, sigma: sigma))
      let lowest =
        ages.map { likelihood.prediction(of: given, log10AgeMyr: $0).probabilityBelow }.min() ?? 0
      for limit in [0.95, lowest - 1e-6, lowest + 1e-6] {
        let shorter = ShorterPeriods(
          of: given, likelihood.integral(of: given), under: likelihood, at: ages)
        #expect(
          shorter.reachEverywhere(limit) == (lowest >= limit),
          "\(given.periodDays.value) d, color \(color) ± \(sigma), \(lowest) and \(limit)")
        if limit == 0.95 { counts[lowest >= limit, default: 0] += 1 }
      }
    }
    #expect(counts.values.allSatisfy { $0 > 15 }, "\(counts)")
  }
}
