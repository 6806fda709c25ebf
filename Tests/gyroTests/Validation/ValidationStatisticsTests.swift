// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology
import Testing
import _TestSupport

@testable import gyro_validate

/// The statistics of the suites, with answers known beforehand.
@Suite struct ValidationStatisticsTests {
  // MARK: Slow sequences

  /// 1.00 … 1.08 by 0.02 with outliers on one side, which pull a plain median up by 0.02.
  @Test func outliersAreClippedFromAMedian() throws {
    let sequence = [1.0, 1.02, 1.04, 1.06, 1.08]
    let clean = try #require(SlowSequence(log10PeriodsDays: sequence))
    let clipped = try #require(SlowSequence(log10PeriodsDays: [1.5, 1.6] + sequence.reversed()))
    #expect(clean.starCount == 5 && clipped.starCount == 5)
    #expect(clipped.log10PeriodDays == 1.04 && clean.log10PeriodDays == 1.04)
    // s² = (0.04² + 0.02²) · 2 / 4, and the error of a median is √(π/2) s / √n.
    let expected = (Double.pi / 2 * 0.001 / 5).squareRoot()
    expectClose(clipped.sigma, expected, .absolute(1e-12, because: "five values of O(1)"))
  }

  @Test func anEvenCountTakesTheMeanOfTheMiddleTwo() throws {
    let found = try #require(SlowSequence(log10PeriodsDays: [1.1, 1.0, 1.05, 1.02]))
    expectClose(found.log10PeriodDays, 1.035, .absolute(1e-15, because: "one mean"))
  }

  @Test(arguments: [[], [1.0], [0.0, 1.0]])
  func tooFewStarsAreNoSequence(periods: [Double]) {
    #expect(SlowSequence(log10PeriodsDays: periods) == nil)
  }

  @Test func theSlopeIsTheDifferenceOverTheDexOfAge() throws {
    let young = try #require(SlowSequence(log10PeriodsDays: [0.9, 1.0, 1.1]))
    let old = try #require(SlowSequence(log10PeriodsDays: [1.4, 1.5, 1.6]))
    let (slope, sigma) = young.slope(to: old, agesMyr: 100...1000)
    expectClose(slope, 0.5, .absolute(1e-12, because: "one decade of age"))
    expectClose(
      sigma, hypot(young.sigma, old.sigma), .absolute(1e-15, because: "one decade of age"))
  }

