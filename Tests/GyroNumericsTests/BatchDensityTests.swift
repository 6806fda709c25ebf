// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@Suite struct BatchDensityTests {
  let coarse = Grid(0...4.4, count: 352)
  let grid = Grid(0...4.2, count: 1001)

  /// Two peaks and a background, times a sloping factor.
  func density(_ x: Double) -> Double {
    1.3 * exp(-0.5 * pow((x - 1.1) / 0.2, 2)) + 0.9 * exp(-0.5 * pow((x - 2.9) / 0.35, 2))
  }
  func logFactor(_ x: Double) -> Double { 0.6 * x - 40 }

  func both(weight: Double = 0.95, background: Double = 0.012) throws -> (
    BatchDensity, GriddedDensity
  ) {
    let fast = BatchDensity(coarse: coarse, grid: grid, logFactors: grid.map(logFactor))
    let given = coarse.map { Float(density($0)) }
    #expect(
      given.withUnsafeBufferPointer {
        fast.update(densities: $0, weight: weight, background: background)
      })
    let exact = try #require(
      GriddedDensity(
        grid: grid,
        logValues: grid.map { log(weight * density($0) + background) + logFactor($0) }))
    return (fast, exact)
  }

  static let single = Closeness.absolute(
    2e-5, because: "cubic between nodes 0.0125 apart, in single precision")

  @Test func numbersAreThoseOfAGriddedDensity() throws {
    let (fast, exact) = try both()
    for probability in [0, 0.025, 0.16, 0.5, 0.84, 0.975, 1] {
      expectClose(fast.quantile(probability), exact.quantile(probability), Self.single)
    }
    expectClose(fast.mean, exact.mean, Self.single)
    expectClose(fast.sigma, exact.sigma, Self.single)
    expectClose(fast.mode, exact.mode, .absolute(grid.step, because: "a node or its neighbor"))
    expectClose(fast.logIntegral, exact.logIntegral, Self.single)
    let highest = exact.values.max() ?? 0
    for node in [0, 300, 1000] {
      expectClose(fast.relativeValue(at: node), exact.values[node] / highest, Self.single)
      expectClose(Double(fast.densities[node]), exact.values[node], Self.single)
    }
  }

  /// The largest likelihood is at 1.1, whatever the factor makes of the density; one beyond the grid counts as well.
  @Test func theLikelihoodAtAPlaceBesideTheLargest() throws {
    let (fast, _) = try both()
    func logLikelihood(_ place: Double) -> Double { log(0.95 * density(place) + 0.012) }
    for place in [0, 0.7, 1.1, 2.3, 2.9, 4.2] {
      expectClose(
        fast.logRatioOfHighest(to: place), logLikelihood(1.1) - logLikelihood(place),
        .absolute(2e-3, because: "linear between nodes 0.0125 apart"))
    }
    let part = Grid(2.5...4.2, count: 401)
    let limited = BatchDensity(coarse: coarse, grid: part, logFactors: part.map(logFactor))
    let given = coarse.map { Float(density($0)) }
    #expect(
      given.withUnsafeBufferPointer {
        limited.update(densities: $0, weight: 0.95, background: 0.012)
      })
    expectClose(
      limited.logRatioOfHighest(to: 2.9), logLikelihood(1.1) - logLikelihood(2.9),
      .absolute(2e-3, because: "linear between nodes 0.0125 apart"))
  }

  @Test(arguments: [0.3, 0.68, 0.95]) func intervalsOfHighestDensity(probability: Double) throws {
    let (fast, exact) = try both()
    let (found, expected) = (
      fast.highestDensityIntervals(holding: probability),
      exact.highestDensityIntervals(holding: probability)
    )
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) {
      let level = Closeness.absolute(2e-4, because: "the level is found to 1e-5")
      expectClose(found.lowerBound, expected.lowerBound, level)
      expectClose(found.upperBound, expected.upperBound, level)
    }
  }

  @Test func aZeroFactorLeavesNothing() {
    let fast = BatchDensity(coarse: coarse, grid: grid, logFactors: grid.map { -$0 * 1e6 - 1e9 })
    let given = coarse.map { Float(density($0)) }
    #expect(given.withUnsafeBufferPointer { fast.update(densities: $0, weight: 1, background: 1) })
    #expect(fast.mode == 0)
    expectClose(fast.mean, 0, .absolute(1e-6, because: "all of it lies at the first node"))
  }
}
