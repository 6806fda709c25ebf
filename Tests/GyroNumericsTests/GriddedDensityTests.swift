// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@Suite struct GriddedDensityTests {
  let exact = Closeness.absolute(1e-12, because: "the same sums in another order")

  func density(_ values: [Double], over range: ClosedRange<Double> = 0...4) throws
    -> GriddedDensity
  {
    try #require(
      GriddedDensity(grid: Grid(range, count: values.count), logValues: values.map { log($0) }))
  }

  @Test func aTriangleByHand() throws {
    // Trapezoids 0.5, 1.5, 1.5, 0.5 of a triangle of height 2 over 0...4.
    let triangle = try density([0, 1, 2, 1, 0])
    expectClose(triangle.logIntegral, log(4), exact)
    expectClose(triangle.mean, 2, exact)
    // Trapezoid sum of (x - 2)² f: 2 · 1 · 1/4.
    expectClose(triangle.sigma, 0.5.squareRoot(), exact)
    #expect(triangle.mode == 2)
    expectClose(triangle.cdf(1), 0.125, exact)
    // The CDF is linear between nodes: half way from 0.125 to 0.5.
    expectClose(triangle.cdf(1.5), 0.3125, exact)
    expectClose(triangle.quantile(0.3125), 1.5, exact)
    #expect(triangle.quantile(0) == 0 && triangle.quantile(1) == 4)
    #expect(triangle.cdf(-1) == 0 && triangle.cdf(5) == 1)
    #expect(triangle.peakCount == 1)
  }

  @Test func nothingToNormalizeIsSaid() {
    #expect(
      GriddedDensity(
        grid: Grid(0...1, count: 3), logValues: [-.infinity, -.infinity, -.infinity]) == nil)
  }

  @Test func hugeAndTinyLogsAreTheSameDensity() throws {
    let shifted = try #require(
      GriddedDensity(
        grid: Grid(0...4, count: 5), logValues: [0, 1, 2, 1, 0].map { log($0) - 5000 }))
    expectClose(shifted.logIntegral, log(4) - 5000, .relative(1e-15, because: "one sum"))
    expectClose(shifted.quantile(0.3125), 1.5, exact)
  }

  @Test func quantilesSkipWhereThereIsNothing() throws {
    let gapped = try density([1, 0, 0, 0, 1])
    expectClose(gapped.quantile(0.5), 1, exact)
    expectClose(gapped.quantile(0.75), 3.5, exact)
    #expect(gapped.peakCount == 2)
  }

  @Test func theHighestDensityRegionOfATriangle() throws {
    // Above the level λ of a unit triangle of height 1/2 lie 1 - 4λ² of the probability.
    let pieces = try density([0, 1, 2, 1, 0]).highestDensityIntervals(holding: 0.75)
    let piece = pieces.first
    #expect(pieces.count == 1)
    let near = Closeness.absolute(1e-9, because: "the level is bisected")
    expectClose(piece.lowerBound, 1, near)
    expectClose(piece.upperBound, 3, near)
  }

  @Test func twoPeaksAreTwoPieces() throws {
    let pieces = try density([0, 2, 0, 2, 0]).highestDensityIntervals(holding: 0.75)
    let near = Closeness.absolute(1e-9, because: "the level is bisected")
    #expect(pieces.count == 2)
    for (piece, bounds) in zip(pieces, [(0.5, 1.5), (2.5, 3.5)]) {
      expectClose(piece.lowerBound, bounds.0, near)
      expectClose(piece.upperBound, bounds.1, near)
    }
  }

  @Test func aPlateauIsNotCut() throws {
    let pieces = try density([1, 1, 1]).highestDensityIntervals(holding: 0.68)
    #expect(Array(pieces) == [0...4])
    #expect(try density([1, 1, 1]).peakCount == 1)
  }
}

@Suite struct GriddedDensityLawTests {
  /// A fine grid over normal densities, whose quantiles are known.
  @Test(arguments: [(0.0, 1.0), (1.3, 0.2), (-2, 0.5)])
  func normals(mean: Double, sigma: Double) throws {
    let grid = Grid((mean - 9 * sigma)...(mean + 9 * sigma), count: 4001)
    let density = try #require(
      GriddedDensity(grid: grid, logValues: grid.map { Normal.logDensity(($0 - mean) / sigma) }))
    let fine = Closeness.absolute(2e-5 * sigma, because: "step squared over 8 of a linear CDF")
    for probability in [0.025, 0.16, 0.5, 0.84, 0.975] {
      expectClose(
        density.quantile(probability), mean + sigma * Normal.quantile(probability), fine)
    }
    expectClose(density.mean, mean, fine)
    expectClose(density.sigma, sigma, fine)
    expectClose(density.logIntegral, log(sigma), .absolute(1e-10, because: "trapezoid of a normal"))
    let region = density.highestDensityIntervals(holding: 0.6826894921370859)
    #expect(region.count == 1)
    expectClose(region[0].lowerBound, mean - sigma, fine)
    expectClose(region[0].upperBound, mean + sigma, fine)
  }

  /// Random rough densities: the quantile undoes the CDF and the region holds what it says.
  @Test(arguments: 0..<64)
  func roughDensities(seed: Int) throws {
    var random = RandomStream(seed: 9).child("rough", seed)
    let grid = Grid(-1...2, count: 3 + random.nextIndex(below: 60))
    let density = try #require(
      GriddedDensity(grid: grid, logValues: grid.map { _ in 3 * random.nextNormal() }))
    for _ in 0..<20 {
      let probability = random.nextUniform()
      expectClose(
        density.cdf(density.quantile(probability)), probability,
        .absolute(1e-12, because: "linear there and back"))
      let pieces = density.highestDensityIntervals(holding: probability)
      #expect(!pieces.isEmpty)
      for (left, right) in zip(pieces, pieces.dropFirst()) {
        #expect(left.upperBound < right.lowerBound)
      }
    }
    #expect(density.highestDensityIntervals(holding: 0.999).count <= density.peakCount)
  }
}

@Suite struct NoDensityTests {
  /// What a model with weights that overflow gives is no density, and no trap.
  @Test(arguments: [Double.nan, .infinity, -.nan, .signalingNaN], [0, 3, 9])
  func aValueThatIsNoLogDensity(value: Double, node: Int) {
    var values = [Double](repeating: -1, count: 10)
    values[node] = value
    #expect(GriddedDensity(grid: Grid(0...1, count: 10), logValues: values) == nil)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e308, -1e308, .greatestFiniteMagnitude])
  func aSplineAnywhere(place: Double) {
    let weights = CubicSplineAxis(Grid(0...1, count: 5)).weights(at: place)
    #expect((0...3).contains(weights.first))
    let density = GriddedDensity(grid: Grid(0...1, count: 5), logValues: [0, 0, 0, 0, 0])
    #expect(density?.value(at: place) == 0)
  }
}
