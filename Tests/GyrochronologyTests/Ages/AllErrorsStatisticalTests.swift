// SPDX-License-Identifier: GPL-3.0-or-later
// Posteriors with every error switched on are calibrated: the true age is uniform in its CDF.

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology
import Testing
import _TestSupport

@Suite struct AllErrorsStatisticalTests {
  /// χ² in 8 cells of the posterior CDF at the true age of mock stars.
  ///
  /// As Talts et al. (2018) have it. Period error up to 30 percent, aliases, membership, color error and
  /// extinction with its error. With 7 degrees of freedom χ² exceeds 40.5 once in a million. The daily
  /// run takes the nodes of summaries, the slow one (`GYRO_SLOW`) the exact integral.
  func chiSquared(_ choices: MockStar.Choices, seed: UInt64) throws -> Double {
    let flow = try LoadedModel().rotation
    let likelihood = RotationLikelihood(
      flow: flow, mixture: OutlierMixture(outlierFraction: choices.outlierFraction),
      aliases: choices.aliases)
    let grid = AgeGrid.grid(nodeCount: slowTestsAreWanted ? 200 : 60)
    let logPrior = try AgePrior.logUniform.logDensities(over: grid)
    let random = RandomStream(seed: seed).child("all errors")
    let (starCount, cellCount) = (slowTestsAreWanted ? 2000 : 320, 8)
    let ranks = try concurrentMap(count: starCount, threadCount: 2) { index in
      Result<Double, any Error> {
        var random = random.child("star", index)
        let star = try MockStar(choices, flow: flow, using: &random)
        let integral = likelihood.integral(of: star.star)
        let logLikelihoods =
          slowTestsAreWanted
          ? likelihood.logLikelihoods(of: integral, at: grid)
          : likelihood.logLikelihoods(
            of: LikelihoodNodes(integral, resolution: .summary), at: grid)
        let posterior = AgePosterior(
          grid: grid, logLikelihoods: logLikelihoods, logPrior: logPrior)
        return posterior?.density.cdf(star.log10AgeMyr) ?? 1
      }
    }.map { try $0.get() }
    var counts = [Double](repeating: 0, count: cellCount)
    for rank in ranks { counts[min(cellCount - 1, Int(rank * Double(cellCount)))] += 1 }
    let expected = Double(starCount) / Double(cellCount)
    let chiSquared = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    if slowTestsAreWanted {
      print("bias \(choices.periodBias): stars a cell \(counts.map { Int($0) }), χ² \(chiSquared)")
    }
    return chiSquared
  }

  @Test(arguments: testSeeds) func calibrated(seed: UInt64) throws {
    #expect(try chiSquared(MockStar.Choices(), seed: seed) < 40.5)
  }

  @Test(arguments: testSeeds) func aBiasOfThePeriodsIsSeen(seed: UInt64) throws {
    var biased = MockStar.Choices()
    biased.periodBias = 0.4
    #expect(try chiSquared(biased, seed: seed) > 40.5)
  }
}

/// How often each flag is right, on mocks: prints the table of `Validation/Results/flags.md`.
@Suite(.enabled(if: slowTestsAreWanted, "set GYRO_SLOW=1 for the calibration of the flags"))
struct FlagCalibrationStatisticalTests {
  /// A flag, what it says, and whether that is so.
  private struct Rule {
    let flag: AgeFlag
    let words: String
    let expected: Double?
    let isRight: (MockStar, StarAge) -> Bool

    init(
      _ flag: AgeFlag, _ words: String, _ expected: Double?,
      _ isRight: @escaping (MockStar, StarAge) -> Bool
    ) {
      (self.flag, self.words, self.expected, self.isRight) = (flag, words, expected, isRight)
    }
  }

  private struct Tally {
    var raised = 0, right = 0, rightElsewhere = 0
  }

  @Test func everyFlag() throws {
    let model = try LoadedModel()
    var choices = MockStar.Choices()
    choices.aliases = .usual
    choices.largestPeriodSigma = 0
    var assumptions = AgeAssumptions()
    assumptions.aliases = choices.aliases
    assumptions.gridCount = 200
    let estimator = try AgeEstimator(model: model, assumptions: assumptions)
    let domain = try #require(model.rotation.domain)
    let random = RandomStream(seed: 20_260_101).child("flags")
    let starCount = 3000
    let (mockChoices, mockModel) = (choices, model)
    let pairs = try concurrentMap(count: starCount, threadCount: 2) { index in
      Result<(MockStar, StarAge?), any Error> {
        var random = random.child("star", index)
        let star = try MockStar(mockChoices, flow: mockModel.rotation, using: &random)
        guard case .age(let age) = estimator.estimate(star.observation) else { return (star, nil) }
        return (star, age)
      }
    }.map { try $0.get() }
    let stars = pairs.compactMap { star, age in age.map { (star, $0) } }
    let rules: [Rule] = [
      Rule(.lowerLimit, "older than the 16 % quantile", 0.84) { $0.log10AgeMyr > $1.summary.q16 },
      Rule(.upperLimit, "younger than the 84 % quantile", 0.84) { $0.log10AgeMyr < $1.summary.q84 },
      Rule(.multimodal, "within the pieces of hpd68", 0.68) { star, age in
        age.summary.hpd68.contains { $0.contains(star.log10AgeMyr) }
      },
      Rule(.ageBeyondCalibration, "beyond the calibrators", nil) { star, _ in
        !domain.log10AgeMyr.contains(star.log10AgeMyr)
      },
      Rule(.preMainSequenceRange, "younger than 50 Myr", nil) { star, _ in
        star.log10AgeMyr < AgeFlag.preMainSequenceLog10AgeMyr
      },
      Rule(.periodLikelyAlias, "half or twice the true period", nil) { star, _ in star.isAlias },
      Rule(.periodLikelyOutlier, "an outlier", nil) { star, _ in star.isOutlier },
    ]
    var lines = ["| flag | raised | what it says | true where raised | expected | true elsewhere |"]
    lines.append("|---|---|---|---|---|---|")
    for rule in rules {
      let (flag, words, expected) = (rule.flag, rule.words, rule.expected)
      var tally = Tally()
      for (star, age) in stars {
        let right = rule.isRight(star, age) ? 1 : 0
        if age.flags.contains(flag) {
          tally.raised += 1
          tally.right += right
        } else {
          tally.rightElsewhere += right
        }
      }
      func percent(_ part: Int, of whole: Int) -> String {
        whole > 0 ? String(format: "%.1f %%", 100 * Double(part) / Double(whole)) : ""
      }
      lines.append(
        "| `\(flag.rawValue)` | \(percent(tally.raised, of: stars.count)) | \(words) | "
          + "\(percent(tally.right, of: tally.raised)) of \(tally.raised) | "
          + "\(expected.map { "\(Int(100 * $0)) %" } ?? "") | "
          + "\(percent(tally.rightElsewhere, of: stars.count - tally.raised)) |")
      if let expected, tally.raised > 0 {
        // Five standard deviations of a count: once in two million.
        let sigma = (expected * (1 - expected) / Double(tally.raised)).squareRoot()
        #expect(
          abs(Double(tally.right) / Double(tally.raised) - expected) < 5 * sigma + 0.05,
          "\(flag.rawValue)")
      }
    }
    lines.append("\(stars.count) of \(starCount) stars have an age.")
    FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
  }
}
