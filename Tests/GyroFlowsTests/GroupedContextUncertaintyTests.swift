// SPDX-License-Identifier: GPL-3.0-or-later

import GyroFlows
import GyroNumerics
import Testing
import _TestSupport

@Suite struct GroupedContextUncertaintyTests {
  /// Nine groups along the context axis with y = c + 0.2 n; the context of group 4 is wrong by 0.5.
  private static func rows(learnedSigma: Double) -> TrainingSet {
    var random = RandomStream(seed: 12).child("rows", 0)
    var (contexts, values, groups): ([Double], [Double], [Int]) = ([], [], [])
    for index in 0..<1800 {
      let group = index % 9
      contexts.append(Double(group) / 2 + (group == 4 ? 0.5 : 0))
      values.append(Double(group) / 2 + 0.2 * random.nextNormal())
      groups.append(group)
    }
    var rows = TrainingSet(
      contexts: contexts, values: values, inlierWeights: Array(repeating: 0.95, count: 1800),
      backgroundLogDensity: -2)
    rows.contextUncertainty = GroupedContextUncertainty(
      feature: 0, groups: groups, drawnSigmas: Array(repeating: 0.05, count: 9),
      learnedSigmas: (0..<9).map { $0 == 4 ? learnedSigma : 0 })
    return rows
  }

  private static func trained(learnedSigma: Double, threadCount: Int = 1) -> FlowTrainer {
    var configuration = TrainingConfiguration()
    (configuration.hiddenWidths, configuration.transformCount) = ([16], 1)
    (configuration.epochCount, configuration.batchSize) = (30, 100)
    configuration.peakLearningRate = 1e-2
    var trainer = FlowTrainer(
      configuration: configuration, rows: rows(learnedSigma: learnedSigma), seed: 2,
      threadCount: threadCount)
    while !trainer.isFinished { _ = trainer.runEpoch() }
    return trainer
  }

  @Test func aDisputedGroupFindsItsPlace() {
    let offsets = Self.trained(learnedSigma: 1).best.offsets
    expectClose(
      offsets[4], -0.5,
      .absolute(0.12, because: "200 rows of width 0.2, a flow with a bend to undo"))
    #expect(offsets.enumerated().allSatisfy { $0.offset == 4 || $0.element == 0 })
  }

  @Test func aTrustedGroupStaysWhereItIs() {
    // The twin: without a prior to move in, the same rows move nothing.
    #expect(Self.trained(learnedSigma: 0).best.offsets == Array(repeating: 0, count: 9))
  }

  @Test func aNarrowPriorHoldsTheGroup() {
    #expect(abs(Self.trained(learnedSigma: 0.002).best.offsets[4]) < 0.05)
  }

  @Test func aFurtherDrawIsIntegratedOver() {
    // Groups whose context is drawn with an error of 0.4 seem to scatter by √(0.2² + 0.4²) = 0.45.
    func halfWidth(_ draws: [GroupedContextUncertainty.FurtherDraw]) -> Double {
      var configuration = TrainingConfiguration()
      (configuration.hiddenWidths, configuration.transformCount) = ([16], 1)
      (configuration.epochCount, configuration.batchSize) = (40, 100)
      configuration.peakLearningRate = 1e-2
      var rows = Self.rows(learnedSigma: 0)
      for row in rows.contexts.indices { rows.contexts[row] = rows.values[row].rounded() }
      rows.contextUncertainty?.furtherDraws = draws
      var trainer = FlowTrainer(configuration: configuration, rows: rows, seed: 2)
      while !trainer.isFinished { _ = trainer.runEpoch() }
      let density = trainer.best.flow.conditioned(on: [2])
      return (density.quantile(0.84, member: 0) - density.quantile(0.16, member: 0)) / 2
    }
    let (sharp, drawn) = (halfWidth([]), halfWidth([.init(feature: 0, sigma: 0.4)]))
    #expect(drawn > sharp + 0.08, "\(drawn) against \(sharp)")
  }

  @Test func learningDoesNotDependOnTheThreadCountAndSurvivesInterruption() throws {
    let one = Self.trained(learnedSigma: 1)
    let two = Self.trained(learnedSigma: 1, threadCount: 2)
    #expect(
      one.best.offsets == two.best.offsets && one.best.flow.parameters == two.best.flow.parameters)
    let rows = Self.rows(learnedSigma: 1)
    var first = FlowTrainer(configuration: one.configuration, rows: rows, seed: 2)
    for _ in 0..<3 { _ = first.runEpoch() }
    let state = try TrainingState(
      bytes: first.state.encoded(label: "l"), name: "s", label: "l")
    var second = FlowTrainer(configuration: one.configuration, rows: rows, seed: 2)
    try second.resume(state, name: "s")
    while !second.isFinished { _ = second.runEpoch() }
    #expect(second.state.encoded(label: "l") == one.state.encoded(label: "l"))
  }
}
