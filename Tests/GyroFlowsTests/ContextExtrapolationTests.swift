// SPDX-License-Identifier: GPL-3.0-or-later

import GyroFlows
import GyroNumerics
import Testing
import _TestSupport

@Suite struct ContextExtrapolationTests {
  /// Clamped to -1.2…2.4 with bends of 0.3; rising by 0.5 beyond 1.1 with a bend of 0.4.
  let flow = ExampleFlow(seed: 4).flow

  private func density(at feature: Double) -> ConditionedFlow {
    var context = [2.0, 1.0, -1.5]
    context[1] = feature
    return flow.conditioned(on: context)
  }

  @Test func farAboveTheDensityOnlyMoves() {
    for probability in [0.01, 0.3, 0.5, 0.99] {
      let (near, far) = (density(at: 12), density(at: 15))
      expectClose(
        far.quantile(probability, member: 0) - near.quantile(probability, member: 0), 1.5,
        .absolute(1e-9, because: "3 units at a slope of 0.5; the bends are e^-24 away"))
    }
  }

  @Test func farBelowTheDensityStaysWhatItIs() {
    for value in [-1.0, 0.2, 1.5] {
      expectClose(
        density(at: -12).logDensity(at: value, member: 0),
        density(at: -20).logDensity(at: value, member: 0),
        .absolute(1e-9, because: "the bends are e^-27 away"))
    }
  }

  @Test func withoutALawTheDensityChangesThere() {
    // The twin: a flow without a law has another density at every context.
    let architecture = flow.architecture
    let free = ConditionalFlow(
      architecture: FlowArchitecture(
        contextCount: architecture.contextCount, transformCount: architecture.transformCount,
        hiddenWidths: architecture.hiddenWidths, activation: architecture.activation,
        binCount: architecture.binCount, bound: architecture.bound, slope: architecture.slope,
        extrapolation: nil),
      contextStandardizer: flow.contextStandardizer, valueStandardizer: flow.valueStandardizer,
      parameters: flow.parameters)
    let densities = free.conditioned(on: [2, -12, -1.5, 2, -20, -1.5])
    let difference =
      densities.logDensity(at: 0.2, member: 0)
      - densities.logDensity(at: 0.2, member: 1)
    #expect(abs(difference) > 1e-3)
  }

  @Test func aTrainingTakesItsRangeFromItsRows() {
    var random = RandomStream(seed: 3).child("rows", 0)
    let contexts = (0..<400).map { _ in 3 * random.nextUniform() }
    let rows = TrainingSet(
      contexts: contexts, values: contexts.map { 0.4 * $0 + 0.1 * random.nextNormal() },
      inlierWeights: Array(repeating: 0.99, count: 400), backgroundLogDensity: -2)
    var configuration = TrainingConfiguration()
    (configuration.hiddenWidths, configuration.transformCount) = ([8], 1)
    (configuration.epochCount, configuration.batchSize) = (30, 50)
    configuration.peakLearningRate = 1e-2
    (configuration.clampSoftness, configuration.trendSlope) = (0.1, 0.4)
    (configuration.trendKnee, configuration.trendBend) = (1, 0.2)
    var trainer = FlowTrainer(configuration: configuration, rows: rows, seed: 1)
    while !trainer.isFinished { _ = trainer.runEpoch() }
    let flow = trainer.best.flow
    let law = flow.architecture.extrapolation
    #expect(law?.range.lowerBound == contexts.min() && law?.range.upperBound == contexts.max())
    // Twice as far out as the rows reach: there the line goes on.
    expectClose(
      flow.conditioned(on: [6]).quantile(0.5, member: 0), 2.4,
      .absolute(0.1, because: "400 rows of scatter 0.1, and the bend of the clamp"))
  }
}
