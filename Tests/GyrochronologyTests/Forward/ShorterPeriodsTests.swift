// SPDX-License-Identifier: GPL-3.0-or-later

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
}
