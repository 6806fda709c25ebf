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
    ])
  func impossibleChoicesAreRefused(json: String) {
    let error = #expect(throws: DecodingError.self) { try decode(json) }
    #expect(error.map { "\($0)" }?.contains("expected") == true)
  }
}
