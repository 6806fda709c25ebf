// SPDX-License-Identifier: GPL-3.0-or-later
// A density under a normal error, against the brute force of GSL's adaptive integration.

import Foundation
import GyroFlows
import GyroNumerics
import Testing
import _TestSupport

@Suite struct FlowErrorLawTests {
  @Test(arguments: 0..<12) func theDensityHasItsKinksThere(seed: Int) {
    let density = ExampleFlow(seed: seed).density
    let kinks = density.kinks(member: 0)
    #expect(kinks == kinks.sorted() && kinks.allSatisfy(\.isFinite))
    // The slope of the log density on both sides of a place.
    func jump(_ place: Double) -> Double {
      let h = 1e-5
      let values = [-2, -1, 1, 2].map { density.logDensity(at: place + $0 * h, member: 0) }
      return abs((values[3] - values[2]) - (values[1] - values[0])) / h
    }
    let apart = zip(kinks, kinks.dropFirst()).filter { $1 - $0 > 1e-3 }
    // Between kinks the slope changes by as much as the density bends over 3e-5; at them it jumps.
    let between = apart.map { jump(0.5 * ($0 + $1)) }
    let at = apart.map { jump($0.1) }
    #expect(at.reduce(0, +) > 20 * between.reduce(0, +))
  }

  @Test(arguments: 0..<9, [0.01, 0.13])
  func againstAdaptiveIntegration(seed: Int, sigma: Double) throws {
    let example = ExampleFlow(seed: seed, draw: 1)
    let density = example.density
    let value = density.quantile(0.03 + 0.11 * Double(seed), member: 0)
    let oracle = try Quadrature(relativeTolerance: 2e-7, maximumIntervals: 20_000).integrate(
      over: (value - 9 * sigma)...(value + 9 * sigma)
    ) {
      Normal.density(($0 - value) / sigma) / sigma * exp(density.logDensity(at: $0, member: 0))
    }
    expectClose(
      density.logDensity(at: value, sigma: sigma, member: 0), log(oracle.value),
      .absolute(1e-6, because: "the stated accuracy"))
  }

  @Test func aTinyErrorChangesNothingAndAHugeOneLeavesItself() {
    let density = ExampleFlow(seed: 3).density
    let value = density.quantile(0.4, member: 0)
    expectClose(
      density.logDensity(at: value, sigma: 1e-9, member: 0),
      density.logDensity(at: value, member: 0),
      .absolute(1e-6, because: "the density changes by 1e-9 times its slope"))
    expectClose(
      density.logDensity(at: value, sigma: 1e4, member: 0), Normal.logDensity(0) - log(1e4),
      .absolute(1e-6, because: "the density is a point beside the error"))
  }
}
