// SPDX-License-Identifier: GPL-3.0-or-later
// One likelihood of a cluster, however its densities are computed.

import Foundation
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

/// Parameters at which the implementations are compared.
private struct Case: CustomTestStringConvertible {
  let name: String
  let parameters: ClusterParameters
  var testDescription: String { name }

  init(_ name: String, _ log10AgeMyr: Double, _ change: (inout ClusterParameters) -> Void) {
    var parameters = ClusterParameters(log10AgeMyr: log10AgeMyr, outlierFraction: 0.05)
    change(&parameters)
    (self.name, self.parameters) = (name, parameters)
  }

  static let all = [
    Case("nothing but an age", 2.31) { _ in },
    Case("a zero point", 2.27) { $0.zeroPoint = -0.037 },
    Case("shifted memberships", 2.36) { $0.membershipShift = 1.3 },
    Case("many outliers", 2.2) { $0.outlierFraction = 0.4 },
    Case("no outliers", 2.33) { $0.outlierFraction = 0 },
    Case("a spread of ages", 2.3) { $0.ageSpread = 0.04 },
    Case("everything", 2.41) {
      ($0.zeroPoint, $0.membershipShift) = (0.021, -0.7)
      ($0.outlierFraction, $0.ageSpread) = (0.12, 0.03)
    },
  ]
}

@Suite struct ClusterLikelihoodLawTests {
  let flow: RotationFlow
  let stars: [Star]
  let exact: DirectClusterLikelihood
  let table: TabulatedClusterLikelihood

  init() throws {
    flow = try exampleRotationFlow()
    stars = mockCluster(
      flow, starCount: 23, parameters: ClusterParameters(log10AgeMyr: 2.3, outlierFraction: 0.08),
      random: RandomStream(seed: 7).child("cluster"))
    let likelihood = RotationLikelihood(flow: flow)
    exact = DirectClusterLikelihood(stars: stars, likelihood: likelihood, threadCount: 2)
    var priors = ClusterPriors()
    priors.ageSpread = 0.05
    table = ClusterWindow(log10AgeMyr: 2.1...2.5, zeroPointReach: 0.06).table(
      of: SweptClusterLikelihood(stars: stars, likelihood: likelihood, threadCount: 2),
      priors: priors)
  }

  /// The product by the definition: a mixture for each star, one after the other.
  private func product(_ parameters: ClusterParameters) -> Double {
    let likelihood = RotationLikelihood(flow: flow)
    return stars.reduce(0) { sum, star in
      let density = (parameters.ageSpread > 0 ? (-8...8) : 0...0).reduce(into: (0.0, 0.0)) {
        let deviate = 0.5 * Double($1)
        let age = parameters.log10AgeMyr + parameters.ageSpread * deviate
        $0.0 +=
          Normal.density(deviate)
          * exp(
            likelihood.flowLogDensities(of: star.bluer(by: parameters.zeroPoint), at: [age])[0])
        $0.1 += Normal.density(deviate)
      }
      let odds = star.membershipProbability * exp(parameters.membershipShift)
      let weight =
        odds / (odds + 1 - star.membershipProbability) * (1 - parameters.outlierFraction)
      return sum
        + log(
          weight * density.0 / density.1 + (1 - weight) * likelihood.backgroundDensity(of: star))
    }
  }

  @Test(arguments: Case.all) fileprivate func theExactOneIsTheProductByItsDefinition(one: Case) {
    expectClose(
      exact.logLikelihood(one.parameters), product(one.parameters),
      .absolute(1e-10, because: "sums in another order, nat"))
  }

  @Test(arguments: Case.all) fileprivate func theTableAgreesWithTheExactOne(one: Case) {
    expectClose(
      table.logLikelihood(one.parameters), exact.logLikelihood(one.parameters),
      .absolute(0.05, because: "the error of a table with steps of 0.02, nat"))
    for (fast, slow) in zip(table.members(one.parameters), exact.members(one.parameters)) {
      expectClose(
        fast.logLikelihood, slow.logLikelihood,
        .absolute(0.02, because: "the error of one star in the table, nat"))
      expectClose(
        fast.outlierProbability, slow.outlierProbability,
        .absolute(0.01, because: "the same as a probability"))
    }
  }

