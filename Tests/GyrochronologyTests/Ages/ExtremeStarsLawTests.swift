// SPDX-License-Identifier: GPL-3.0-or-later
// Both engines on stars far beyond those that anybody observes: finite, ordered, and alike.

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology
import Testing
import _TestSupport

/// A normal run takes a small sample.
///
/// The search whose record is `Validation/Results/extreme-stars.md` is this suite with
/// `GYRO_EXTREME_STARS` and `GYRO_EXTREME_COMPARED` set.
@Suite struct ExtremeStarsLawTests {
  private static func count(_ name: String, _ usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual
  }
  /// Stars that the fast engine dates, and how many of them the exact engine dates as well.
  static let count = count("GYRO_EXTREME_STARS", 200)
  static let comparedCount = count("GYRO_EXTREME_COMPARED", 8)
  static let blockSize = 5000

  /// How far a quantile of one engine may be from the same quantile of the other, dex, or else its
  /// probability by the exact posterior from what it should be.
  ///
  /// Half a percent of probability makes a 68 percent interval one of 67 to 69 percent, which no test of coverage
  /// on the calibrators would notice.
  static let largestDifference = 0.05
  static let largestProbability = 0.005

  /// Everything that both engines share.
  struct Choice: Sendable {
    let aliases: AliasMixture
    let colorError: ColorErrorUse
    let prior: AgePrior

    var assumptions: AgeAssumptions {
      var assumptions = AgeAssumptions()
      (assumptions.aliases, assumptions.colorError) = (aliases, colorError)
      (assumptions.prior, assumptions.gridCount) = (prior, 100)
      return assumptions
    }
  }
  static let choices: [Choice] = [
    Choice(aliases: .none, colorError: .auto, prior: .logUniform),
    Choice(aliases: .usual, colorError: .auto, prior: .uniform),
    Choice(
      aliases: AliasMixture(half: 0.3, double: 0.6), colorError: .context,
      prior: .normal(mean: 2, sigma: 1)),
    Choice(aliases: .none, colorError: .marginal, prior: .logUniform),
  ]

  /// A number of any size: denormal, tiny, usual, large, or one of those that stand for something else.
  static func anyNumber(_ random: inout RandomStream, usual: ClosedRange<Double>) -> Double {
    switch random.nextIndex(below: 10) {
    case 0: pow(10, -324 + 320 * random.nextUniform())
    case 1:
      [0, .leastNonzeroMagnitude, 1e-300, 1e-30, 1e-16, 1, 99.99, 1e20, 1e308][
        random.nextIndex(below: 9)]
    case 2: pow(10, -6 + 9 * random.nextUniform())
    default: usual.lowerBound + random.nextUniform() * (usual.upperBound - usual.lowerBound)
    }
  }

  /// One star, by its number alone.
  static func star(_ index: Int) -> StarObservation? {
    var random = RandomStream(seed: 20_260_101).child("extreme", index)
    let log10Period = -2 + 4.8 * random.nextUniform()
    guard let period = RotationPeriod.days(pow(10, log10Period)) else { return nil }
    let periodSigma =
      random.nextUniform() < 0.3
      ? nil : period.days * anyNumber(&random, usual: 0...1)
    let colorSigma = random.nextUniform() < 0.1 ? nil : anyNumber(&random, usual: 0...1.2)
    let color: GaiaColor
    if random.nextUniform() < 0.5 {
      color = .intrinsic(Measured(-1.2 + 8 * random.nextUniform(), sigma: colorSigma))
    } else {
      let extinction = anyNumber(&random, usual: 0...8)
      let sigma = random.nextUniform() < 0.3 ? nil : anyNumber(&random, usual: 0...2)
      color = .observed(
        Measured(-1 + 9 * random.nextUniform(), sigma: colorSigma),
        behind: Measured(
          [.aV(extinction), .eBV(extinction), .eBpRp(extinction)][random.nextIndex(below: 3)],
          sigma: sigma))
    }
    return StarObservation(
      period: period, periodDaysSigma: periodSigma.flatMap { $0.isFinite ? $0 : nil }, color: color,
      membershipProbability: random.nextUniform() < 0.5 ? 1 : random.nextUniform())
  }

