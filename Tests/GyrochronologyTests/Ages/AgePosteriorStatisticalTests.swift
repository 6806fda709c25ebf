// SPDX-License-Identifier: GPL-3.0-or-later
// Posteriors are calibrated: on stars drawn from prior and model, the true age is uniform in its CDF.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import Gyrochronology
import Testing
import _TestSupport

@Suite struct AgePosteriorStatisticalTests {
  /// χ² of the posterior CDF at the true age of 400 mock stars in 8 cells.
  ///
  /// Ages come from the prior, periods from the mixture (Talts et al. 2018). With 7 degrees of
  /// freedom it exceeds 40.5 once in a million.
  func chiSquared(periodBias: Double, seed: UInt64) throws -> Double {
    let flow = try LoadedModel().rotation
    let likelihood = RotationLikelihood(flow: flow)
    let grid = AgeGrid.grid(nodeCount: 100)
    let logPrior = try AgePrior.logUniform.logDensities(over: grid)
    let random = RandomStream(seed: seed).child("calibration")
    let (starCount, cellCount) = (400, 8)
    let ranks = concurrentMap(count: starCount, threadCount: 2) { index -> Double in
      var random = random.child("star", index)
      let log10AgeMyr = 4.14 * random.nextUniform()
      let (bpRp0, log10Sigma) = (0.5 + 2.5 * random.nextUniform(), -1.8 + random.nextUniform())
      let background = OutlierMixture.log10PeriodDaysRange
      let log10PeriodDays =
        random.nextUniform() < likelihood.mixture.outlierFraction
        ? background.lowerBound + 4.25 * random.nextUniform()
        : flow.sampledLog10PeriodDays(
          Covariates(bpRp0: bpRp0, sigma: pow(10, log10Sigma)), log10AgeMyr: log10AgeMyr,
          using: &random)
      let star = Star(
        log10PeriodDays: log10PeriodDays + periodBias, bpRp0: bpRp0, log10BpRp0Sigma: log10Sigma)
      let posterior = AgePosterior(
        grid: grid, logLikelihoods: likelihood.logLikelihoods(of: star, at: grid),
        logPrior: logPrior)
      return posterior?.density.cdf(log10AgeMyr) ?? .nan
    }
    var counts = [Double](repeating: 0, count: cellCount)
    for rank in ranks { counts[min(cellCount - 1, Int(rank * Double(cellCount)))] += 1 }
    let expected = Double(starCount) / Double(cellCount)
    return counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
  }

  @Test(arguments: testSeeds) func calibrated(seed: UInt64) throws {
    #expect(try chiSquared(periodBias: 0, seed: seed) < 40.5)
  }
  @Test(arguments: testSeeds) func aBiasOfATenthOfADexIsSeen(seed: UInt64) throws {
    #expect(try chiSquared(periodBias: 0.1, seed: seed) > 40.5)
  }
}
