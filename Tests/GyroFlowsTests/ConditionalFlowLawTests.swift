// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFlows
import GyroNumerics
import Testing
import _TestSupport

/// What every conditional density must obey, whatever its parameters.
@Suite struct ConditionalFlowLawTests {
  @Test(arguments: 0..<24) func theDensityIntegratesToOne(seed: Int) throws {
    // Knots are kinks, so the range is cut into pieces in which the quadrature halves its way to them;
    // it holds all splines and eight standard deviations of the tails.
    let density = ExampleFlow(seed: seed).density
    let edges = Array(Grid(-4.8...6.2, count: 1101))
    let quadrature = Quadrature(relativeTolerance: 1e-9, absoluteTolerance: 1e-12)
    var total = 0.0
    for (lower, upper) in zip(edges, edges.dropFirst()) {
      total += try quadrature.integrate(over: lower...upper) {
        exp(density.logDensity(at: $0, member: 0))
      }.value
    }
    expectClose(total, 1, .absolute(1e-8, because: "quadrature of a density"))
  }

  @Test(arguments: 0..<24) func forwardAndInverseUndoEachOther(seed: Int) {
    let density = ExampleFlow(seed: seed).density
    expectRoundTrip(
      Grid(-2...3.4, count: 109), .absolute(1e-10, because: "bijector round trip, interior"),
      there: { density.latent(at: $0, member: 0) }, back: { density.value(latent: $0, member: 0) })
    expectRoundTrip(
      [-9, -4.3, 6.1, 12], .absolute(1e-8, because: "bijector round trip, tails"),
      there: { density.latent(at: $0, member: 0) }, back: { density.value(latent: $0, member: 0) })
  }

  @Test(arguments: 0..<24) func theLatentRisesWithTheValue(seed: Int) {
    let density = ExampleFlow(seed: seed).density
    expectStrictlyIncreasing(Grid(-3...5, count: 2001)) { density.latent(at: $0, member: 0) }
  }

  @Test(arguments: 0..<24) func theLogDensityHoldsTheJacobian(seed: Int) {
    let density = ExampleFlow(seed: seed).density
    for value in [-1.9, -0.31, 0.2, 0.77, 1.3, 2.9, 8] {
      let h = 1e-6
      let slope =
        (density.latent(at: value + h, member: 0) - density.latent(at: value - h, member: 0))
        / (2 * h)
      let expected = Normal.logDensity(density.latent(at: value, member: 0)) + log(slope)
      expectClose(
        density.logDensity(at: value, member: 0), expected,
        .absolute(2e-4, because: "central difference of steep splines"))
    }
  }

  @Test(arguments: 0..<8) func quantilesInvertTheDistributionFunction(seed: Int) {
    let density = ExampleFlow(seed: seed).density
    expectRoundTrip(
      [1e-6, 0.025, 0.16, 0.5, 0.84, 0.975, 0.999], .relative(1e-9, because: "two inversions"),
      there: { density.quantile($0, member: 0) }, back: { density.cdf(at: $0, member: 0) })
  }

  @Test func aBatchEqualsItsMembersOneByOne() {
    let example = ExampleFlow(seed: 3)
    // More members than one chunk holds, so that chunk edges are crossed.
    let contexts = (0..<150).flatMap { (row: Int) -> [Double] in [Double(row) * 0.02, 1, -1.5] }
    let batch = example.flow.conditioned(on: contexts)
    var densities = [Double](repeating: 0, count: 150)
    densities.withUnsafeMutableBufferPointer { batch.logDensities(at: 0.4, into: $0) }
    for member in 0..<150 {
      let single = example.flow.conditioned(on: Array(contexts[member * 3..<member * 3 + 3]))
      #expect(single.logDensity(at: 0.4, member: 0) == densities[member])
    }
  }

  @Test func zeroParametersAreTheStandardizedNormal() {
    let architecture = FlowArchitecture(
      contextCount: 3, transformCount: 3, hiddenWidths: [8], activation: .relu, binCount: 8,
      bound: 5, slope: 1e-3)
    let density = ConditionalFlow(
      architecture: architecture, contextStandardizer: .identity(featureCount: 3),
      valueStandardizer: Standardizer(mean: [1], scale: [2]),
      parameters: Array(repeating: 0, count: architecture.parameterCount)
    ).conditioned(on: [1, 2, 3])
    for value in [-3.0, 0.2, 1, 5.7] {
      expectClose(
        density.logDensity(at: value, member: 0), Normal.logDensity((value - 1) / 2) - log(2),
        .absolute(1e-13, because: "equal bins and unit slopes are the identity"))
    }
  }
}