  static func quantiles(_ summary: AgeSummary) -> [(probability: Double, value: Double)] {
    [
      (0.025, summary.q025), (0.16, summary.q16), (0.5, summary.q50), (0.84, summary.q84),
      (0.975, summary.q975),
    ]
  }

  /// The stars at which the search found the engines farthest apart, when the fast one followed every error
  /// to three standard deviations: periods that no age makes likely, with errors that reach back to those
  /// that are.
  @Test(arguments: [
    (186.0, 176.0, 1.56, 0.5, ColorErrorUse.marginal), (270.3, 242.4, 1.923, 0.0142, .auto),
    (270.3, 270.0, 1.0, 0.3, .marginal), (300, 150, 0.8, 0.03, .auto),
    (0.05, 0.05, 2.5, 0.03, .auto),
  ])
  func tailsOfWideErrorsCount(
    days: Double, sigma: Double, bpRp0: Double, bpRp0Sigma: Double, use: ColorErrorUse
  ) throws {
    var assumptions = AgeAssumptions()
    (assumptions.colorError, assumptions.gridCount) = (use, 100)
    let estimator = try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
    let star = StarObservation(
      period: try #require(RotationPeriod.days(days)), periodDaysSigma: sigma,
      color: .intrinsic(Measured(bpRp0, sigma: bpRp0Sigma)))
    let age = try #require(
      AgeBatch(estimator, engine: .fast).estimates([star], threadCount: 1)[0].age)
    let exact = try #require(estimator.posterior(of: age))
    for (probability, value) in Self.quantiles(age.summary) {
      let found = exact.density.cdf(value)
      #expect(abs(found - probability) <= 0.005, "\(probability): \(found)")
    }
  }

  @Test(arguments: choices.indices) func enginesAgree(choice: Int) throws {
    let estimator = try AgeEstimator(
      model: LoadedModel(), assumptions: Self.choices[choice].assumptions)
    let batch = AgeBatch(estimator, engine: .fast)
    let (count, compared) = (
      Self.count / Self.choices.count, Self.comparedCount / Self.choices.count
    )
    var (ageCount, comparedCount) = (0, 0)
    var (largest, largestProbability, apart) = (0.0, 0.0, 0)
    for start in stride(from: 0, to: count, by: Self.blockSize) {
      let indices = (start..<min(start + Self.blockSize, count)).map {
        $0 * Self.choices.count + choice
      }
      let stars = indices.compactMap(Self.star)
      let estimates = batch.estimates(stars, threadCount: 2)
      for (star, estimate) in zip(stars, estimates) {
        guard case .age(let age) = estimate else { continue }
        ageCount += 1
        let quantiles = Self.quantiles(age.summary).map(\.value)
        let isSound =
          (quantiles + [age.summary.mean, age.summary.sigma, age.summary.logEvidence])
          .allSatisfy(\.isFinite)
          && quantiles == quantiles.sorted() && quantiles[0] >= 0 && quantiles[4] <= 4.14
          && !age.summary.hpd68.isEmpty && (0...1.001).contains(age.outlierShare)
        #expect(isSound, "\(star): \(age.summary)")
        // A star that goes through the lattice together with others is compared first.
        guard comparedCount < compared, let posterior = estimator.posterior(of: age) else {
          continue
        }
        comparedCount += 1
        let exact = Self.quantiles(posterior.summary)
        let difference = zip(quantiles, exact).map { abs($0 - $1.value) }.max() ?? 0
        let probability =
          zip(quantiles, exact).map { abs(posterior.density.cdf($0) - $1.probability) }.max() ?? 0
        largest = max(largest, difference)
        largestProbability = max(largestProbability, probability)
        if difference > Self.largestDifference { apart += 1 }
        #expect(
          difference <= Self.largestDifference || probability <= Self.largestProbability,
          "\(difference) dex, \(probability): \(star)")
      }
    }
    #expect(ageCount > count / 20 && comparedCount == min(compared, ageCount))
    if Self.count > 10_000 {
      print(
        "choice \(choice): \(count) stars, \(ageCount) with an age; \(comparedCount) compared, "
          + "largest difference \(largest) dex (\(apart) above \(Self.largestDifference)), "
          + "largest difference of a probability \(largestProbability)")
    }
  }
}
