// SPDX-License-Identifier: GPL-3.0-or-later

import GyroFiles
import GyroFlows
import GyroModel
import Gyrochronology
import Testing

@Suite struct LoadedModelTests {
  @Test func theEmbeddedModelIsARotationFlowThatKnowsItsDomain() throws {
    let model = try LoadedModel()
    #expect(model.name == "default")
    #expect(model.digest == SHA256Digest(of: EmbeddedModel.bytes))
    #expect(model.rotation.domain != nil && model.rotation.medianBpRp0Sigma != nil)
  }

  /// The program does not check its own model against the digest in it at every start; this test does.
  @Test func theEmbeddedModelIsWhatWasWritten() throws {
    let checkpoint = try FlowCheckpoint(bytes: EmbeddedModel.bytes, name: "default")
    #expect(checkpoint.encoded() == EmbeddedModel.bytes)
  }

  @Test func aMissingModelSaysWhatToName() {
    let error = #expect(throws: FlowError.self) { try LoadedModel("no/such/model.safetensors") }
    #expect(error?.description.contains("no/such/model.safetensors") == true)
    #expect(error?.hint?.contains("default") == true)
  }
}
