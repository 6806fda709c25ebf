// SPDX-License-Identifier: GPL-3.0-or-later
// The fast likelihood of a cluster against the flow itself, with the default model.

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology
import Testing
import _TestSupport

/// What is swept over, and what is assumed of the periods.
private struct Sweep: CustomTestStringConvertible {
  let name: String
  let ages: Grid
  var aliases = AliasMixture.none
  var zeroPoint = 0.0
  /// Of the periods, dex.
  var periodSigma = 0.0
  /// Of the colors, mag.
  var colorSigmas = 0.014...0.2
  /// The root mean square and the largest of the differences that are allowed, nat.
  var tolerance = (rms: 3e-4, largest: 0.01)
  var testDescription: String { name }

  static let all = [
    Sweep(name: "all ages", ages: AgeGrid.grid(nodeCount: 250)),
    Sweep(name: "all ages finely, a zero point", ages: AgeGrid.grid(), zeroPoint: 0.0371),
    Sweep(
      name: "a window, aliases", ages: Grid(1.9...2.6, count: 36), aliases: .usual,
      zeroPoint: -0.083),
    Sweep(
      name: "coarse ages, errors of the periods", ages: AgeGrid.grid(nodeCount: 84),
      aliases: .usual, periodSigma: 0.03),
    Sweep(
      name: "colors almost without an error", ages: AgeGrid.grid(nodeCount: 250),
      colorSigmas: 2e-5...0.01, tolerance: (rms: 1e-3, largest: 0.03)),
  ]
}

@Suite struct ClusterSweepLawTests {
  /// Stars of all colors, some beyond the bounds of the model, with any periods; every second one has the period of a
  /// star of some age.
  private static func stars(_ flow: RotationFlow, _ sweep: Sweep, count: Int) -> [Star] {
    let periods = OutlierMixture.log10PeriodDaysRange
    return (0..<count).map { index in
      var random = RandomStream(seed: 17).child(sweep.name).child("star", index)
      let (lower, upper) = (sweep.colorSigmas.lowerBound, sweep.colorSigmas.upperBound)
      let sigma = lower * pow(upper / lower, random.nextUniform())
      let covariates = Covariates(bpRp0: 0.2 + 4 * random.nextUniform(), sigma: sigma)
      let age = 0.3 + 3.8 * random.nextUniform()
      let any = periods.lowerBound + 4.25 * random.nextUniform()
      let period =
        index.isMultiple(of: 2)
        ? flow.sampledLog10PeriodDays(covariates, log10AgeMyr: age, using: &random) : any
      return Star(
        log10PeriodDays: min(max(period, -1.7), 2.45), log10PeriodDaysSigma: sweep.periodSigma,
        covariates: covariates, membershipProbability: 0.5 + 0.5 * random.nextUniform())
    }
  }

  private static func cluster(
    _ sweep: Sweep, count: Int, threadCount: Int = 2
  ) throws -> SweptClusterLikelihood {
    let flow = try LoadedModel().rotation
    return SweptClusterLikelihood(
      stars: stars(flow, sweep, count: count),
      likelihood: RotationLikelihood(
        flow: flow, aliases: sweep.aliases, groupBackground: .usual),
      threadCount: threadCount)
  }

  private static func parameters(_ sweep: Sweep) -> ClusterParameters {
    var parameters = ClusterParameters(log10AgeMyr: 0, outlierFraction: 0.05)
    parameters.zeroPoint = sweep.zeroPoint
    return parameters
  }

  /// A density that is wrong by one percent changes the log likelihood of a star that follows the flow by 0.01 nat.
  @Test(arguments: Sweep.all) fileprivate func aStarHasTheLikelihoodOfTheFlow(sweep: Sweep) throws {
    let cluster = try Self.cluster(sweep, count: 60)
    let (ages, parameters) = (Array(sweep.ages), Self.parameters(sweep))
    let fast = cluster.memberLogLikelihoods(at: ages, otherwise: parameters)
    let exact = cluster.exact.memberLogLikelihoods(at: ages, otherwise: parameters)
    let differences = zip(fast.joined(), exact.joined()).map { $0 - $1 }
    let rms = try #require(Statistics.rootMeanSquare(differences))
    let largest = differences.map(abs).max() ?? .infinity
    expectClose(
      rms, 0,
      .absolute(sweep.tolerance.rms, because: "single precision, knots between ages and colors"))
    expectClose(
      largest, 0, .absolute(sweep.tolerance.largest, because: "the same on the steepest flank"))
    #expect(differences.count == 60 * ages.count)
  }