  /// A law P ∝ t^n is recovered whatever the weights, for slopes on both sides of the first guess.
  @Test(arguments: [0.2, 0.5, 0.8]) func aPowerLawIsRecovered(index: Double) throws {
    let sequences = try [100.0, 700, 2500].map { age in
      let middle = index * log10(age)
      return (
        ageMyr: age,
        sequence: try #require(
          SlowSequence(log10PeriodsDays: [middle - 0.01, middle, middle + age / 1e5]))
      )
    }
    let fit = try #require(SpinDownFit(sequences, log10AgeSigma: 0.05))
    expectClose(fit.line.slope, index, .absolute(1e-12, because: "three points of a line"))
    #expect(fit.clusterCount == 3 && fit.line.chiSquared < 1e-20)
  }

  /// The errors of ages alone: with σ_P = 0 the weights are equal, and σ_b = b σ_t / √Σ(x − x̄)².
  @Test func anErrorOfTheAgesIsInTheErrorOfTheSlope() throws {
    let sequences = try [100.0, 1000, 10000].map { age in
      (
        ageMyr: age,
        sequence: try #require(
          SlowSequence(log10PeriodsDays: [Double](repeating: 0.5 * log10(age), count: 3)))
      )
    }
    let fit = try #require(SpinDownFit(sequences, log10AgeSigma: 0.05))
    expectClose(
      fit.line.slopeSigma, 0.5 * 0.05 / 2.0.squareRoot(),
      .absolute(1e-12, because: "three equal weights"))
    #expect(SpinDownFit([sequences[0]], log10AgeSigma: 0.05) == nil)
  }

  // MARK: Intervals and ranks

  private func hit(_ median: Double, halfWidth: Double, truth: Double) throws -> IntervalHit {
    let grid = Grid(median - 6 * halfWidth...median + 6 * halfWidth, count: 2001)
    let posterior = try #require(
      AgePosterior(
        grid: grid,
        logLikelihoods: grid.map { -0.5 * pow(($0 - median) / halfWidth, 2) },
        logPrior: grid.map { _ in 0 }))
    return IntervalHit(posterior.summary, log10AgeMyr: truth)
  }

  /// Gaussian posteriors whose truths lie 0, 1.5, −1.5 and 3 standard deviations from the median.
  @Test func intervalsAreCounted() throws {
    let hits = try [0, 1.5, -1.5, 3].map {
      try hit(2, halfWidth: 0.1, truth: 2 - 0.1 * $0)
    }
    let found = try #require(IntervalSummary(hits))
    #expect((found.count, found.count68, found.count95) == (4, 1, 3))
    expectClose(
      found.rootMeanSquareError, 0.1 * (13.5 / 4).squareRoot(),
      .absolute(1e-4, because: "quantiles of a grid of 0.0006"))
    // q16 and q84 of a Gaussian are 0.9945 standard deviations from its median.
    expectClose(found.medianHalfWidth, 0.09945, .absolute(1e-4, because: "the same grid"))
    expectClose(found.meanDeviation, 0.75 / 0.9945, .absolute(1e-3, because: "the same grid"))
    #expect(IntervalSummary([]) == nil)
  }

  @Test func ranksOfEqualCountsHaveNoChiSquared() {
    let even = RankHistogram(
      (0..<100).map { (Double($0) + 0.5) / 100 }, cellCount: 20, expectedCount: 100)
    #expect(even.counts == [Int](repeating: 5, count: 20) && even.chiSquared == 0)
    // All in the last cell, the largest rank included: 95²/5 + 19 · 5.
    let one = RankHistogram([Double](repeating: 1, count: 100), cellCount: 20, expectedCount: 100)
    #expect(one.counts.last == 100 && one.chiSquared == 1900)
    // A star without a posterior is missing in its cell.
    #expect(RankHistogram([], cellCount: 20, expectedCount: 100).chiSquared == 100)
  }

  // MARK: Mock stars

  /// Extinction is put in front of a star as the program takes it off, and its error is part of the color's.
  @Test func mockStarsBehindExtinctionAreDereddenedToThemselves() throws {
    let model = try LoadedModel()
    let population = MockPopulation(log10AgeMyr: 2...3.5, bpRp0: 0.6...2.5, bpRp0Sigma: 0.04)
    let stars = population.stars(
      20, model.rotation, random: RandomStream(seed: 1), threadCount: 2)
    #expect(stars.count == 20)
    for star in stars {
      let plain = try #require(population.observation(of: star))
      let red = try #require(
        population.observation(of: star, behind: MockExtinction(aV: 0.5, sigma: 0.05)))
      guard case .observed(let bpRp, let extinction) = red.color else {
        Issue.record("no observed color")
        continue
      }
      let back = try #require(
        Dereddening(bpRp: bpRp.value, extinction: extinction, law: .constant))
      expectClose(back.bpRp0, star.bpRp0, .absolute(1e-9, because: "one root"))
      expectClose(
        back.bpRp0Sigma(bpRpSigma: try #require(bpRp.sigma)), 0.04,
        .absolute(2e-3, because: "the error depends a little on color and A_V"))
      #expect(plain.period == red.period)
      // The biased twin: 0.1 dex is 26 %.
      let biased = try #require(population.observation(of: star, log10PeriodShift: 0.1))
      expectClose(
        biased.period.days / plain.period.days, pow(10, 0.1),
        .absolute(1e-12, because: "one power"))
    }
  }

  @Test func aStarDoesNotDependOnTheOthers() throws {
    let model = try LoadedModel()
    let population = MockPopulation(log10AgeMyr: 2...3.5, bpRp0: 0.6...2.5, bpRp0Sigma: 0.04)
    func stars(_ count: Int, _ threads: Int) -> [MockStar] {
      population.stars(count, model.rotation, random: RandomStream(seed: 7), threadCount: threads)
    }
    #expect(Array(stars(12, 2).prefix(5)) == stars(5, 1))
  }

  // MARK: Numbers in texts

  @Test(arguments: [
    ("3", "-0.088"), ("+1", "-0.1"), ("%1", "-8.8 %"), (",0", "-0"), ("0", "-0"),
  ])
  func numbersHaveFormats(format: String, expected: String) {
    #expect(ResultText.text(-0.0877, format: format) == expected)
  }

  @Test func formatsThatAreNoneAreRefused() {
    #expect(ResultText.text(1, format: "x") == nil && ResultText.text(1, format: "") == nil)
    #expect(ResultText.text(12_345.6, format: ",1") == "12,345.6")
  }
}
