// SPDX-License-Identifier: GPL-3.0-or-later
// Splines pass through their nodes, err by the fourth power of the step, and know their slopes.

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@Suite struct CubicSplineAxisLawTests {
  func spline(
    _ function: (Double) -> Double, _ grid: Grid
  ) -> @Sendable (Double) -> (value: Double, slope: Double) {
    let axis = CubicSplineAxis(grid)
    var coefficients = [0] + grid.map(function) + [0]
    axis.makeCoefficients(&coefficients)
    let found = coefficients
    return { x in
      let weights = axis.weights(at: x)
      let four = SIMD4((0..<4).map { found[weights.first + $0] })
      return ((four * weights.value).sum(), (four * weights.slope).sum())
    }
  }

  @Test(arguments: [3, 4, 5, 12]) func nodesAreMet(count: Int) {
    let grid = Grid(-1...2.5, count: count)
    let spline = spline({ exp($0) * sin(3 * $0) }, grid)
    for x in grid {
      expectClose(
        spline(x).value, exp(x) * sin(3 * x), .absolute(1e-12, because: "interpolation"))
    }
  }

  @Test func aStraightLineIsKeptAndContinued() {
    let spline = spline({ 3 - 2 * $0 }, Grid(0...1, count: 6))
    for x in [-4, 0, 0.13, 0.77, 1, 9] {
      expectClose(spline(x).value, 3 - 2 * x, .absolute(1e-12, because: "exact for lines"))
      expectClose(spline(x).slope, -2, .absolute(1e-12, because: "exact for lines"))
    }
  }

  @Test func slopeIsTheDerivative() {
    let spline = spline({ cos(2 * $0) }, Grid(0...4, count: 15))
    for x in [-0.4, 0.1, 1.3, 2.2, 3.97, 4.6] {
      checkGradient(at: [x], gradient: [spline(x).slope]) { spline($0[0]).value }
    }
  }

  /// Halving the step divides the error by 16, away from the ends where the natural ends are felt.
  @Test func theErrorIsOfTheFourthOrder() {
    func error(_ count: Int) -> Double {
      let spline = spline({ sin($0) }, Grid(0...(.pi), count: count))
      // The natural ends are exact for the sine.
      return (0..<200).map { index in
        let x = 0.5 + 0.01 * Double(index)
        return abs(spline(x).value - sin(x))
      }.reduce(0, max)
    }
    let ratio = error(21) / error(41)
    #expect((14...18).contains(ratio), "the error fell by \(ratio)")
  }

  @Test func manyFunctionsInOneArray() {
    let grid = Grid(0...1, count: 5)
    let axis = CubicSplineAxis(grid)
    var together = [Double](repeating: 0, count: 14)
    for (node, x) in grid.enumerated() {
      together[2 * (node + 1)] = exp(x)
      together[2 * (node + 1) + 1] = cos(5 * x)
    }
    axis.makeCoefficients(&together, start: 0, stride: 2)
    axis.makeCoefficients(&together, start: 1, stride: 2)
    var alone = [0] + grid.map { cos(5 * $0) } + [0]
    axis.makeCoefficients(&alone)
    #expect(stride(from: 1, to: 14, by: 2).map { together[$0] } == alone)
  }
}
