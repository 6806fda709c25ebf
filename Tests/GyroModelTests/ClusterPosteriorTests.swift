// SPDX-License-Identifier: GPL-3.0-or-later
// The joint posterior of age and outlier fraction against sums over fractions, and for parts of a cluster.

import Foundation
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

@Suite struct ClusterPosteriorTests {
  let cluster: DirectClusterLikelihood
  let dater: ClusterDater
  let nuisances = ClusterParameters(log10AgeMyr: 0, outlierFraction: 0.05)
  let prior = BetaPrior(alpha: 2, beta: 38)

  init() throws {
    let flow = try exampleRotationFlow()
    var truth = ClusterParameters(log10AgeMyr: 2.3, outlierFraction: 0.3)
    truth.membershipShift = 1
    let stars = mockCluster(
      flow, starCount: 40, parameters: truth, random: RandomStream(seed: 3).child("cluster"))
    cluster = DirectClusterLikelihood(
      stars: stars, likelihood: RotationLikelihood(flow: flow, groupBackground: .usual))
    dater = try ClusterDater(grid: AgeGrid.grid(nodeCount: 120))
  }

  /// A midpoint rule over 2,000 fractions, with the density of the beta distribution.
  private func averaged(_ stars: [Int]) -> (ages: [Double], fraction: Double) {
    let grid = dater.grid
    let densities = cluster.flowLogDensities(at: Array(grid), otherwise: nuisances)
    let mixtures = cluster.mixtures(nuisances)
    var ages = [Double](repeating: 0, count: grid.count)
    var (sum, mean) = (0.0, 0.0)
    for index in 0..<2000 {
      let fraction = (Double(index) + 0.5) / 2000
      let density = 39 * 38 * fraction * pow(1 - fraction, 37) / 2000
      for age in grid.indices {
        let logProduct = stars.reduce(0.0) { product, star in
          let mixture = Mixture(
            weight: cluster.stars[star].membershipProbability * (1 - fraction),
            logBackground: mixtures[star].logBackground)
          return product + mixture.logLikelihood(densities[star][age])
        }
        let isEnd = age == 0 || age == grid.count - 1
        let value = density * exp(logProduct + dater.logPrior[age] + 20)
        ages[age] += value
        let term = isEnd ? 0.5 * value : value
        sum += term
        mean += term * fraction
      }
    }
    return (ages.map { $0 / (sum * grid.step) }, mean / sum)
  }

  @Test func theFractionIsAveragedOver() throws {
    let posterior = try #require(
      dater.posterior(of: cluster, nuisances: nuisances, outlierPrior: prior))
    let expected = averaged(Array(cluster.stars.indices))
    let limit = Closeness.relative(
      2e-3, because: "two rules over the fraction")
    for (found, value) in zip(posterior.age.density.values, expected.ages) where value > 1e-3 {
      expectClose(found, value, limit)
    }
    let logit = try #require(posterior.outlierLogit)
    let mean = zip(logit.grid, logit.values).reduce(0) {
      $0 + $1.1 * logit.grid.step / (1 + exp(-$1.0))
    }
    expectClose(mean, expected.fraction, limit)
  }

  @Test func partsAreDatedAlone() throws {
    let posterior = try #require(
      dater.posterior(of: cluster, nuisances: nuisances, outlierPrior: prior))
    let part = [3, 4, 8, 15, 16, 23, 30, 31]
    let found = try #require(posterior.posterior(ofStars: part))
    for (found, value) in zip(found.age.density.values, averaged(part).ages) where value > 1e-3 {
      expectClose(found, value, .relative(2e-3, because: "two rules over the fraction"))
    }
    let without = try #require(posterior.age(without: 7))
    let others = try #require(
      posterior.posterior(ofStars: cluster.stars.indices.filter { $0 != 7 }))
    expectClose(
      without.density.mean, others.age.density.mean,
      .absolute(1e-5, because: "the same product on other nodes of the fraction, dex"))
  }

  /// A star's chance of being an outlier is the average of that at each fraction.
  @Test func outlierProbabilitiesAreAveragedOverTheFraction() throws {
    let posterior = try #require(
      dater.posterior(of: cluster, nuisances: nuisances, outlierPrior: prior))
    let logit = try #require(posterior.outlierLogit)
    var expected = [Double](repeating: 0, count: cluster.stars.count)
    for (fraction, density) in zip(posterior.outlierFractions, logit.values) {
      var fixed = nuisances
      fixed.outlierFraction = fraction
      let own = try #require(dater.posterior(of: cluster, nuisances: fixed))
      #expect(own.outlierLogit == nil && own.varianceFromOutliers == 0)
      for (star, chance) in own.outlierProbabilities().enumerated() {
        expected[star] += density * logit.grid.step * chance
      }
    }
    let found = posterior.outlierProbabilities(threadCount: 2)
    #expect(found == posterior.outlierProbabilities(threadCount: 1))
    for (found, expected) in zip(found, expected) {
      expectClose(
        found, expected, .absolute(1e-4, because: "the ends of the fractions have half a weight"))
    }
    #expect(posterior.varianceFromOutliers > 0)
  }

  @Test func drawsFollowTheMargins() throws {
    let posterior = try #require(
      dater.posterior(of: cluster, nuisances: nuisances, outlierPrior: prior))
    let draws = posterior.draws(400)
    let logit = try #require(posterior.outlierLogit)
    let logits = draws.map { log($0.outlierFraction / (1 - $0.outlierFraction)) }
    expectClose(
      try #require(Statistics.mean(draws.map(\.log10AgeMyr))), posterior.age.density.mean,
      .absolute(2e-3, because: "400 evenly spaced quantiles, dex"))
    expectClose(
      try #require(Statistics.mean(logits)), logit.mean,
      .absolute(0.03, because: "400 evenly filled quantiles at the nearest age"))
  }
}
