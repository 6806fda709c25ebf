// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of groups: sampled against exact, threads, members, flags, budget, predictive checks.

import Foundation
import GyroCatalogs
import GyroModel
import GyroNumerics
import GyroQuantities
import GyroSampling
import Testing
import _TestSupport

@testable import Gyrochronology

@Suite struct ClusterAgeEstimatorTests {
  let model: LoadedModel
  let truth: ClusterParameters
  let group: ClusterInput

  init() throws {
    model = try LoadedModel()
    var truth = ClusterParameters(log10AgeMyr: 2.5, outlierFraction: 0.05)
    truth.zeroPoint = 0.01
    self.truth = truth
    group = mockGroup(
      model.rotation, starCount: 14, parameters: truth,
      random: RandomStream(seed: 8).child("group"))
  }

  func estimator(
    _ priors: ClusterPriors = ClusterPriors(), calibration: Double? = nil,
    prior: AgePrior = .logUniform
  ) throws -> ClusterAgeEstimator {
    var assumptions = AgeAssumptions()
    (assumptions.gridCount, assumptions.prior) = (400, prior)
    return try ClusterAgeEstimator(
      stars: try AgeEstimator(model: model, assumptions: assumptions), priors: priors,
      calibration: calibration.map { CalibrationUncertainty(sigma: $0) }
        ?? CalibrationUncertainty())
  }

  func settings(_ drawCount: Int) -> SamplingSettings {
    var settings = SamplingSettings()
    (settings.chainCount, settings.warmupCount, settings.drawCount) = (2, 200, drawCount)
    settings.metric = .dense
    return settings
  }

  func sampled(
    _ estimator: ClusterAgeEstimator, drawCount: Int = 200, threadCount: Int = 2,
    _ inputs: [ClusterInput]? = nil, jointly: Bool = false
  ) throws -> ClusterEstimates {
    try estimator.sampled(
      inputs ?? [group], settings: settings(drawCount), jointly: jointly, seed: 4,
      threadCount: threadCount)
  }

