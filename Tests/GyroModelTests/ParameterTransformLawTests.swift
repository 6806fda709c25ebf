// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import Testing
import _TestSupport

@Suite struct ParameterTransformLawTests {
  static let transforms: [ParameterTransform] = [
    .identity, .scaled(by: 0.024), .exponential, .unit, .interval(-1.5...4.1),
  ]
  static let points = [-30.0, -3, -0.4, 0, 0.7, 2, 30]

  @Test(arguments: transforms) func theSlopeIsTheDerivative(_ transform: ParameterTransform) {
    for x in Self.points where abs(x) < 10 {
      checkGradient(at: [x], gradient: [transform.slope(at: x)]) { transform.value(at: $0[0]) }
      #expect(transform.slope(at: x) > 0)
    }
  }

  @Test(arguments: transforms) func theJacobianIsTheLogOfTheSlope(_ transform: ParameterTransform) {
    for x in Self.points {
      expectClose(
        transform.logJacobian(at: x), log(transform.slope(at: x)),
        .absolute(1e-11, because: "the product of logistics at 30 keeps 12 digits"))
    }
  }

  @Test(arguments: transforms) func itsSlopeIsTheDerivativeToo(_ transform: ParameterTransform) {
    for x in Self.points where abs(x) < 10 {
      let difference = centralDifferences(at: [x]) { transform.logJacobian(at: $0[0]) }
      expectClose(
        transform.logJacobianSlope(at: x), difference[0],
        .absolute(1e-8, because: "a central difference"))
    }
  }

  @Test(arguments: transforms) func theComponentUndoesTheValue(_ transform: ParameterTransform) {
    expectRoundTrip(
      Self.points.filter { abs($0) < 10 }, .absolute(1e-9, because: "1 − s at s near 1"),
      there: transform.value(at:), back: transform.component(of:))
  }

  @Test func anIntervalIsNeverLeft() {
    for x in [-1e3, -50, 0, 50, 1e3] {
      #expect((-1.5...4.1).contains(ParameterTransform.interval(-1.5...4.1).value(at: x)))
    }
  }
}
