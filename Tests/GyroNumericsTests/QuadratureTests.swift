// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@Suite struct QuadratureTests {
  @Test func aSineAndASingularEnd() throws {
    let close = Closeness.relative(1e-10, because: "the tolerance that was asked for")
    expectClose(try Quadrature().integrate(over: 0...Double.pi) { sin($0) }.value, 2, close)
    expectClose(try Quadrature().integrate(over: 0...1) { 1 / $0.squareRoot() }.value, 2, close)
  }

  @Test func theErrorIsAnError() throws {
    let estimate = try Quadrature(relativeTolerance: 1e-6).integrate(over: 0...1) { exp(-9 * $0) }
    #expect(abs(estimate.value - (1 - exp(-9)) / 9) <= max(estimate.error, 1e-15))
  }

  @Test func aDivergentIntegralThrowsWithThePlace() throws {
    let error = try #require(throws: NumericsError.self) {
      try Quadrature(maximumIntervals: 50).integrate(over: 0...1) { 1 / $0 }
    }
    #expect(error.code == .notConverged)
    #expect(error.description.contains("integral over 0.0...1.0"))
  }

  @Test(arguments: [-Double.infinity...0, 0...Double.infinity])
  func anInfiniteIntervalIsRefused(range: ClosedRange<Double>) throws {
    let error = try #require(throws: NumericsError.self) {
      try Quadrature().integrate(over: range) { exp(-$0 * $0) }
    }
    #expect(error.code == .outsideDomain && error.description.contains("finite bounds"))
  }
}

@Suite struct PiecewiseQuadratureTests {
  @Test func aPolynomialIsExact() {
    let integral = PiecewiseQuadrature().integrate(between: [0, 1, 1, 3]) { $0 * $0 * $0 }
    expectClose(integral, 20.25, .relative(1e-14, because: "the rule is exact to degree 22"))
  }

  @Test func aKinkThatIsKnownCostsNothing() {
    var count = 0
    func integral(_ points: [Double]) -> Double {
      count = 0
      return PiecewiseQuadrature(relativeTolerance: 1e-10).integrate(between: points) {
        count += 1
        return exp(-abs($0 - 0.3))
      }
    }
    let exact = 2 - exp(-0.3) - exp(-0.7)
    let close = Closeness.relative(1e-10, because: "the tolerance that was asked for")
    expectClose(integral([0, 0.3, 1]), exact, close)
    #expect(count == 30)
    expectClose(integral([0, 1]), exact, close)
    #expect(count > 100)
  }

  @Test func whatNeverConvergesEnds() {
    let integral = PiecewiseQuadrature(maximumDepth: 3).integrate(between: [0, 1]) {
      sin(1e9 * $0)
    }
    #expect(integral.isFinite && abs(integral) <= 1)
    #expect(PiecewiseQuadrature().integrate(between: [2]) { $0 } == 0)
  }
}
