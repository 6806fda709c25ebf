// SPDX-License-Identifier: GPL-3.0-or-later
// The error of the age scale in an age, and the parts of an error, against closed forms.

import Foundation
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

@testable import Gyrochronology

@Suite struct CalibratedAgeTests {
  /// Normal draws at equal steps of probability: mean 2, standard deviation 0.05.
  let draws = (0..<2000).map { 2 + 0.05 * Normal.quantile((Double($0) + 0.5) / 2000) }

  @Test func aFlatPriorAddsTheVariances() throws {
    let age = try #require(CalibratedAge(draws: draws, sigma: 0.08, prior: .logUniform)).posterior
    let sigma = (0.05 * 0.05 + 0.08 * 0.08).squareRoot()
    let limit = Closeness.absolute(3e-4, because: "2,000 draws on 1,000 nodes")
    expectClose(age.summary.q50, 2, limit)
    expectClose(age.summary.sigma, sigma, limit)
    expectClose(age.summary.q975, 2 + 1.959964 * sigma, limit)
  }

  /// With a normal prior of the age itself the posterior is the product of two normal densities.
  @Test func aNormalPriorIsOfTheAgeItself() throws {
    let (prior, calibration, stars) = (0.06, 0.08, 0.05)
    // On the calibrators' scale: the likelihood of width `stars` times N(m, prior² + calibration²).
    let onScale = CalibratedAge.prior(
      .normal(mean: 2.1, sigma: prior), CalibrationUncertainty(sigma: calibration))
    #expect(onScale == .normal(mean: 2.1, sigma: 0.1))
    let weight = 1 / (stars * stars) + 1 / (0.1 * 0.1)
    let (mean, sigma) = (
      (2 / (stars * stars) + 2.1 / (0.1 * 0.1)) / weight, (1 / weight).squareRoot()
    )
    let onScaleDraws = draws.map { mean + ($0 - 2) / 0.05 * sigma }
    let age = try #require(
      CalibratedAge(
        draws: onScaleDraws, sigma: calibration, prior: .normal(mean: 2.1, sigma: prior))
    ).posterior.summary
    let data = stars * stars + calibration * calibration
    let product = 1 / (1 / data + 1 / (prior * prior))
    let limit = Closeness.absolute(3e-4, because: "2,000 draws on 1,000 nodes")
    expectClose(age.mean, (2 / data + 2.1 / (prior * prior)) * product, limit)
    expectClose(age.sigma, product.squareRoot(), limit)
  }

  /// A prior so wide that its variance is more than a floating-point number holds is a flat one.
  @Test(arguments: [1e3, 1e100, 1e154, 1e200, 1e300]) func aVeryWidePriorIsFlat(width: Double)
    throws
  {
    let prior = AgePrior.normal(mean: 3, sigma: width)
    guard
      case .normal(_, let onScale) = CalibratedAge.prior(prior, CalibrationUncertainty(sigma: 0.08))
    else { return }
    expectClose(onScale, width, .relative(1e-8, because: "0.08 added in quadrature to 1000"))
    let wide = try #require(CalibratedAge(draws: draws, sigma: 0.08, prior: prior)).posterior
    let flat = try #require(CalibratedAge(draws: draws, sigma: 0.08, prior: .logUniform)).posterior
    expectClose(
      wide.summary.q50, flat.summary.q50, .absolute(1e-6, because: "(0.08 / 1000)² of the shift"))
  }

  @Test func partsOfTheVarianceAreThoseOfARegression() {
    // a = 0.03 u + 0.04 v + 0.12 w with u, v, w independent: 0.13 in all.
    var random = RandomStream(seed: 6).child("draws")
    let normals = (0..<3).map { _ in (0..<4000).map { _ in random.nextNormal() } }
    let ages: [Double] = (0..<4000).map { draw in
      let parts = [0.03 * normals[0][draw], 0.04 * normals[1][draw], 0.12 * normals[2][draw]]
      return 2 + parts.reduce(0, +)
    }
    let budget = ClusterBudget(
      log10AgesMyr: ages, extinction: [normals[1]], membership: [normals[2], normals[2]],
      calibration: 0.05, prior: .logUniform, total: 0.2)
    let limit = Closeness.relative(0.08, because: "4.89 standard errors of 4,000 draws")
    expectClose(budget.statistical, 0.03, limit)
    expectClose(budget.extinction ?? 0, 0.04, limit)
    expectClose(budget.membership ?? 0, 0.12, limit)
    #expect(budget.calibration == 0.05 && budget.total == 0.2)
    #expect(budget.prior == nil)
  }

  @Test(arguments: [0.02, 0.05, 0.3]) func aPriorLeavesABudgetThatAddsUp(priorSigma: Double) throws
  {
    var random = RandomStream(seed: 7).child("draws")
    let normals = (0..<2).map { _ in (0..<4000).map { _ in random.nextNormal() } }
    let ages = zip(normals[0], normals[1]).map { 2.5 + 0.03 * $0 + 0.01 * $1 }
    let prior = AgePrior.normal(mean: 2.45, sigma: priorSigma)
    let posterior = try #require(CalibratedAge(draws: ages, sigma: 0.08, prior: prior)).posterior
    let budget = ClusterBudget(
      log10AgesMyr: ages, extinction: [normals[1]], membership: [], calibration: 0.08,
      prior: prior, total: posterior.summary.sigma)
    let parts = [budget.statistical, budget.extinction ?? 0, budget.calibration]
    expectClose(
      parts.reduce(0) { hypot($0, $1) }, budget.total,
      .relative(1e-3, because: "the density is a mean over draws on a grid"))
    #expect(parts.allSatisfy { $0 <= budget.total } && budget.prior == priorSigma)
  }

  /// On a grid and from draws the parts are the same, those of two normal densities and a normal prior.
  @Test(arguments: [0.02, 0.05, 0.3]) func aGridHasTheBudgetOfTheDraws(priorSigma: Double) throws {
    let (stars, calibration, mean) = (0.04, 0.08, 2.45)
    let prior = AgePrior.normal(mean: mean, sigma: priorSigma)
    let grid = Grid(1.5...3.5, count: 2000)
    let logValues = grid.map { age in
      -0.5 * pow((age - 2.5) / stars, 2) - 0.5 * pow((age - mean) / priorSigma, 2)
    }
    let density = try #require(GriddedDensity(grid: grid, logValues: logValues))
    let budget = ClusterBudget(
      density: density, outlierShare: 0.25, calibration: calibration, prior: prior)
    let limit = Closeness.relative(1e-6, because: "densities of 0.02 dex on a grid of 0.001")
    // 1 / total² = 1 / (stars² + calibration²) + 1 / prior².
    let total = 1 / (1 / (stars * stars + calibration * calibration) + pow(priorSigma, -2))
    expectClose(budget.total * budget.total, total, limit)
    let share = 1 / (1 + pow(calibration / priorSigma, 2))
    expectClose(budget.calibration, share.squareRoot() * calibration, limit)
    let membership = try #require(budget.membership)
    expectClose(hypot(budget.statistical, membership) / membership, 2, limit)
    #expect(budget.prior == priorSigma)
    let flat = ClusterBudget(
      density: density, outlierShare: nil, calibration: calibration, prior: .logUniform)
    #expect(flat.statistical == density.sigma && flat.membership == nil)
    #expect(flat.total == hypot(density.sigma, calibration))
  }
}
