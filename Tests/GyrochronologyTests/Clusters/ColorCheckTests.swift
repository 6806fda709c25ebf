// SPDX-License-Identifier: GPL-3.0-or-later
// Whether colors that disagree on an age are found, and how large a disagreement is.

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Testing
import _TestSupport

@testable import Gyrochronology

@Suite struct ColorCheckTests {
  private static func normal(_ mean: Double, _ sigma: Double) throws -> GriddedDensity {
    let grid = AgeGrid.grid(nodeCount: 600)
    return try #require(
      GriddedDensity(grid: grid, logValues: grid.map { Normal.logDensity(($0 - mean) / sigma) }))
  }

  @Test(arguments: [(2.0, 0.05, 2.2, 0.1, 0.1), (2.4, 0.1, 2.0, 0.05, 0), (2, 0.1, 2, 0.2, 0.05)])
  func ofNormalAgesItIsTheDifferenceOverItsError(
    first: Double, firstSigma: Double, second: Double, secondSigma: Double, sigma: Double
  ) throws {
    let error = hypot(hypot(firstSigma, secondSigma), sigma)
    let found = ColorCheck.disagreement(
      try Self.normal(first, firstSigma), try Self.normal(second, secondSigma), sigma: sigma)
    expectClose(
      found, (first - second) / error,
      .absolute(0.01, because: "steps of 0.007 dex, of which half a step is a tie without blur"))
  }

  @Test func whatIsFarApartIsFinite() throws {
    let (young, old) = (try Self.normal(1, 0.02), try Self.normal(3.5, 0.02))
    #expect(ColorCheck.disagreement(young, old, sigma: 0.01) == -8)
    #expect(ColorCheck.disagreement(old, young, sigma: 0.01) == 8)
  }

  /// Members of one age, and of another where they are blue.
  private static func group(
    _ model: LoadedModel, blue: Double, red: Double, starCount: Int = 60
  ) -> ClusterInput {
    let colors = ForwardModel.usualColors(of: model)
    let candidates = (0..<starCount).compactMap { index -> ClusterCandidate? in
      var random = RandomStream(seed: 4).child("star", index)
      let isBlue = index < starCount / 2
      let (start, end) = isBlue ? (0.6, 1.2) : (1.2, 1.8)
      var population = MockPopulation(
        log10AgeMyr: (isBlue ? blue : red)...(isBlue ? blue : red),
        bpRp0: (start...end).clamped(to: colors),
        bpRp0Sigma: model.rotation.medianBpRp0Sigma ?? 0.03)
      population.outlierFraction = 0
      guard let star = population.star(model.rotation, using: &random),
        let period = RotationPeriod.days(pow(10, star.log10PeriodDays))
      else { return nil }
      return ClusterCandidate(
        id: "\(index)",
        observation: StarObservation(
          period: period, color: .intrinsic(Measured(star.bpRp0, sigma: population.bpRp0Sigma))))
    }
    return ClusterInput(name: "mock", candidates: candidates)
  }

  private static func estimator(_ model: LoadedModel) throws -> ClusterAgeEstimator {
    var assumptions = AgeAssumptions()
    assumptions.gridCount = 200
    return try ClusterAgeEstimator(stars: AgeEstimator(model: model, assumptions: assumptions))
  }

  @Test func colorsOfOneAgeAgreeAndThoseOfTwoDoNot() throws {
    let model = try LoadedModel()
    let groups = [(2.8, 2.8), (2.2, 3.3)].map { Self.group(model, blue: $0.0, red: $0.1) }
    let found = try Self.estimator(model).onGrid(groups, seed: 1, threadCount: 2)
    let checks = try found.clusters.map { try #require($0.age?.colors) }
    #expect(!checks[0].isDisagreement, "\(checks[0].worst)")
    #expect(checks[1].isDisagreement && checks[1].halves.disagreement < -3, "\(checks[1].halves)")
    #expect(found.clusters.map { $0.flags.contains(.colorDisagreement) } == [false, true])
    #expect(!found.isSound)
    #expect(found.warnings.map(\.code) == [.colorDisagreement])
    for check in checks {
      #expect(check.quarters.count == 4)
      for comparison in check.quarters + [check.halves] {
        #expect(comparison.part.starCount + comparison.rest.starCount == 60)
        #expect(comparison.part.q16 < comparison.part.q50)
      }
      #expect(check.quarters[0].bpRp0.upperBound <= check.quarters[1].bpRp0.lowerBound)
    }
  }

  @Test func tooFewStarsAreNotCompared() throws {
    let model = try LoadedModel()
    let few = Self.group(model, blue: 2.8, red: 2.8, starCount: 2 * ColorCheck.minimumPartCount - 1)
    let some = Self.group(model, blue: 2.8, red: 2.8, starCount: 2 * ColorCheck.minimumPartCount)
    let found = try Self.estimator(model).onGrid([few, some], seed: 1, threadCount: 2).clusters
    #expect(try #require(found[0].age).colors == nil)
    #expect(try #require(found[1].age?.colors).quarters.isEmpty)
  }
}
