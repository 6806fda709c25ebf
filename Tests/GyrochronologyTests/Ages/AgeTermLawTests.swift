// SPDX-License-Identifier: GPL-3.0-or-later
// A posterior is the prior times rotation times every other term, whichever engine computes it.

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import GyroSampling
import Gyrochronology
import Testing
import _TestSupport

/// A kind of evidence that no other file knows: a normal density of log10 age.
private struct ToyTerm: AgeTerm {
  let mean, sigma: Double
  var name: String { "toy" }
  var logScale: Double { 3 }

  func logLikelihoods(over grid: Grid) -> [Double] {
    grid.map { -0.5 * ($0 - mean) * ($0 - mean) / (sigma * sigma) }
  }
}

@Suite struct AgeTermLawTests {
  private func star(_ index: Int) throws -> StarObservation {
    var random = RandomStream(seed: 31).child("star", index)
    return StarObservation(
      period: try #require(RotationPeriod.days(pow(10, 0.2 + 1.2 * random.nextUniform()))),
      periodDaysSigma: index.isMultiple(of: 3) ? 0.1 : nil,
      color: .intrinsic(Measured(0.7 + 1.5 * random.nextUniform(), sigma: 0.03)))
  }

  private func estimator() throws -> AgeEstimator {
    var assumptions = AgeAssumptions()
    assumptions.gridCount = 400
    return try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
  }

  @Test(arguments: 0..<12) func theFastRoadTakesTerms(index: Int) throws {
    let estimator = try estimator()
    let terms = AgeTerms([ToyTerm(mean: 2.0 + 0.1 * Double(index), sigma: 0.15)])
    let star = try star(index)
    let exact = try #require(estimator.estimate(star, terms: terms).age)
    let fast = try #require(
      AgeBatch(estimator, engine: .fast).estimates([star], terms: [terms], threadCount: 1)[0].age)
    #expect(fast.terms == terms && exact.terms == terms)
    let engines = Closeness.absolute(0.01, because: "the engines differ by their tables")
    expectClose(fast.summary.q50, exact.summary.q50, engines)
    expectClose(fast.summary.sigma, exact.summary.sigma, engines)
    expectClose(
      fast.summary.logEvidence, exact.summary.logEvidence, .absolute(0.02, because: "same"))
    let (one, other) = (try #require(fast.epistemicSigma), try #require(exact.epistemicSigma))
    expectClose(one, other, engines)
  }

  @Test func aNormalTermIsANormalPrior() throws {
    let star = try star(1)
    let withTerm = try #require(
      estimator().estimate(star, terms: AgeTerms([ToyTerm(mean: 2.6, sigma: 0.2)])).age)
    var assumptions = AgeAssumptions()
    (assumptions.gridCount, assumptions.prior) = (400, .normal(mean: 2.6, sigma: 0.2))
    let withPrior = try #require(
      AgeEstimator(model: LoadedModel(), assumptions: assumptions).estimate(star).age)
    expectClose(
      withTerm.summary.q50, withPrior.summary.q50, .absolute(1e-9, because: "the same product"))
  }

  @Test func termsMultiply() throws {
    let star = try star(2)
    // Two normal terms of equal width are one that is narrower by the root of two.
    let two = AgeTerms([ToyTerm(mean: 2.4, sigma: 0.3), ToyTerm(mean: 2.8, sigma: 0.3)])
    let one = AgeTerms([ToyTerm(mean: 2.6, sigma: 0.3 / 2.0.squareRoot())])
    let estimator = try estimator()
    let (first, second) = (
      try #require(estimator.estimate(star, terms: two).age),
      try #require(estimator.estimate(star, terms: one).age)
    )
    expectClose(
      first.summary.mean, second.summary.mean, .absolute(1e-9, because: "the same product"))
    #expect(two != one && two.logScale == 6)
  }

  @Test func aStarWithoutTermsIsNotTouchedByThoseOfOthers() throws {
    let estimator = try estimator()
    let stars = try (0..<3).map(star)
    let terms = AgeTerms([ToyTerm(mean: 2, sigma: 0.1)])
    let batch = AgeBatch(estimator, engine: .fast)
    let mixed = batch.estimates(stars, terms: [.none, terms, .none], threadCount: 2)
    let plain = batch.estimates(stars, threadCount: 2)
    #expect(mixed[0] == plain[0] && mixed[2] == plain[2] && mixed[1] != plain[1])
  }

  @Test func aGroupTakesATermAsAPrior() throws {
    let grid = AgeGrid.grid(nodeCount: 500)
    let product = try AgePrior.normal(mean: 2.4, sigma: 0.3)
      .times(AgeTerms([ToyTerm(mean: 2.8, sigma: 0.3)]), over: grid)
    let direct = AgePrior.normal(mean: 2.6, sigma: 0.3 / 2.0.squareRoot())
    for (one, other) in zip(
      try product.logDensities(over: grid), try direct.logDensities(over: grid)) where other > -20
    {
      expectClose(one, other, .absolute(1e-6, because: "two normalizations of one product"))
    }
    #expect(try AgePrior.uniform.times(.none, over: grid) == .uniform)
  }
}

extension AgeTermLawTests {
  private static var settings: SamplingSettings {
    var settings = SamplingSettings()
    (settings.chainCount, settings.warmupCount, settings.drawCount) = (2, 100, 100)
    return settings
  }

  @Test(arguments: [ClusterMethod.grid, .nuts]) func aGroupFollowsItsTerm(method: ClusterMethod)
    throws
  {
    let stars = try (0..<12).map { ClusterCandidate(id: "\($0)", observation: try star($0)) }
    let input = ClusterInput(name: "group", candidates: stars)
    func median(_ terms: AgeTerms) throws -> Double {
      let estimator = try ClusterAgeEstimator(stars: estimator(), terms: terms)
      let estimates =
        switch method {
        case .grid: try estimator.onGrid([input], seed: 1, threadCount: 2)
        case .nuts:
          try estimator.sampled([input], settings: Self.settings, seed: 1, threadCount: 2)
        }
      return try #require(estimates.clusters[0].age).summary.q50
    }
    let alone = try median(.none)
    // A term as narrow as this decides, wherever it lies within reach of the stars.
    for target in [alone - 0.1, alone + 0.1] {
      let found = try median(AgeTerms([ToyTerm(mean: target, sigma: 0.03)]))
      #expect(abs(found - target) < 0.05 && abs(found - alone) > 0.05)
    }
  }
}
