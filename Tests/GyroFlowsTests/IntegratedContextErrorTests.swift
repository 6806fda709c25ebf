// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFlows
import GyroNumerics
import Testing
import _TestSupport

/// A context that is measured with an error: the flow learns the density given its true value.
@Suite struct IntegratedContextErrorTests {
  private static let sigma = 0.25
  private static let width = 0.1

  /// y = c + 0.1 n with the true c on [-2, 2], of which c + 0.25 n is measured.
  private static func rows(nodeCount: Int?) -> TrainingSet {
    var random = RandomStream(seed: 3).child("blurred rows", 0)
    let count = 1200
    var (measured, values) = ([Double](), [Double]())
    for _ in 0..<count {
      let truth = 4 * random.nextUniform() - 2
      measured.append(truth + sigma * random.nextNormal())
      values.append(truth + width * random.nextNormal())
    }
    var rows = TrainingSet(
      contexts: measured, values: values, inlierWeights: Array(repeating: 0.99, count: count),
      backgroundLogDensity: -log(8))
    rows.contextError = nodeCount.map {
      IntegratedContextError(
        feature: 0, sigmas: Array(repeating: sigma, count: count), nodeCount: $0)
    }
    return rows
  }

  private static func trained(on rows: TrainingSet) -> ConditionalFlow {
    var configuration = TrainingConfiguration()
    configuration.hiddenWidths = [16, 16]
    (configuration.transformCount, configuration.epochCount) = (2, 25)
    (configuration.batchSize, configuration.peakLearningRate) = (200, 1e-2)
    configuration.validationFraction = 0
    var trainer = FlowTrainer(configuration: configuration, rows: rows, seed: 1)
    while !trainer.isFinished { _ = trainer.runEpoch() }
    return trainer.best.flow
  }

  /// Half the distance between the 16th and 84th percentile, mean over contexts within the range.
  private static func halfWidth(_ flow: ConditionalFlow) -> Double {
    let densities = flow.conditioned(on: Array(Grid(-1...1, count: 9)))
    let widths = (0..<9).map {
      0.5 * (densities.quantile(0.84, member: $0) - densities.quantile(0.16, member: $0))
    }
    return widths.reduce(0, +) / 9
  }

  @Test func theBlurOfTheContextIsTakenOut() {
    let width = Self.halfWidth(Self.trained(on: Self.rows(nodeCount: 5)))
    // The truth is 0.1; the blur alone is 0.25.
    #expect((0.05...0.17).contains(width), "\(width)")
  }

  /// The twin that must fail: taken for exact, the measured context gives the blurred density.
  @Test func withoutTheIntegralTheBlurIsInTheDensity() {
    let width = Self.halfWidth(Self.trained(on: Self.rows(nodeCount: nil)))
    let blurred = hypot(Self.sigma, Self.width)
    #expect((0.9 * blurred...1.15 * blurred).contains(width), "\(width)")
  }

  /// An error of zero is none, however many nodes it has.
  @Test func anErrorOfZeroChangesNoScore() {
    var rows = Self.rows(nodeCount: nil)
    let flow = FlowEnsemble([Self.trained(on: rows)])
    let exact = flow.score(rows)
    rows.contextError = IntegratedContextError(
      feature: 0, sigmas: Array(repeating: 0, count: rows.count), nodeCount: 3)
    let summed = flow.score(rows)
    expectClose(
      summed.meanLogDensity, exact.meanLogDensity, .absolute(1e-12, because: "rounding"))
    expectClose(
      summed.meanMixtureLogLikelihood, exact.meanMixtureLogLikelihood,
      .absolute(1e-12, because: "rounding"))
  }

  /// Chunks of rows with several nodes are added in order, too.
  @Test func theThreadCountChangesNoBit() {
    let rows = Self.rows(nodeCount: 3)
    var configuration = TrainingConfiguration()
    configuration.hiddenWidths = [8]
    (configuration.transformCount, configuration.epochCount) = (1, 2)
    let flows = [1, 2, 3].map { threadCount in
      var trainer = FlowTrainer(
        configuration: configuration, rows: rows, seed: 2, threadCount: threadCount)
      while !trainer.isFinished { _ = trainer.runEpoch() }
      return trainer.best.flow.parameters
    }
    #expect(flows[0] == flows[1] && flows[0] == flows[2])
  }
}
