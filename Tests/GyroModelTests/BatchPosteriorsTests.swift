// SPDX-License-Identifier: GPL-3.0-or-later

import GyroModel
import GyroNumerics
import Testing
import _TestSupport

/// Stars whose posteriors are computed together, and those that are too large for that.
@Suite struct BatchPosteriorsTests {
  /// A star with errors of period and color, and aliases: thousands of flow densities; and plain ones.
  static func stars(_ likelihood: RotationLikelihood) -> [LikelihoodIntegral] {
    [(0.9, 0.0), (1.3, 0.05), (0.4, 0.0), (1.1, 0.02)].map { log10PeriodDays, sigma in
      likelihood.integral(
        of: Star(
          log10PeriodDays: log10PeriodDays, log10PeriodDaysSigma: sigma, bpRp0: 1.1,
          log10BpRp0Sigma: sigma > 0.03 ? 0.02 : -1.5))
    }
  }

  func posteriors(together limit: Int, threads: Int = 2) throws -> [BatchPosterior] {
    let likelihood = RotationLikelihood(
      flow: try exampleRotation(flowCount: 2), aliases: AliasMixture(half: 0.1, double: 0.05))
    let grid = AgeGrid.grid(nodeCount: 200)
    let survey = try #require(
      BatchPosteriors(
        likelihood: likelihood, grid: grid,
        logPrior: try AgePrior.logUniform.logDensities(over: grid), queryLimit: limit))
    return survey.posteriors(of: Self.stars(likelihood), threadCount: threads).compactMap { $0 }
  }

  @Test(arguments: [7, 50, 1000]) func aStarInSlicesIsThatOfOnePiece(limit: Int) throws {
    let (whole, sliced) = (
      try posteriors(together: BatchPosteriors.queryLimit), try posteriors(together: limit)
    )
    #expect(whole.count == 4 && sliced.count == 4)
    let rounding = Closeness.absolute(1e-4, because: "sums in single precision in another order")
    for (whole, sliced) in zip(whole, sliced) {
      expectClose(sliced.summary.q025, whole.summary.q025, rounding)
      expectClose(sliced.summary.q50, whole.summary.q50, rounding)
      expectClose(sliced.summary.q975, whole.summary.q975, rounding)
      expectClose(sliced.summary.logEvidence, whole.summary.logEvidence, rounding)
      expectClose(sliced.backgroundShare, whole.backgroundShare, rounding)
      expectClose(sliced.periodShares[1], whole.periodShares[1], rounding)
      expectClose(sliced.epistemicSigma ?? 0, whole.epistemicSigma ?? 1, rounding)
    }
  }

  @Test func slicesDoNotDependOnTheThreads() throws {
    #expect(try posteriors(together: 7, threads: 1) == posteriors(together: 7, threads: 3))
  }
}
