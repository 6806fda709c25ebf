// SPDX-License-Identifier: GPL-3.0-or-later
// Errors with two sides: a split normal density in period and color, and its limits.

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology
import Testing
import _TestSupport

@Suite struct TwoSidedErrorLawTests {
  let exact = Closeness.relative(1e-12, because: "the same sum")

  @Test func theSidesComeBack() throws {
    let measured = Measured(10.0, sigmaLower: 0.7, sigmaUpper: 1.4)
    expectClose(try #require(measured.sigmaLower), 0.7, exact)
    expectClose(try #require(measured.sigmaUpper), 1.4, exact)
    #expect(Measured(10.0, sigmaLower: 1, sigmaUpper: 1) == Measured(10.0, sigma: 1))
    #expect(Measured(1.0, sigmaLower: 0, sigmaUpper: 0).asymmetry == 0)
  }

  /// The nodes of a split normal density have its mean and its variance.
  ///
  ///     mean = m + √(2/π) (σ₊ − σ₋),  variance = (1 − 2/π) (σ₊ − σ₋)² + σ₊ σ₋
  @Test(arguments: [(0.02, 0.06), (0.06, 0.02), (0.05, 0.05)])
  func nodesHaveTheMomentsOfASplitNormalDensity(lower: Double, upper: Double) throws {
    let days = 10.0
    let factor = days * log(10)
    let star = Star(
      periodDays: Measured(days, sigmaLower: lower * factor, sigmaUpper: upper * factor),
      covariates: Covariates(bpRp0: 1, sigma: 0.03))
    let integral = LikelihoodIntegral(
      of: star, mixture: OutlierMixture(), aliases: .none, colorError: .auto,
      limits: ContextLimits(nil))
    let nodes = LikelihoodNodes(integral, resolution: .fine).periods
    let mean = nodes.reduce(0) { $0 + $1.weight * $1.log10PeriodDays }
    let variance = nodes.reduce(0) { $0 + $1.weight * pow($1.log10PeriodDays - mean, 2) }
    let difference = upper - lower
    let close = Closeness.relative(2e-3, because: "the step of the trapezoid rule")
    expectClose(nodes.reduce(0) { $0 + $1.weight }, 1, exact)
    expectClose(mean, 1 + (2 / Double.pi).squareRoot() * difference, close)
    expectClose(variance, (1 - 2 / Double.pi) * difference * difference + upper * lower, close)
  }

  /// The background of outliers has the same density, in closed form.
  @Test func theBackgroundIsTheIntegralOfTheNodes() {
    let edge = 2.5
    let below = OutlierMixture.backgroundDensity(log10PeriodDays: edge, sigma: 0.1, asymmetry: 0.5)
    // A quarter of the probability lies on the lower side: (1 − a) / 2.
    expectClose(below, 0.25 / 4.25, exact)
    #expect(
      OutlierMixture.backgroundDensity(log10PeriodDays: 1, sigma: 0.1, asymmetry: 0.5)
        == OutlierMixture.backgroundDensity(log10PeriodDays: 1, sigma: 0.1))
  }

  /// A wider upper side of the period makes the star older, a wider lower side younger.
  @Test func agesFollowTheSides() throws {
    let estimator = try AgeEstimator(model: LoadedModel())
    func median(_ asymmetry: Double) throws -> Double {
      var star = StarObservation(
        period: try #require(.days(10)), periodDaysSigma: 2,
        color: .intrinsic(Measured(1.0, sigma: 0.03)))
      star.periodAsymmetry = asymmetry
      guard case .age(let age) = estimator.estimate(star) else { throw NoAge() }
      return age.summary.q50
    }
    let medians = try [-0.8, 0, 0.8].map(median)
    #expect(medians[0] < medians[1] && medians[1] < medians[2])
  }

  private struct NoAge: Error {}

  /// A temperature that is more uncertain upwards is a color that is more uncertain downwards.
  @Test func temperaturesTurnTheSidesRound() throws {
    let color = try #require(
      DwarfSequence.bpRp0(from: Measured(5200, sigmaLower: 50, sigmaUpper: 200), of: .teffKelvin))
    #expect(color.asymmetry < 0)
    let other = try #require(
      DwarfSequence.bpRp0(from: Measured(0.8, sigmaLower: 0.01, sigmaUpper: 0.05), of: .bV))
    #expect(other.asymmetry > 0)
  }
}
