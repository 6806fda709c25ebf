// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@Suite struct GaussHermiteTests {
  /// Moments of the standard normal distribution: 1, 0, 1, 0, 3, 0, 15 and so on.
  private static func moment(_ degree: Int) -> Double {
    degree.isMultiple(of: 2)
      ? stride(from: degree - 1, to: 0, by: -2).reduce(1.0) { $0 * Double($1) } : 0
  }

  @Test(arguments: 1...8) func aRuleIsExactForPolynomialsBelowTwiceItsNodes(count: Int) {
    let rule = GaussHermite(count: count)
    #expect(rule.positions.count == count && rule.positions == rule.positions.sorted())
    for degree in 0..<2 * count {
      let sum = zip(rule.positions, rule.weights).reduce(0) {
        $0 + $1.1 * pow($1.0, Double(degree))
      }
      expectClose(
        sum, Self.moment(degree),
        .absolute(
          1e-14 * Self.moment(degree + degree % 2), because: "rounding of terms of that size"),
        "degree \(degree)")
    }
    // The next even moment is one that no rule of so many nodes has.
    let next = zip(rule.positions, rule.weights).reduce(0) {
      $0 + $1.1 * pow($1.0, Double(2 * count))
    }
    #expect(abs(next - Self.moment(2 * count)) > 0.5)
  }

  @Test func twoNodesLieOneDeviationOut() {
    let rule = GaussHermite(count: 2)
    expectClose(rule.positions[1], 1, .absolute(1e-14, because: "rounding"))
    expectClose(rule.weights[1], 0.5, .absolute(1e-14, because: "rounding"))
  }
}
