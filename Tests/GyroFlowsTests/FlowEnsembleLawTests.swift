// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFlows
import GyroNumerics
import Testing
import _TestSupport

@Suite struct FlowEnsembleLawTests {
  private static func ensemble(_ seed: Int) -> (FlowEnsemble, context: [Double]) {
    let examples = (0..<3).map { ExampleFlow(seed: seed, draw: $0) }
    return (FlowEnsemble(examples.map(\.flow)), examples[0].context)
  }

  @Test(arguments: 0..<8) func theDensityIsTheAverage(seed: Int) {
    let (ensemble, context) = Self.ensemble(seed)
    let density = ensemble.conditioned(on: context)
    for value in [-2.0, 0.1, 0.7, 1.4, 6] {
      let parts = ensemble.flows.map {
        exp($0.conditioned(on: context).logDensity(at: value, member: 0))
      }
      expectClose(
        exp(density.logDensity(at: value, member: 0)), parts.reduce(0, +) / 3,
        .relative(1e-13, because: "an average of three"))
      let below = ensemble.flows.map { $0.conditioned(on: context).cdf(at: value, member: 0) }
      expectClose(
        density.cdf(at: value, member: 0), below.reduce(0, +) / 3,
        .relative(1e-13, because: "an average of three"))
    }
  }

  @Test(arguments: 0..<8) func quantilesInvertTheDistributionFunction(seed: Int) {
    let (ensemble, context) = Self.ensemble(seed)
    let density = ensemble.conditioned(on: context)
    expectRoundTrip(
      [1e-4, 0.16, 0.5, 0.84, 0.999], .relative(1e-9, because: "bisection to the last bit"),
      there: { density.quantile($0, member: 0) }, back: { density.cdf(at: $0, member: 0) })
    expectClose(
      Normal.cdf(density.latent(at: 0.8, member: 0)), density.cdf(at: 0.8, member: 0),
      .relative(1e-9, because: "the quantile function of the normal"))
  }

  @Test func anEnsembleOfOneIsItsFlow() {
    let example = ExampleFlow(seed: 3)
    let alone = example.density
    let density = FlowEnsemble([example.flow]).conditioned(on: example.context)
    for value in [-2.0, 0.1, 1.4] {
      #expect(density.logDensity(at: value, member: 0) == alone.logDensity(at: value, member: 0))
      #expect(density.latent(at: value, member: 0) == alone.latent(at: value, member: 0))
    }
  }
}
