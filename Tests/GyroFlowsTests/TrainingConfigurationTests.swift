// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFlows
import Testing

@Suite struct TrainingConfigurationTests {
  private func decode(_ json: String) throws -> TrainingConfiguration {
    try JSONDecoder().decode(TrainingConfiguration.self, from: Data(json.utf8))
  }

  @Test func aSubsetKeepsTheOtherDefaults() throws {
    var expected = TrainingConfiguration()
    expected.epochCount = 7
    expected.hiddenWidths = [8]
    #expect(try decode(#"{"epochs": 7, "hidden_widths": [8]}"#) == expected)
  }

  @Test func whatIsEncodedIsDecoded() throws {
    var configuration = TrainingConfiguration()
    configuration.activation = .relu
    configuration.weightDecay = 0.125
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(TrainingConfiguration.self, from: data) == configuration)
  }

  @Test func anUnknownChoiceIsNamed() {
    let error = #expect(throws: DecodingError.self) { try decode(#"{"epoch": 7}"#) }
    #expect(error.map { "\($0)" }?.contains("unknown choice") == true)
  }

  @Test(
    arguments: [
      #"{"epochs": 0}"#, #"{"hidden_widths": []}"#, #"{"slope": 1}"#, #"{"bins": 1}"#,
      #"{"validation_fraction": 0.9}"#, #"{"batch_size": -5}"#, #"{"clamp_softness": -1}"#,
      #"{"clamp_softness": 0.1, "trend_bend": 0}"#, #"{"trend_slope": 1e30}"#,
      #"{"clamp_softness": 1e-10}"#, #"{"clamp_softness": 1e-7}"#, #"{"transforms": 65}"#,
      #"{"bins": 1025}"#, #"{"hidden_widths": [4097]}"#, #"{"slope": 1e-10}"#,
    ])
  func impossibleChoicesAreRefused(json: String) {
    let error = #expect(throws: DecodingError.self) { try decode(json) }
    #expect(error.map { "\($0)" }?.contains("expected") == true)
  }

  /// What may be trained may be read: every constant at both ends of its limits.
  @Test(
    arguments: [
      #"{"clamp_softness": 1e-6}"#, #"{"clamp_softness": 1e4}"#,
      #"{"clamp_softness": 1, "trend_slope": -1e4, "trend_knee": 1e4, "trend_bend": 1e-6}"#,
      #"{"clamp_softness": 1, "trend_slope": 1e4, "trend_knee": -1e4, "trend_bend": 1e4}"#,
      #"{"transforms": 64, "bins": 2}"#, #"{"bins": 1024}"#, #"{"hidden_widths": [1]}"#,
      #"{"bound": 1, "slope": 1e-9}"#, #"{"bound": 100, "slope": 0.5}"#,
      #"{"hidden_widths": [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}"#,
    ])
  func whatMayBeTrainedMayBeRead(json: String) throws {
    var configuration = try decode(json)
    if configuration.hiddenWidths == TrainingConfiguration().hiddenWidths {
      configuration.hiddenWidths = [2]
    }
    configuration.epochCount = 1
    let contexts = (0..<40).map { Double($0) / 10 }
    let rows = TrainingSet(
      contexts: contexts, values: contexts.map { 0.5 * $0 },
      inlierWeights: Array(repeating: 0.9, count: 40), backgroundLogDensity: -2)
    let trainer = FlowTrainer(configuration: configuration, rows: rows, seed: 1)
    let checkpoint = FlowCheckpoint(
      ensemble: FlowEnsemble([trainer.best.flow]), contextNames: ["a"], valueName: "y", notes: [:])
    let bytes = checkpoint.encoded()
    #expect(try FlowCheckpoint(bytes: bytes, name: "m").encoded() == bytes)
  }
}
