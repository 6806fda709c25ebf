// SPDX-License-Identifier: GPL-3.0-or-later

import GyroFlows
import GyroNumerics
import Testing
import _TestSupport

/// The hand-written reverse pass against central differences.
@Suite struct FlowGradientTests {
  /// More rows than one chunk, so that chunks must add up.
  static let rowCount = 70
  let values: [Double]
  let contexts: [Double]
  let weights: [Double]

  init() {
    var random = RandomStream(seed: 7).child("rows", 0)
    values = (0..<Self.rowCount).map { _ in 0.7 + 0.6 * random.nextNormal() }
    contexts = (0..<Self.rowCount).flatMap { _ in
      [2 + random.nextNormal(), 1.5 + random.nextNormal(), -1.5 + 0.4 * random.nextNormal()]
    }
    weights = (0..<Self.rowCount).map { _ in (0.2 + random.nextUniform()) / Double(Self.rowCount) }
  }

  private func weightedSum(_ flow: ConditionalFlow, values: [Double], contexts: [Double]) -> Double
  {
    let densities = flow.conditioned(on: contexts)
    return values.indices.reduce(0) {
      $0 + weights[$1] * densities.logDensity(at: values[$1], member: $1)
    }
  }

  // Smooth activations only: a central difference across the corner of a relu is not its slope.
  @Test(arguments: [0, 2, 4, 6, 8, 10]) func parameters(seed: Int) {
    let flow = ExampleFlow(seed: seed).flow
    let gradient = flow.gradient(values: values, contexts: contexts, weights: weights)
    // Every seventh parameter, offset by the seed, touches every layer of every conditioner.
    let probed = Array(stride(from: seed % 7, to: flow.parameters.count, by: 7))
    checkGradient(
      at: probed.map { flow.parameters[$0] }, gradient: probed.map { gradient.parameters[$0] }
    ) { point in
      var parameters = flow.parameters
      for (index, value) in zip(probed, point) { parameters[index] = value }
      let moved = ConditionalFlow(
        architecture: flow.architecture, contextStandardizer: flow.contextStandardizer,
        valueStandardizer: flow.valueStandardizer, parameters: parameters)
      return weightedSum(moved, values: values, contexts: contexts)
    }
  }

  @Test(arguments: [0, 2, 4, 6]) func contextsAndValues(seed: Int) {
    let flow = ExampleFlow(seed: seed).flow
    let gradient = flow.gradient(values: values, contexts: contexts, weights: weights)
    checkGradient(at: contexts, gradient: gradient.contexts) {
      weightedSum(flow, values: values, contexts: $0)
    }
    checkGradient(at: values, gradient: gradient.values) {
      weightedSum(flow, values: $0, contexts: contexts)
    }
  }

  @Test func reluGradientsAgreeAwayFromCorners() {
    let flow = ExampleFlow(seed: 1).flow
    let gradient = flow.gradient(values: values, contexts: contexts, weights: weights)
    checkGradient(at: values, gradient: gradient.values) {
      weightedSum(flow, values: $0, contexts: contexts)
    }
    // One row alone, where the chance that a corner lies within the step is negligible.
    let single = Array(contexts[0..<3])
    let alone = flow.gradient(values: [values[0]], contexts: single, weights: [1])
    checkGradient(at: single, gradient: alone.contexts, tolerance: 1e-6) {
      flow.conditioned(on: $0).logDensity(at: values[0], member: 0)
    }
  }

  @Test func theForwardSweepAgreesWithEvaluation() {
    let flow = ExampleFlow(seed: 5).flow
    let densities = flow.conditioned(on: contexts)
    let gradient = flow.gradient(values: values, contexts: contexts, weights: weights)
    for row in values.indices {
      expectClose(
        gradient.logDensities[row], densities.logDensity(at: values[row], member: row),
        .absolute(1e-13, because: "the same arithmetic"))
    }
  }

  @Test func rowsBeyondTheBoundHaveTheTailsGradient() {
    let flow = ExampleFlow(seed: 2).flow
    let gradient = flow.gradient(values: [9], contexts: [2, 1, -1], weights: [1])
    #expect(gradient.parameters.allSatisfy { $0 == 0 })
    // log N((y - 0.7) / 0.5) has the slope -(y - 0.7) / 0.25.
    expectClose(gradient.values[0], -33.2, .relative(1e-13, because: "closed form"))
  }
}
