// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFlows
import GyroNumerics
import Testing
import _TestSupport

@Suite struct FlowTrainerTests {
  /// y = sin(2 c) + 0.3 n, and one row in ten from a uniform background on [-4, 4].
  private static func rows(_ count: Int, seed: UInt64) -> TrainingSet {
    var random = RandomStream(seed: seed).child("rows", 0)
    var contexts: [Double] = []
    var values: [Double] = []
    for _ in 0..<count {
      let c = 4 * random.nextUniform() - 2
      let isOutlier = random.nextUniform() < 0.1
      contexts.append(c)
      values.append(
        isOutlier ? 8 * random.nextUniform() - 4 : sin(2 * c) + 0.3 * random.nextNormal())
    }
    return TrainingSet(
      contexts: contexts, values: values, inlierWeights: Array(repeating: 0.9, count: count),
      backgroundLogDensity: -log(8))
  }

  private static func configuration(epochs: Int) -> TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.hiddenWidths = [16, 16]
    configuration.transformCount = 2
    configuration.epochCount = epochs
    configuration.batchSize = 200
    configuration.peakLearningRate = 1e-2
    return configuration
  }

  /// Mean Kullback–Leibler divergence of the flow alone from the density that made the inliers.
  private static func divergence(
    afterTrainingOn rows: TrainingSet, validationFraction: Double = 0.1
  ) -> Double {
    var configuration = configuration(epochs: 40)
    configuration.validationFraction = validationFraction
    var trainer = FlowTrainer(configuration: configuration, rows: rows, seed: 1)
    while !trainer.isFinished { _ = trainer.runEpoch() }
    let contexts = Array(Grid(-1.9...1.9, count: 39))
    let densities = trainer.best.flow.conditioned(on: contexts)
    var divergence = 0.0
    for (member, c) in contexts.enumerated() {
      let values = Grid(sin(2 * c) - 1.5...sin(2 * c) + 1.5, count: 301)
      for y in values {
        let truth = Normal.logDensity((y - sin(2 * c)) / 0.3) - log(0.3)
        divergence +=
          exp(truth) * (truth - densities.logDensity(at: y, member: member)) * values.step
          / Double(contexts.count)
      }
    }
    return divergence
  }

  /// 2,700 inliers and some 1,100 parameters leave a few hundredths of a nat.
  private static let divergenceLimit = 0.03

  @Test func aKnownDensityIsLearned() {
    let divergence = Self.divergence(afterTrainingOn: Self.rows(3000, seed: 1))
    #expect(divergence > 0 && divergence < Self.divergenceLimit, "divergence \(divergence)")
  }

  @Test func aMisplacedDensityIsSeen() {
    // The twin that must fail: the same training on rows moved by 0.3 of their width.
    var rows = Self.rows(3000, seed: 1)
    for row in rows.values.indices { rows.values[row] += 0.09 }
    #expect(Self.divergence(afterTrainingOn: rows) > Self.divergenceLimit)
  }

  @Test func ignoredOutliersAreSeen() {
    // Another twin: without a background the flow has to hold the outliers itself.
    var rows = Self.rows(3000, seed: 1)
    rows.inlierWeights = Array(repeating: 1, count: 3000)
    #expect(Self.divergence(afterTrainingOn: rows) > Self.divergenceLimit)
  }

  @Test func rowsThatCountForNothingTeachNothing() {
    // Every other row is far off; where it counts for nothing the others decide alone. Scores weigh all
    // rows alike, so none may choose the epoch.
    var rows = Self.rows(3000, seed: 1)
    for row in stride(from: 0, to: 3000, by: 2) {
      rows.values[row] = 3.5
      rows.lossWeights[row] = 0
    }
    let limit = 2 * Self.divergenceLimit  // for half as many rows
    #expect(Self.divergence(afterTrainingOn: rows, validationFraction: 0) < limit)
    rows.lossWeights = Array(repeating: 1, count: 3000)
    #expect(Self.divergence(afterTrainingOn: rows, validationFraction: 0) > limit)
  }

  @Test func theThreadCountChangesNoBit() {
    let parameters = [1, 2, 5].map { threadCount in
      var trainer = FlowTrainer(
        configuration: Self.configuration(epochs: 3), rows: Self.rows(700, seed: 2), seed: 3,
        threadCount: threadCount)
      while !trainer.isFinished { _ = trainer.runEpoch() }
      return trainer.best.flow.parameters
    }
    #expect(parameters[0] == parameters[1] && parameters[0] == parameters[2])
  }

  @Test func anotherSeedIsAnotherTraining() {
    let parameters = [UInt64(3), 4].map { seed in
      var trainer = FlowTrainer(
        configuration: Self.configuration(epochs: 1), rows: Self.rows(300, seed: 2), seed: seed)
      _ = trainer.runEpoch()
      return trainer.best.flow.parameters
    }
    #expect(parameters[0] != parameters[1])
  }

  @Test func anInterruptedTrainingGoesOnAsIfNothingHadHappened() throws {
    let rows = Self.rows(500, seed: 5)
    let configuration = Self.configuration(epochs: 6)
    var whole = FlowTrainer(configuration: configuration, rows: rows, seed: 9)
    while !whole.isFinished { _ = whole.runEpoch() }
    var first = FlowTrainer(configuration: configuration, rows: rows, seed: 9)
    for _ in 0..<2 { _ = first.runEpoch() }
    let file = first.state.encoded(label: "run")
    let state = try TrainingState(bytes: file, name: "s", label: "run")
    var second = FlowTrainer(configuration: configuration, rows: rows, seed: 9)
    try second.resume(state, name: "s")
    while !second.isFinished { _ = second.runEpoch() }
    #expect(second.best.flow.parameters == whole.best.flow.parameters)
    #expect(second.state.encoded(label: "run") == whole.state.encoded(label: "run"))
  }

  @Test func aStateOfAnotherTrainingIsRefused() throws {
    let trainer = FlowTrainer(
      configuration: Self.configuration(epochs: 6), rows: Self.rows(100, seed: 5), seed: 9)
    let file = trainer.state.encoded(label: "run")
    let other = #expect(throws: FlowError.self) {
      try TrainingState(bytes: file, name: "s", label: "another run")
    }
    #expect(other?.problem.contains("other choices") == true)
    for count in [0, 7, 100, file.count - 1] {
      #expect(throws: FlowError.self) {
        try TrainingState(bytes: Array(file.prefix(count)), name: "s", label: "run")
      }
    }
  }

  @Test func trainingStopsWhenTheHeldOutScoreNoLongerImproves() {
    var configuration = Self.configuration(epochs: 1000)
    configuration.patience = 5
    var trainer = FlowTrainer(
      configuration: configuration, rows: Self.rows(200, seed: 6), seed: 1)
    while !trainer.isFinished { _ = trainer.runEpoch() }
    #expect(trainer.state.epoch == trainer.state.bestEpoch + 5 && trainer.state.epoch < 1000)
  }
}
