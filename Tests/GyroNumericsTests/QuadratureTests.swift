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
}
