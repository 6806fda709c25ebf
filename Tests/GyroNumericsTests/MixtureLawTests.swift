// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@Suite struct MixtureLawTests {
  static let weights = [0.0, 1e-300, 1e-9, 0.05, 0.5, 0.95, 1 - 1e-9, 1]
  static let logDensities = [-Double.infinity, -745, -100, -1.4, 0, 3, 80]
  static let logBackgrounds = [-Double.infinity, -30, -1.4469, 0.5]

  @Test(arguments: weights, logBackgrounds) func likelihoodIsTheWeightedSum(
    weight: Double, logBackground: Double
  ) {
    let mixture = Mixture(weight: weight, logBackground: logBackground)
    for logDensity in Self.logDensities {
      let direct = weight * exp(logDensity) + (1 - weight) * exp(logBackground)
      let value = exp(mixture.logLikelihood(logDensity))
      guard direct > 1e-290 else {
        #expect(value < 1e-280)
        continue
      }
      expectClose(value, direct, .relative(1e-13, because: "one exponential of at most 80"))
    }
  }

  @Test(arguments: weights, logBackgrounds) func responsibilityIsTheShareOfTheDensity(
    weight: Double, logBackground: Double
  ) {
    let mixture = Mixture(weight: weight, logBackground: logBackground)
    for logDensity in Self.logDensities {
      let (inlier, outlier) = (weight * exp(logDensity), (1 - weight) * exp(logBackground))
      let share = mixture.responsibility(logDensity)
      #expect((0...1).contains(share))
      guard inlier + outlier > 1e-290 else { continue }
      expectClose(
        share, inlier / (inlier + outlier), .absolute(1e-13, because: "the same sum directly"))
    }
  }

  @Test(arguments: [0.05, 0.5, 0.95], [-3.0, -1.4469, 0.5]) func slopesAreThoseOfDifferences(
    weight: Double, logBackground: Double
  ) {
    for logDensity in [-6.0, -1.4, 0, 3] {
      let slopes = Mixture(weight: weight, logBackground: logBackground).slopes(logDensity)
      checkGradient(
        at: [logDensity, weight], gradient: [slopes.byLogDensity, slopes.byWeight]
      ) {
        Mixture(weight: $0[1], logBackground: logBackground).logLikelihood($0[0])
      }
    }
  }

  @Test(arguments: weights) func aDistributionFunctionStaysBetweenItsParts(weight: Double) {
    let mixture = Mixture(weight: weight, logBackground: -1)
    #expect(mixture.cdf(0, background: 0) == 0)
    expectClose(mixture.cdf(1, background: 1), 1, .absolute(1e-15, because: "w + (1 − w)"))
    let between = mixture.cdf(0.2, background: 0.7)
    #expect(between >= 0.2 && between <= 0.7)
  }
}
