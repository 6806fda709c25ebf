// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Testing
import _TestSupport

@Suite struct AgePriorTests {
  static let priors: [AgePrior] = [
    .logUniform, .uniform, .normal(mean: 3.6, sigma: 0.1),
  ]
  let grid = AgeGrid.grid()

  @Test(
    arguments: priors
      + [try? .table(AgePriorTable(log10AgesMyr: [1, 2, 4], logDensities: [0, 1, -1]))].compactMap {
        $0
      })
  func everyPriorIntegratesToOne(prior: AgePrior) throws {
    let density = try #require(
      GriddedDensity(grid: grid, logValues: try prior.logDensities(over: grid)))
    expectClose(density.logIntegral, 0, .absolute(1e-12, because: "normalized by the same rule"))
  }

  @Test func uniformInLogAge() throws {
    let values = try AgePrior.logUniform.logDensities(over: grid)
    expectClose(values[500], -log(4.14), .absolute(1e-12, because: "one over the length"))
  }

  @Test func uniformInAgeHasHalfBelowHalfTheOldest() throws {
    let density = try #require(
      GriddedDensity(grid: grid, logValues: try AgePrior.uniform.logDensities(over: grid)))
    expectClose(
      pow(10, density.quantile(0.5)), pow(10, 4.14) / 2,
      .relative(1e-4, because: "trapezoid on steps of 0.004 dex"))
  }

  @Test func aTableIsLinearBetweenItsNodesAndZeroOutside() throws {
    let prior = AgePrior.table(
      try AgePriorTable(log10AgesMyr: [1, 2, 4], logDensities: [0, 1, -1]))
    #expect(prior.logDensity(log10AgeMyr: 1.5) == 0.5)
    #expect(prior.logDensity(log10AgeMyr: 3) == 0)
    #expect(prior.logDensity(log10AgeMyr: 1) == 0 && prior.logDensity(log10AgeMyr: 4) == -1)
    #expect(prior.logDensity(log10AgeMyr: 0.9) == -.infinity)
    #expect(prior.logDensity(log10AgeMyr: 4.1) == -.infinity)
  }

  @Test func badTablesSayWhatIsWrong() {
    let unordered = #expect(throws: ModelError.self) {
      try AgePriorTable(log10AgesMyr: [1, 3, 2], logDensities: [0, 0, 0])
    }
    #expect(unordered?.description.contains("row 3") == true)
    #expect(throws: ModelError.self) {
      try AgePriorTable(log10AgesMyr: [1, .nan], logDensities: [0, 0])
    }
    #expect(throws: ModelError.self) { try AgePriorTable(log10AgesMyr: [1], logDensities: [0]) }
  }

  @Test func aPriorBeyondTheGridIsRefused() throws {
    let table = AgePrior.table(try AgePriorTable(log10AgesMyr: [5, 6], logDensities: [0, 0]))
    #expect(throws: ModelError.self) { try table.logDensities(over: grid) }
  }
}

@Suite struct AgeGridTests {
  @Test func theUsualGrid() {
    #expect(AgeGrid.grid() == Grid(0...4.14, count: 1000))
    #expect(AgeGrid.grid(maximumAge: .gigayears(13.8)).range.upperBound == 4.14)
  }
  @Test func aMaximumAgeIsTheLastNode() {
    #expect(AgeGrid.grid(nodeCount: 11, maximumAge: .gigayears(10)) == Grid(0...4, count: 11))
  }
}
