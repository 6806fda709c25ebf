// SPDX-License-Identifier: GPL-3.0-or-later
// Summaries of samples: laws that hold for every sample, and numbers from numpy and scipy.

import GyroNumerics
import Testing
import _TestSupport

@Suite struct StatisticsLawTests {
  /// Samples of every small size, and one with equal values.
  static let samples: [[Double]] = {
    let random = RandomStream(seed: 20_261_127).child("samples")
    let drawn = (1...30).map { size in
      var numbers = random.child("sample", size)
      return (0..<size).map { _ in numbers.nextNormal() }
    }
    return drawn + [[2, 2, 2, 7, 2]]
  }()

  @Test(arguments: samples) func momentsAreTheirSums(_ sample: [Double]) throws {
    let count = Double(sample.count)
    let mean = sample.reduce(0, +) / count
    let rounding = Closeness.absolute(1e-14, because: "sums of at most 30 numbers of order 1")
    expectClose(try #require(Statistics.mean(sample)), mean, rounding)
    expectClose(
      try #require(Statistics.rootMeanSquare(sample)),
      (sample.reduce(0) { $0 + $1 * $1 } / count).squareRoot(), rounding)
    guard sample.count > 1 else { return #expect(Statistics.variance(sample) == nil) }
    let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    expectClose(try #require(Statistics.variance(sample)), variance, rounding)
    expectClose(
      try #require(Statistics.standardDeviation(sample)), variance.squareRoot(), rounding)
  }

  /// Location moves with the sample and spread does not; both grow with its scale.
  @Test(arguments: samples) func summariesFollowShiftAndScale(_ sample: [Double]) throws {
    let moved = sample.map { 1000 - 4 * $0 }
    let rounding = Closeness.absolute(1e-11, because: "64 ulp of 1000")
    for location in [Statistics.mean, Statistics.median] {
      let before = try #require(location(sample))
      expectClose(try #require(location(moved)), 1000 - 4 * before, rounding)
    }
    for spread in [Statistics.standardDeviation, Statistics.robustStandardDeviation] {
      guard let before = spread(sample), let after = spread(moved) else {
        #expect(sample.count == 1 && spread(sample) == nil && spread(moved) == nil)
        continue
      }
      expectClose(after, 4 * before, rounding)
    }
  }

  /// A quantile at p = k / (n − 1) is the value k, between two it lies on their chord, and it never falls.
  @Test(arguments: samples) func quantilesPassThroughTheOrderStatistics(_ sample: [Double]) throws {
    let sorted = sample.sorted()
    #expect(Statistics.quantile(0, sample) == sorted[0])
    #expect(Statistics.quantile(1, sample) == sorted[sorted.count - 1])
    let rounding = Closeness.absolute(1e-14, because: "a few ulp of numbers of order 1")
    var last = -Double.infinity
    for quarter in 0...(4 * (sorted.count - 1)) where sorted.count > 1 {
      let position = Double(quarter) / 4
      let (below, part) = (Int(position), position - position.rounded(.down))
      let above = min(below + 1, sorted.count - 1)
      let value = try #require(
        Statistics.quantile(position / Double(sorted.count - 1), sample))
      expectClose(value, (1 - part) * sorted[below] + part * sorted[above], rounding)
      #expect(value >= last - 1e-14)
      last = value
    }
  }

  /// Fewer than half of the values, wherever they are, leave a robust spread within that of the others.
  @Test func outliersDoNotReachTheRobustSpread() throws {
    var numbers = RandomStream(seed: 20_261_127).child("outliers")
    let normal = (0..<20_000).map { _ in numbers.nextNormal() }
    let clean = try #require(Statistics.robustStandardDeviation(normal))
    expectClose(clean, 1, .absolute(0.05, because: "5 times its error, 1.17 / √20000"))
    let spoiled = normal + Array(repeating: 1e6, count: 2000)
    let robust = try #require(Statistics.robustStandardDeviation(spoiled))
    #expect(robust < 1.25 * clean)
    #expect(try #require(Statistics.standardDeviation(spoiled)) > 1e5)
  }

  @Test func samplesFarFromZeroKeepTheirDigits() throws {
    let sample = (0..<1000).map { 1e9 + Double($0 % 2) }
    expectClose(
      try #require(Statistics.variance(sample)), 250 / 999.0,
      .relative(1e-9, because: "1e9 has 7 digits behind the point"))
  }

  @Test func numbersOfOtherPrograms() throws {
    let sample = [3.1, 0.2, 7.7, 5.9, 1.4, 2.6]
    let rounding = Closeness.relative(8 * .ulpOfOne, because: "8 ulp")
    // numpy 1.26: mean, std(ddof=1), quantile; scipy 1.11: median_abs_deviation(scale="normal").
    expectClose(try #require(Statistics.mean(sample)), 3.483333333333333, rounding)
    expectClose(
      try #require(Statistics.standardDeviation(sample)), 2.8166765285823407, rounding)
    expectClose(try #require(Statistics.quantile(0.1, sample)), 0.8, rounding)
    expectClose(try #require(Statistics.quantile(0.25, sample)), 1.7, rounding)
    expectClose(try #require(Statistics.median(sample)), 2.85, rounding)
    expectClose(
      try #require(Statistics.robustStandardDeviation(sample)), 3.0393345479364835, rounding)
  }

  @Test func noValuesHaveNoSummary() {
    let summaries = [
      Statistics.mean, Statistics.variance, Statistics.standardDeviation,
      Statistics.rootMeanSquare, Statistics.median, Statistics.robustStandardDeviation,
    ]
    for summary in summaries { #expect(summary([]) == nil) }
    #expect(Statistics.quantile(0.3, []) == nil)
  }
}
