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
      + [try? .table(TabulatedLogDensity(log10AgesMyr: [1, 2, 4], logDensities: [0, 1, -1]))]
      .compactMap {
        $0
      })
  func everyPriorIntegratesToOne(prior: AgePrior) throws {
    // What the grid takes for the log of the normalization, against an adaptive integral of the
    // density itself, piece by piece between the ages where it bends.
    let node = 500
    let logNormalization =
      prior.logDensity(log10AgeMyr: grid[node]) - (try prior.logDensities(over: grid))[node]
    var integral = 0.0
    for piece in [0...1.0, 1...2, 2...4, 4...4.14] {
      integral += try Quadrature(absoluteTolerance: 1e-12).integrate(over: piece) {
        exp(prior.logDensity(log10AgeMyr: $0))
      }.value
    }
    expectClose(
      logNormalization, log(integral),
      .absolute(3e-3, because: "half a step of the grid at the ends of the table, 3 dex wide"))
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

  /// The density is known up to a constant, and is 1 where it is highest.
  @Test func aTableIsLinearBetweenItsNodesAndZeroOutside() throws {
    let prior = AgePrior.table(
      try TabulatedLogDensity(log10AgesMyr: [1, 2, 4], logDensities: [0, 1, -1]))
    #expect(prior.logDensity(log10AgeMyr: 1.5) == -0.5 && prior.logDensity(log10AgeMyr: 2) == 0)
    #expect(prior.logDensity(log10AgeMyr: 3) == -1)
    #expect(prior.logDensity(log10AgeMyr: 1) == -1 && prior.logDensity(log10AgeMyr: 4) == -2)
    #expect(prior.logDensity(log10AgeMyr: 0.9) == -.infinity)
    #expect(prior.logDensity(log10AgeMyr: 4.1) == -.infinity)
  }

  @Test func badTablesSayWhatIsWrong() {
    let short = #expect(throws: ModelError.self) {
      try TabulatedLogDensity(log10AgesMyr: [1], logDensities: [0])
    }
    #expect(short?.description.contains("1 ages and 1 densities") == true)
    let unordered = #expect(throws: ModelError.self) {
      try TabulatedLogDensity(log10AgesMyr: [1, 3, 2], logDensities: [0, 0, 0])
    }
    #expect(unordered?.description.contains("row 3") == true)
    #expect(throws: ModelError.self) {
      try TabulatedLogDensity(log10AgesMyr: [1, .nan], logDensities: [0, 0])
    }
  }

  @Test func aPriorBeyondTheGridIsRefused() throws {
    let table = AgePrior.table(
      try TabulatedLogDensity(log10AgesMyr: [5, 6], logDensities: [0, 0]))
    #expect(throws: ModelError.self) { try table.logDensities(over: grid) }
  }

  @Test func aPriorNarrowerThanTheGridIsRefused() throws {
    let spike = try TabulatedLogDensity(
      log10AgesMyr: [1, 2.0010, 2.0011, 2.0012, 4], logDensities: [-30, -30, 0, -30, -30])
    for prior in [
      AgePrior.normal(mean: 2.001, sigma: 1e-5), .normal(mean: 2, sigma: 0.002),
      .normal(mean: 9, sigma: 0.1), .table(spike),
    ] {
      let error = #expect(throws: ModelError.self, "\(prior)") {
        try prior.logDensities(over: grid)
      }
      #expect(error?.problem.contains("too narrow for an age grid of 1000 nodes") == true)
      #expect(error?.hint?.contains("--grid") == true)
    }
  }

  @Test func aFineGridHoldsWhatACoarseOneCannot() throws {
    let prior = AgePrior.normal(mean: 2, sigma: 0.01)
    let coarse = AgeGrid.grid(nodeCount: 200)
    #expect(throws: ModelError.self) { try prior.logDensities(over: coarse) }
    let density = try #require(
      GriddedDensity(grid: grid, logValues: try prior.logDensities(over: grid)))
    expectClose(density.quantile(0.84), 2.00994, .absolute(1e-3, because: "a quarter of a step"))
  }

  @Test func aTableFinerThanTheGridIsWelcomeWhereItIsSmooth() throws {
    let ages = Array(Grid(1...3, count: 20_000))
    let table = try TabulatedLogDensity(
      log10AgesMyr: ages, logDensities: ages.map { Normal.logDensity(($0 - 2) / 0.2) })
    #expect(try AgePrior.table(table).logDensities(over: grid).count == grid.count)
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
