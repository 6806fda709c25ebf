// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroNumerics
import Testing
import _TestSupport

/// Weighted least squares with answers that can be computed by hand.
@Suite struct WeightedLineTests {
  /// y = 2 + 3 x exactly: the weights do not matter, and nothing is left over.
  @Test func pointsOfALineGiveTheLine() throws {
    let x = [0.0, 1, 2, 5]
    let line = try #require(
      WeightedLine(x: x, y: x.map { 2 + 3 * $0 }, sigma: [0.1, 7, 0.3, 2]))
    expectClose(line.intercept, 2, .absolute(1e-12, because: "four points of O(1)"))
    expectClose(line.slope, 3, .absolute(1e-12, because: "four points of O(1)"))
    #expect(line.chiSquared < 1e-20)
  }

  /// With x = −1, 0, 1 and σ = 1, 2, 1 the sums are W = 9/4, S_x = 0, S_xx = 2: b = (y₃ − y₁) / 2,
  /// a = (y₁ + y₂/4 + y₃) / W, and the error of b is √(1/2).
  @Test func threePointsGiveTheSolutionByHand() throws {
    let line = try #require(WeightedLine(x: [-1, 0, 1], y: [1, 6, 2], sigma: [1, 2, 1]))
    let tolerance = Closeness.absolute(1e-14, because: "three points of O(1)")
    expectClose(line.slope, 0.5, tolerance)
    expectClose(line.intercept, 4.5 / 2.25, tolerance)
    expectClose(line.slopeSigma, 0.5.squareRoot(), tolerance)
    // Residuals −1/2, 4, −1/2: 1/4 + 16/4 + 1/4.
    expectClose(line.chiSquared, 4.5, tolerance)
  }

  @Test(arguments: [
    ([1.0], [1.0], [1.0]), ([1, 1], [0, 1], [1, 1]), ([0, 1], [0, .nan], [1, 1]),
    ([0, 1], [0, 1], [1, 0]), ([], [], []),
  ])
  func thereIsNoLineThroughTooLittle(x: [Double], y: [Double], sigma: [Double]) {
    #expect(WeightedLine(x: x, y: y, sigma: sigma) == nil)
  }
}
