// SPDX-License-Identifier: GPL-3.0-or-later

import GyroFlows
import GyroModel
import Testing

@Suite struct RotationFlowTests {
  static let domain = CalibrationDomain(
    log10AgeMyr: 0.2...3.6, bpRp0: -0.2...4.9, log10BpRp0Sigma: -1.85...0.1,
    log10PeriodDays: -1.5...2.6)

  private func checkpoint(
    contextNames: [String] = ContextSchema.rotation.names, notes: [String: String]
  ) -> FlowCheckpoint {
    let architecture = FlowArchitecture(
      contextCount: contextNames.count, transformCount: 1, hiddenWidths: [4], activation: .relu,
      binCount: 2, bound: 5, slope: 1e-3)
    return FlowCheckpoint(
      ensemble: FlowEnsemble([
        ConditionalFlow(
          architecture: architecture,
          contextStandardizer: .identity(featureCount: contextNames.count),
          valueStandardizer: .identity(featureCount: 1),
          parameters: Array(repeating: 0, count: architecture.parameterCount))
      ]),
      contextNames: contextNames, valueName: RotationFlow.valueName, notes: notes)
  }

  @Test func theDomainSurvivesAsNotes() throws {
    let notes = RotationFlow.notes(domain: Self.domain, medianBpRp0Sigma: 0.0231)
    let flow = try RotationFlow(checkpoint(notes: notes), file: "m")
    #expect(flow.domain == Self.domain && flow.medianBpRp0Sigma == 0.0231)
  }

  @Test func aFlowWithoutNotesHasNoDomain() throws {
    let flow = try RotationFlow(checkpoint(notes: [:]), file: "m")
    #expect(flow.domain == nil && flow.medianBpRp0Sigma == nil)
  }

  @Test func aFlowOfSomethingElseIsRefused() {
    let error = #expect(throws: FlowError.self) {
      try RotationFlow(checkpoint(contextNames: ["mass"], notes: [:]), file: "m")
    }
    #expect(error?.problem.contains("given mass") == true)
  }

  @Test(arguments: [("range.bp_rp0", "3,1"), ("range.bp_rp0", "x"), ("median_bp_rp0_sigma", "-1")])
  func aBrokenNoteIsAnError(key: String, text: String) {
    #expect(throws: FlowError.self) {
      try RotationFlow(checkpoint(notes: [key: text]), file: "m")
    }
  }
}
