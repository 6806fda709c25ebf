// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import Testing

@Suite struct MockPopulationTests {
  private func stars(_ population: MockPopulation, count: Int) throws -> [MockStar] {
    let rotation = try exampleRotation(flowCount: 2)
    let root = RandomStream(seed: 11)
    return (0..<count).compactMap { index in
      var random = root.child("star", index)
      return population.star(rotation, using: &random)
    }
  }

  private var cluster: MockPopulation {
    MockPopulation(log10AgeMyr: 2.5...2.5, bpRp0: 0.6...2.5, bpRp0Sigma: 0.03)
  }

  @Test func whatIsDrawnLiesWhereItIsSaidTo() throws {
    var population = cluster
    population.periodDays = 0.5...20
    population.relativePeriodSigma = 0.1
    for star in try stars(population, count: 200) {
      #expect(star.log10AgeMyr == 2.5)
      #expect(population.bpRp0.contains(star.bpRp0))
      #expect((0.5...20).contains(pow(10, star.log10PeriodDays)))
      #expect(star.membershipProbability == 1)
      #expect(star.log10PeriodDays != star.log10TruePeriodDays)
    }
  }

  /// 1,000 stars: counts lie within 4.89 standard deviations, which fails once in a million.
  @Test func membershipProbabilitiesAreWhatTheyClaim() throws {
    var population = cluster
    population.fieldFraction = 0.3
    let stars = try stars(population, count: 1000)
    let expected = stars.reduce(0) { $0 + $1.membershipProbability }
    let variance = stars.reduce(0) {
      $0 + $1.membershipProbability * (1 - $1.membershipProbability)
    }
    let members = Double(stars.count { $0.origin != .field })
    #expect(abs(members - expected) < 4.89 * variance.squareRoot())
    let sigma = (1000 * 0.3 * 0.7).squareRoot()
    #expect(abs(expected - 700) < 4.89 * sigma)
    // A twin that claims too much is found out.
    #expect(abs(members - 1.3 * expected) > 4.89 * variance.squareRoot())
    let outliers = Double(stars.count { $0.origin == .outlier })
    #expect(abs(outliers - 0.05 * members) < 4.89 * (0.05 * 0.95 * members).squareRoot())
  }

  @Test func aSurveyThatFindsNothingGetsNoStar() throws {
    var population = cluster
    population.outlierFraction = 0
    population.periodDays = 1e-9...2e-9
    #expect(try stars(population, count: 1).isEmpty)
  }
}