  @Test func anAgeIsThatOfTheFlow() throws {
    let flow = try LoadedModel().rotation
    for (age, seed) in [(1.6, 1), (2.3, 2), (2.9, 3), (3.5, 4)] {
      let stars = try MockStars.stars(flow, log10AgeMyr: age, seed: UInt64(seed), count: 50)
      let cluster = SweptClusterLikelihood(
        stars: stars, likelihood: RotationLikelihood(flow: flow, groupBackground: .usual),
        threadCount: 2)
      let dater = try ClusterDater()
      func density(_ likelihood: some ClusterLikelihood) throws -> GriddedDensity {
        try #require(
          dater.posterior(
            of: likelihood, nuisances: ClusterParameters(log10AgeMyr: 0, outlierFraction: 0.05),
            outlierPrior: BetaPrior(alpha: 1, beta: 19))
        ).age.density
      }
      let (fast, exact) = (try density(cluster), try density(cluster.exact))
      for probability in [0.025, 0.16, 0.5, 0.84, 0.975] {
        expectClose(
          fast.quantile(probability), exact.quantile(probability),
          .absolute(1e-4, because: "a tenth of what is promised, dex"))
      }
      expectClose(
        fast.logIntegral / 50, exact.logIntegral / 50,
        .absolute(1e-4, because: "a tenth of what is promised, nat per star"))
    }
  }

  /// A table made of a sweep, where members differ in age and the zero point is anywhere.
  @Test func aTableOfASweepHasTheLikelihoodOfTheFlow() throws {
    let flow = try LoadedModel().rotation
    let stars = try MockStars.stars(flow, log10AgeMyr: 2.3, seed: 5, count: 80)
    let cluster = SweptClusterLikelihood(
      stars: stars, likelihood: RotationLikelihood(flow: flow, groupBackground: .usual),
      threadCount: 2)
    var priors = ClusterPriors()
    priors.ageSpread = 0.03
    let table = ClusterWindow(log10AgeMyr: 2.1...2.5, zeroPointReach: 0.1)
      .table(of: cluster, priors: priors)
    var random = RandomStream(seed: 6).child("places")
    let differences = (0..<12).map { place in
      var parameters = ClusterParameters(
        log10AgeMyr: 2.15 + 0.3 * random.nextUniform(), outlierFraction: 0.05)
      parameters.zeroPoint = 0.18 * random.nextUniform() - 0.09
      parameters.ageSpread = place.isMultiple(of: 2) ? 0 : 0.05 * random.nextUniform()
      return table.logLikelihood(parameters) - cluster.exact.logLikelihood(parameters)
    }
    expectClose(
      try #require(Statistics.rootMeanSquare(differences)) / 80, 0,
      .absolute(3e-4, because: "steps of 0.02 dex and 0.02 mag, nat per star"))
  }

  @Test func threadsChangeNoBit() throws {
    let sweep = Sweep.all[2]
    let values = try [1, 3].map { threadCount in
      try Self.cluster(sweep, count: 40, threadCount: threadCount)
        .flowLogDensities(at: Array(sweep.ages), otherwise: Self.parameters(sweep))
    }
    #expect(values[0] == values[1])
  }

  /// A star's density depends on no other star.
  @Test func aStarAloneIsThatOfItsCluster() throws {
    let sweep = Sweep.all[0]
    let cluster = try Self.cluster(sweep, count: 30)
    let all = cluster.flowLogDensities(at: Array(sweep.ages), otherwise: Self.parameters(sweep))
    let alone = SweptClusterLikelihood(
      stars: [cluster.stars[7]], likelihood: RotationLikelihood(flow: try LoadedModel().rotation)
    ).flowLogDensities(at: Array(sweep.ages), otherwise: Self.parameters(sweep))
    #expect(alone[0] == all[7])
  }
}

/// Stars of one age.
private enum MockStars {
  static func stars(
    _ flow: RotationFlow, log10AgeMyr: Double, seed: UInt64, count: Int
  ) throws -> [Star] {
    try (0..<count).map { index in
      var random = RandomStream(seed: seed).child("star", index)
      var population = MockPopulation(
        log10AgeMyr: log10AgeMyr...log10AgeMyr, bpRp0: 0.6...2.8, bpRp0Sigma: 0.04)
      population.outlierFraction = 0.05
      let mock = try #require(population.star(flow, using: &random))
      return Star(
        log10PeriodDays: mock.log10PeriodDays,
        covariates: Covariates(bpRp0: mock.bpRp0, sigma: 0.04))
    }
  }
}
