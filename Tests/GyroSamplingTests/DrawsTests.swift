// SPDX-License-Identifier: GPL-3.0-or-later
// Draws come back by component, chain and draw; scalars by their quantiles.

import Testing
import _TestSupport

@testable import GyroSampling

@Suite struct DrawsTests {
  func draw(_ position: [Double], energy: Double) -> Draw {
    Draw(
      position: position, logDensity: -energy, energy: energy, acceptance: 0.5, gradientCount: 7,
      treeDepth: 3, isDivergent: energy > 3)
  }

  @Test func fieldsComeBackWhereTheyWere() {
    var draws = Draws(names: ["a", "b"], chainCount: 2)
    draws.append([
      [draw([1, 10], energy: 1), draw([2, 20], energy: 2)],
      [draw([3, 30], energy: 3), draw([4, 40], energy: 4)],
    ])
    #expect(draws.drawCount == 2)
    #expect(draws.component(0).chains == [[1, 2], [3, 4]])
    #expect(draws.component(named: "b")?.chains == [[10, 20], [30, 40]])
    #expect(draws.component(named: "c") == nil)
    #expect(draws.position(chain: 1, draw: 0) == [3, 30])
    #expect(draws.energies.chains == [[1, 2], [3, 4]])
    #expect(draws.logDensities.chains == [[-1, -2], [-3, -4]])
    #expect(draws.acceptances.pooled == [0.5, 0.5, 0.5, 0.5])
    #expect(draws.gradientCounts.pooled == [7, 7, 7, 7])
    #expect(draws.treeDepths.pooled == [3, 3, 3, 3])
    #expect(draws.divergenceCount == 1)
    #expect(draws.map { $0[0] + $0[1] }.chains == [[11, 22], [33, 44]])
  }

  @Test func quantilesAreLinearBetweenDraws() throws {
    let draws = ScalarChains([[4, 1], [3, 2]])
    #expect(draws.quantile(0) == 1)
    #expect(draws.quantile(0.5) == 2.5)
    #expect(draws.quantile(1) == 4)
    #expect(ScalarChains([[5]]).quantile(0.3) == 5)
    #expect(draws.mean == 2.5)
    expectClose(
      try #require(draws.sigma), 1.2909944487358056, .relative(1e-15, because: "√(5/3)"))
    #expect(ScalarChains([[5]]).sigma == nil)
  }

  @Test func equalDrawsShareTheirMeanRank() {
    let scores = ScalarChains([[1, 2], [2, 3]]).rankNormalized.chains
    #expect(scores[0][1] == 0 && scores[1][0] == 0)
    #expect(scores[0][0] == -scores[1][1])
    expectClose(scores[1][1], 1.0491313979639725, .relative(1e-9, because: "Φ⁻¹(3.625 / 4.25)"))
  }
}
