// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

@Suite struct CalibratedMixtureTests {
  let mixture = CalibratedMixture(
    logitIntercept: 2, logitSlope: 0.5, backgroundMean: 0.3, backgroundSigma: 0.6)

  @Test(arguments: [(0.5, 0.8807971), (0.9, 0.9568355), (0.1, 0.7112346)])
  func weightsAreLogistic(membership: Double, weight: Double) {
    // 1 / (1 + exp(-2 - 0.5 logit p)), evaluated by hand.
    expectClose(
      mixture.weight(membershipProbability: membership), weight,
      .absolute(1e-7, because: "seven digits"))
  }

  @Test func certaintyIsBounded() {
    // Neither a stated 0 nor a stated 1 is taken at its word.
    for (stated, bounded) in [(0.0, 0.01), (1.0, 0.99)] {
      let weight = mixture.weight(membershipProbability: stated)
      #expect(weight == mixture.weight(membershipProbability: bounded))
      #expect(weight > 0 && weight < 1)
    }
  }

  @Test func theBackgroundIsADensity() {
    let grid = Grid(-4...5, count: 2001)
    let sum = grid.reduce(0) { $0 + exp(mixture.backgroundLogDensity(log10PeriodDays: $1)) }
    expectClose(sum * grid.step, 1, .absolute(1e-9, because: "7.5 sigma to either side"))
  }

  @Test func theLikelihoodIsTheSlopeOfTheDistributionFunction() {
    // With a standard normal in place of a flow.
    let h = 1e-5
    for y in [-1.0, 0.2, 1.7] {
      func cdf(_ y: Double) -> Double {
        mixture.mixture(log10PeriodDays: y, membershipProbability: 0.3)
          .cdf(Normal.cdf(y), background: mixture.backgroundCDF(log10PeriodDays: y))
      }
      expectClose(
        log((cdf(y + h) - cdf(y - h)) / (2 * h)),
        mixture.mixture(log10PeriodDays: y, membershipProbability: 0.3)
          .logLikelihood(Normal.logDensity(y)),
        .absolute(1e-8, because: "a central difference of step 1e-5"))
    }
  }
}
