// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a cluster from prior and likelihood, and what one star does to it.

import Foundation
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

/// Stars that are certain members, each with a normal density of log10 age in place of one of periods.
private struct NormalStars: ClusterLikelihood {
  /// By star the most likely age, dex of Myr.
  let centers: [Double]
  /// The standard deviation of each, dex.
  var sigma = 0.2
  /// Whether an age is possible.
  var isPossible: @Sendable (Double) -> Bool = { _ in true }

  var stars: [Star] {
    centers.map { _ in
      Star(log10PeriodDays: 1, bpRp0: 1, log10BpRp0Sigma: -2, membershipProbability: 1)
    }
  }
  var logBackgroundDensities: [Double] { centers.map { _ in -1.5 } }

  func flowLogDensities(
    at log10AgesMyr: [Double], otherwise parameters: ClusterParameters
  ) -> [[Double]] {
    centers.map { center in
      log10AgesMyr.map { age in
        isPossible(age)
          ? Normal.logDensity((age - center - parameters.zeroPoint) / sigma) - log(sigma)
          : -.infinity
      }
    }
  }
}

@Suite struct ClusterDaterTests {
  /// Without outliers the product of normal densities is one again.
  private let nuisances = ClusterParameters(log10AgeMyr: 0, outlierFraction: 0)
  private static let centers = (0..<40).map { 2.2 + 0.01 * Double($0 % 7) }

  @Test(arguments: [1, 4, 40]) func aProductOfNormalDensitiesIsNormal(starCount: Int) throws {
    let centers = Array(Self.centers.prefix(starCount))
    let cluster = NormalStars(centers: centers)
    let dater = try ClusterDater()
    let mean = centers.reduce(0, +) / Double(starCount)
    for age in [
      try #require(dater.posterior(of: cluster, nuisances: nuisances)).age,
      try #require(dater.age(of: cluster, averagedOver: [WeightedNuisances(nuisances)])),
    ] {
      expectClose(
        age.density.mean, mean, .absolute(1e-9, because: "the trapezoid rule on a Gaussian, dex"))
      expectClose(
        age.density.sigma, 0.2 / Double(starCount).squareRoot(),
        .absolute(1e-9, because: "the same"))
    }
  }

  @Test(arguments: [1, 4, 40]) func negligibleAgesChangeNothing(starCount: Int) throws {
    let dater = try ClusterDater(prior: .uniform)
    let cluster = NormalStars(centers: Array(Self.centers.prefix(starCount)))
    var fraction = nuisances
    fraction.outlierFraction = 0.05
    for nuisances in [nuisances, fraction] {
      let whole = try #require(dater.posterior(of: cluster, nuisances: nuisances)).age
      let likely = try #require(
        dater.age(of: cluster, averagedOver: [WeightedNuisances(nuisances)]))
      for (one, other) in zip(whole.density.values, likely.density.values) where other > 0 {
        expectClose(one, other, .relative(1e-12, because: "e^-50 of the probability is left out"))
      }
      expectClose(
        likely.logEvidence, whole.logEvidence, .absolute(1e-12, because: "the same, nat"))
      #expect(starCount < 40 || likely.density.values.contains(0))
    }
  }

  /// A mixture of two zero points with weights of 0.3 and 0.7.
  @Test func nuisancesAreAveragedAsProbabilities() throws {
    let dater = try ClusterDater()
    let cluster = NormalStars(centers: Self.centers)
    func weighted(_ zeroPoint: Double, _ weight: Double) -> WeightedNuisances {
      var parameters = nuisances
      (parameters.zeroPoint, parameters.outlierFraction) = (zeroPoint, 0.1)
      return WeightedNuisances(parameters, logWeight: log(weight))
    }
    let (low, high) = (weighted(-0.05, 0.3), weighted(0.05, 0.7))
    let both = try #require(dater.age(of: cluster, averagedOver: [low, high]))
    let (first, second) = (
      try #require(dater.age(of: cluster, averagedOver: [low])),
      try #require(dater.age(of: cluster, averagedOver: [high]))
    )
    expectClose(
      both.logEvidence, logAddExp(first.logEvidence, second.logEvidence),
      .absolute(1e-10, because: "the evidence of a mixture is the sum, nat"))
    let share = exp(first.logEvidence - both.logEvidence)
    expectClose(
      share, 0.3, .absolute(1e-3, because: "a shift of the ages leaves the evidence as it is"))
    expectClose(
      both.density.mean, share * first.density.mean + (1 - share) * second.density.mean,
      .absolute(1e-10, because: "means of a mixture add with the shares of the evidence, dex"))
    #expect(abs(first.density.mean - second.density.mean) > 0.05)
  }

  @Test func withoutAStar() throws {
    let dater = try ClusterDater(grid: AgeGrid.grid(nodeCount: 60))
    func posterior(_ centers: [Double]) throws -> ClusterPosterior {
      try #require(dater.posterior(of: NormalStars(centers: centers), nuisances: nuisances))
    }
    let without = try #require(try posterior([2.1, 2.6, 2.3, 2.2]).age(without: 1))
    let never = try posterior([2.1, 2.3, 2.2]).age
    for (one, other) in zip(without.density.values, never.density.values) {
      expectClose(one, other, .relative(1e-10, because: "a sum in another order"))
    }
  }

  /// A likelihood of zero makes an age impossible, and taking such a star out is no subtraction.
  @Test func impossibleAgesHaveNoDensity() throws {
    let dater = try ClusterDater(grid: AgeGrid.grid(nodeCount: 60))
    let young = NormalStars(centers: [2.1, 2.3], isPossible: { $0 < 2.2 })
    let posterior = try #require(dater.posterior(of: young, nuisances: nuisances))
    for (age, density) in zip(dater.grid, posterior.age.density.values) {
      #expect((density > 0) == (age < 2.2))
    }
    let without = try #require(posterior.age(without: 0))
    #expect(without.density.values.allSatisfy { $0.isFinite })
    let impossible = NormalStars(centers: [2.1], isPossible: { _ in false })
    #expect(dater.posterior(of: impossible, nuisances: nuisances) == nil)
    #expect(
      dater.age(of: impossible, averagedOver: [WeightedNuisances(nuisances)]) == nil)
    // An outlier says nothing of the age.
    var outliers = nuisances
    outliers.outlierFraction = 1
    let flat = try #require(dater.posterior(of: impossible, nuisances: outliers))
    expectClose(
      flat.age.density.mean, 2.07, .absolute(1e-9, because: "the middle of the prior, dex"))
  }
}
