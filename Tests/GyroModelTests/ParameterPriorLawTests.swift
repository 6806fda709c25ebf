// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

/// Every prior with every transform that it is used with.
@Suite struct ParameterPriorLawTests {
  static let pairs: [(name: String, prior: any ParameterPrior, transform: ParameterTransform)] = [
    ("age", AgePrior.normal(mean: 2.2, sigma: 0.3), .interval(1.5...3)),
    ("uniform age", AgePrior.uniform, .interval(1.5...3)),
    ("zero point", NormalPrior(sigma: 0.024), .scaled(by: 0.024)),
    ("scale", HalfNormalPrior(scale: 0.5), .exponential),
    ("outlier fraction", BetaPrior(alpha: 2, beta: 38), .unit),
  ]

  @Test(arguments: pairs.indices) func theSlopeIsTheDerivative(_ index: Int) {
    let (_, prior, transform) = Self.pairs[index]
    for x in [-4.0, -1, 0, 0.3, 2] {
      checkGradient(
        at: [x], gradient: [prior.logDensity(ofComponent: x, through: transform).slope]
      ) { prior.logDensity(ofComponent: $0[0], through: transform).value }
    }
  }

  /// Ratios of the density of the component are those of the parameter's with the derivative of the transform.
  @Test func betaHasItsExponents() {
    let (prior, transform) = (BetaPrior(alpha: 2, beta: 38), ParameterTransform.unit)
    func density(_ x: Double) -> Double {
      exp(prior.logDensity(ofComponent: x, through: transform).value)
    }
    func expected(_ x: Double) -> Double {
      let f = transform.value(at: x)
      return f * pow(1 - f, 37) * transform.slope(at: x)
    }
    for x in [-6.0, -2, 0, 1] {
      expectClose(
        density(x) / density(-3), expected(x) / expected(-3),
        .relative(1e-12, because: "powers of a few roundings"))
    }
  }

  @Test func extremeComponentsStayFinite() {
    for (_, prior, transform) in Self.pairs where transform != .exponential {
      for x in [-500.0, 500] {
        let density = prior.logDensity(ofComponent: x, through: transform)
        #expect(density.value < 0 && density.value > -.infinity && density.slope.isFinite)
      }
    }
  }
}