  /// The sampler's loop has mixture and product in its own arithmetic.
  @Test(arguments: Case.all) fileprivate func theSamplersValueIsThatOfTheProtocol(one: Case) {
    expectClose(
      table.logLikelihoodWithGradient(one.parameters).value, table.logLikelihood(one.parameters),
      .absolute(1e-11, because: "logs of products instead of sums of logs, nat"))
  }

  @Test(arguments: Case.all) fileprivate func manyAgesAreOneAgeAfterTheOther(one: Case) {
    let ages = [2.15, 2.3, 2.42]
    for cluster in [exact, table] as [any ClusterLikelihood] {
      let together = cluster.logLikelihoods(at: ages, otherwise: one.parameters)
      for (age, value) in zip(ages, together) {
        var parameters = one.parameters
        parameters.log10AgeMyr = age
        #expect(cluster.logLikelihood(parameters) == value)
      }
      let members = cluster.memberLogLikelihoods(at: ages, otherwise: one.parameters)
      #expect(members.count == stars.count && members.allSatisfy { $0.count == ages.count })
    }
  }

  @Test(arguments: Case.all) fileprivate func keptDensitiesChangeNoBit(one: Case) {
    let likelihood = RotationLikelihood(flow: flow)
    let ages = [2.15, 2.3, 2.42]
    // Half of the stars are kept, with another membership, and one age too many.
    let cache = FlowDensityCache(
      of: stars.prefix(11).map {
        var star = $0
        star.membershipProbability = 0.2
        return star
      }, likelihood: likelihood, at: [2.0] + ages)
    let cached = DirectClusterLikelihood(stars: stars, likelihood: likelihood, cache: cache)
    #expect(
      cached.flowLogDensities(at: ages, otherwise: one.parameters)
        == exact.flowLogDensities(at: ages, otherwise: one.parameters))
    let others = RotationLikelihood(flow: flow, aliases: .usual)
    #expect(
      DirectClusterLikelihood(stars: stars, likelihood: others, cache: cache)
        .flowLogDensities(at: ages, otherwise: one.parameters)
        == DirectClusterLikelihood(stars: stars, likelihood: others)
        .flowLogDensities(at: ages, otherwise: one.parameters))
  }

  @Test func aSpreadOfAgesIsAnAverageOverAges() throws {
    var parameters = ClusterParameters(log10AgeMyr: 2.3, outlierFraction: 0.08)
    (parameters.zeroPoint, parameters.ageSpread) = (0.015, 0.07)
    let star = DirectClusterLikelihood(
      stars: [stars[4]], likelihood: RotationLikelihood(flow: flow))
    func density(_ age: Double, _ parameters: ClusterParameters) -> Double {
      exp(star.flowLogDensities(at: [age], otherwise: parameters)[0][0])
    }
    var sharp = parameters
    sharp.ageSpread = 0
    let average = try Quadrature(relativeTolerance: 1e-9).integrate(over: -8...8) { x in
      exp(Normal.logDensity(x)) * density(2.3 + 0.07 * x, sharp)
    }.value
    expectClose(
      density(2.3, parameters), average,
      .relative(1e-3, because: "the tails beyond four deviations, 6e-5 of the weight"))
  }

  @Test func aClusterWithoutStarsSaysNothing() throws {
    let none = DirectClusterLikelihood(stars: [], likelihood: RotationLikelihood(flow: flow))
    let parameters = Case.all[0].parameters
    #expect(none.logLikelihoods(at: [2, 3], otherwise: parameters) == [0, 0])
    #expect(none.members(parameters).isEmpty)
    #expect(
      try ClusterDater().age(of: none, averagedOver: [WeightedNuisances(parameters)]) == nil)
  }
}