  /// Quantiles of 1,200 draws against the exact ones: a difference of 4.89 standard errors comes once in a
  /// million; on top the spacing of the grid's nodes over 20.
  @Test(arguments: [Double.infinity, 40])
  func samplingAgreesWithTheGrid(outlierConcentration: Double) throws {
    var priors = ClusterPriors().withNuisancesFixed
    priors.outlierConcentration = outlierConcentration
    let estimator = try estimator(priors, calibration: 0)
    let draws = try #require(try sampled(estimator, drawCount: 600, [group]).clusters[0].age).draws
    let exact = try #require(
      try estimator.onGrid([group], seed: 1, threadCount: 2).clusters[0].age)
    let ages = ScalarChains([
      draws.prefix(600).map(\.log10AgeMyr), draws.suffix(600).map(\.log10AgeMyr),
    ])
    for (probability, value) in [
      (0.16, exact.summary.q16), (0.5, exact.summary.q50), (0.84, exact.summary.q84),
    ] {
      let error = try #require(MonteCarloError.quantile(probability, ages))
      expectClose(
        try #require(ages.quantile(probability)), value,
        .absolute(4.89 * error + 5e-4, because: "Monte-Carlo error, and that of the grid"))
    }
    let fractions = exact.parameters.first { $0.name == "outlier_fraction" }
    #expect((fractions == nil) == (outlierConcentration == .infinity))
    #expect((exact.budget.membership == nil) == (outlierConcentration == .infinity))
    guard let fractions else { return }
    let chains = ScalarChains([
      draws.prefix(600).map(\.outlierFraction), draws.suffix(600).map(\.outlierFraction),
    ])
    for (probability, value) in [
      (0.16, fractions.q16), (0.5, fractions.q50), (0.84, fractions.q84),
    ] {
      let error = try #require(MonteCarloError.quantile(probability, chains))
      expectClose(
        try #require(chains.quantile(probability)), value,
        .absolute(4.89 * error + 1e-3, because: "Monte-Carlo error, and that of 25 nodes"))
    }
  }

  @Test func threadsChangeNothing() throws {
    let estimator = try estimator()
    let one = try #require(try sampled(estimator, drawCount: 60, threadCount: 1).clusters[0].age)
    let three = try #require(try sampled(estimator, drawCount: 60, threadCount: 3).clusters[0].age)
    #expect(one.summary == three.summary && one.draws == three.draws)
    #expect(one.predictive == three.predictive && one.budget == three.budget)
  }

  @Test func theBudgetAddsUpToTheErrorOfTheAge() throws {
    let age = try #require(try sampled(try estimator()).clusters[0].age)
    let budget = age.budget
    let parts = [
      budget.statistical, try #require(budget.extinction), try #require(budget.membership),
      budget.calibration,
    ]
    expectClose(
      parts.reduce(0) { $0 + $1 * $1 }.squareRoot(), budget.total,
      .relative(0.01, because: "a density on 1,000 nodes, and negative parts cut at zero"))
    expectClose(budget.total, age.summary.sigma, .relative(1e-12, because: "the same number"))
    #expect(parts.allSatisfy { $0 >= 0 } && parts[0] > 0.005 && parts[1] > 0)
    let median = try #require(age.parameters.first { $0.name == "log10_age_myr_on_scale" }).q50
    #expect(budget.calibration == CalibrationUncertainty().sigma(log10AgeMyr: median))
    #expect(age.includesCalibration)
  }

  @Test func anOddStarIsAnOutlierAndEveryStarComesBack() throws {
    var candidates = group.candidates
    let odd = StarObservation(
      period: try #require(RotationPeriod.days(0.05)), color: .intrinsic(Measured(1.0, sigma: 0.02))
    )
    let blue = StarObservation(
      period: try #require(RotationPeriod.days(3)), color: .intrinsic(Measured(0.4, sigma: 0.02)))
    candidates += [
      ClusterCandidate(id: "odd", observation: odd),
      ClusterCandidate(id: "blue", observation: blue),
      ClusterCandidate(
        id: "broken", .failure(UnusableStar(.periodMissing, "the period is missing"))),
    ]
    let input = ClusterInput(name: "with an odd star", candidates: candidates)
    let estimator = try estimator()
    for cluster in [
      try sampled(estimator, [input]).clusters[0],
      try estimator.onGrid([input], seed: 1, threadCount: 2).clusters[0],
    ] {
      #expect(cluster.members.map(\.id) == candidates.map(\.id))
      #expect(cluster.usedCount == 15)
      let member = cluster.members[14]
      #expect(try #require(member.outlierProbability) > 0.9)
      // The age owes nothing to a star that is taken for an outlier.
      #expect(abs(try #require(member.influence)) < 0.005)
      #expect(cluster.members[15].reason?.message.contains("bluer") == true)
      #expect(cluster.members[16].reason == UnusableStar(.periodMissing, "the period is missing"))
      #expect(cluster.members[15].influence == nil)
    }
  }

  /// The sampler's influence is importance sampling; the grid's is computed without each star.
  @Test func influencesAgreeWithLeavingStarsOut() throws {
    let estimator = try estimator(ClusterPriors().withNuisancesFixed, calibration: 0)
    let sampled = try sampled(estimator, drawCount: 600).clusters[0].members
    let exact = try estimator.onGrid([group], seed: 1, threadCount: 2).clusters[0].members
    let scale = exact.reduce(0) { max($0, abs($1.influence ?? 0)) }
    #expect(scale > 0.001)
    for (one, other) in zip(sampled, exact) {
      expectClose(
        try #require(one.influence), try #require(other.influence),
        .absolute(0.25 * scale, because: "weights of 1,000 draws, a quarter of the largest"))
      expectClose(
        try #require(one.outlierProbability), try #require(other.outlierProbability),
        .absolute(0.02, because: "1,000 draws"))
    }
  }

  @Test func withoutUsableStarsThereIsNoAge() throws {
    let estimator = try estimator()
    let empty = ClusterInput(
      name: "none",
      candidates: [
        ClusterCandidate(id: "a", .failure(UnusableStar(.periodMissing, "the period is missing")))
      ])
    for estimates in [
      try sampled(estimator, [empty]), try estimator.onGrid([empty], seed: 1, threadCount: 1),
    ] {
      #expect(estimates.clusters[0].age == nil && !estimates.isSound)
      #expect(estimates.clusters[0].flags == [.noUsableStar])
      #expect(estimates.clusters[0].members.count == 1)
    }
  }

  @Test func aSmallGroupIsFlagged() throws {
    let few = ClusterInput(name: "few", candidates: Array(group.candidates.prefix(4)))
    let cluster = try estimator().onGrid([few], seed: 1, threadCount: 2).clusters[0]
    #expect(cluster.flags.contains(.fewStars))
    let enough = try estimator().onGrid([group], seed: 1, threadCount: 2).clusters[0]
    #expect(!enough.flags.contains(.fewStars) && !enough.flags.contains(.flowIncompatible))
  }

  /// Stars of two very different ages are no cluster of any age: either the periods are not what the model expects, or
  /// those of some colors say another age.
  @Test func aGroupThatIsNoneIsFlagged() throws {
    let groups = [1.2, 3.4].map { age in
      mockGroup(
        model.rotation, starCount: 25,
        parameters: ClusterParameters(log10AgeMyr: age, outlierFraction: 0.01),
        random: RandomStream(seed: 5).child("age", Int(10 * age)))
    }
    let mixed = ClusterInput(name: "two", candidates: groups.flatMap(\.candidates))
    let estimate = try estimator().onGrid([mixed], seed: 1, threadCount: 2).clusters[0]
    let age = try #require(estimate.age)
    #expect(
      !Set(estimate.flags).isDisjoint(with: [.flowIncompatible, .colorDisagreement]),
      "\(age.predictive.distributionProbability), \(String(describing: age.colors?.worst))")
  }

  /// Colors that are wrong by 0.4 mag: more stars show it better, and what they show is of the same size.
  @Test func theSizeOfAnEffectIsNotThatOfTheGroup() throws {
    var wrong = truth
    wrong.zeroPoint = -0.4
    let estimator = try estimator(ClusterPriors().withNuisancesFixed)
    func check(_ starCount: Int, _ parameters: ClusterParameters) throws -> PredictiveCheck {
      let group = mockGroup(
        model.rotation, starCount: starCount, parameters: parameters,
        random: RandomStream(seed: 8).child("effect"))
      return try #require(
        try estimator.onGrid([group], seed: 1, threadCount: 2).clusters[0].age
      ).predictive
    }
    let (small, large) = (try check(40, wrong), try check(160, wrong))
    let clean = try check(160, truth)
    #expect(large.distributionDistanceByChance < 0.6 * small.distributionDistanceByChance)
    expectClose(
      large.distributionDistanceByChance, 0.87 / 160.0.squareRoot(),
      .relative(0.1, because: "the mean of Kolmogorov's distance for large numbers"))
    #expect(large.distributionDistance > 1.5 * clean.distributionDistance)
    #expect(large.logLikelihoodDeficit > clean.logLikelihoodDeficit)
    expectClose(
      small.distributionDistance, large.distributionDistance,
      .absolute(small.distributionDistanceByChance, because: "chance in the smaller group"))
  }

  @Test func severalClustersShareTheirScales() throws {
    let other = mockGroup(
      model.rotation, starCount: 6,
      parameters: ClusterParameters(log10AgeMyr: 3, outlierFraction: 0.05),
      random: RandomStream(seed: 9).child("other"))
    let estimates = try sampled(try estimator(), drawCount: 100, [group, other], jointly: true)
    #expect(estimates.clusters.count == 2)
    #expect(estimates.shared.map(\.name) == ["zero_point_sigma_mag", "membership_shift_sigma"])
    let ages = try estimates.clusters.map { try #require($0.age).summary.q50 }
    #expect(abs(ages[0] - 2.5) < 0.4 && abs(ages[1] - 3) < 0.4, "\(ages)")
  }

  @Test func aSpreadOfAgesWidensTheAge() throws {
    var priors = ClusterPriors()
    priors.ageSpread = 0.1
    let age = try #require(try sampled(try estimator(priors), drawCount: 60).clusters[0].age)
    #expect(age.parameters.contains { $0.name == "age_spread_dex" && $0.q16 > 0 })
  }

  @Test func theErrorOfTheScaleIsThatOfTheFileItCites() throws {
    let root = PackageFolder.url
    let library = try CatalogLibrary(folder: root.appending(path: "Catalogs").path)
    let (one, other) = (try library.ageScale("chronoflow"), try library.ageScale("bouma-2023"))
    let differences = other.places.compactMap { place in
      place.subgroup == nil
        ? one.age(cluster: place.cluster).flatMap { age in
          other.age(cluster: place.cluster).map { $0.log10AgeMyr - age.log10AgeMyr }
        } : nil
    }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    expectClose(
      CalibrationUncertainty().scaleSigma, (mean * mean + variance / count).squareRoot(),
      .absolute(5e-4, because: "as printed"))

  }
  @Test(arguments: [
    (0.0, 0.40), (0.9, 0.40), (1.2, 0.24), (1.5, 0.08), (1.8, 0.09), (2.1, 0.10), (4.0, 0.045),
  ])
  func theScatterOfClustersIsLinearBetweenItsAges(log10AgeMyr: Double, sigma: Double) {
    var uncertainty = CalibrationUncertainty()
    uncertainty.clusterScatter = [(0.9, 0.40), (1.5, 0.08), (2.1, 0.10), (3.0, 0.045)].map {
      CalibrationUncertainty.Scatter(log10AgeMyr: $0.0, sigmaDex: $0.1)
    }
    let found = uncertainty.clusterSigma(log10AgeMyr: log10AgeMyr)
    expectClose(found, sigma, .absolute(1e-12, because: "worked out by hand"))
    expectClose(
      uncertainty.sigma(log10AgeMyr: log10AgeMyr), hypot(0.027, sigma),
      .absolute(1e-12, because: "in quadrature"))
    #expect(CalibrationUncertainty(sigma: 0.05).sigma(log10AgeMyr: log10AgeMyr) == 0.05)
  }
}
