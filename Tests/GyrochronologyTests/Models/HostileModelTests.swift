// SPDX-License-Identifier: GPL-3.0-or-later
// Models from strangers: each of those that once crashed the program is refused in words.

import Foundation
import GyroFlows
import GyroModel
import Gyrochronology
import Testing
import _TestSupport

@Suite struct HostileModelTests {
  /// What each file is refused for.
  static let files = [
    "ctx_comma_noex": "expected 1 to 64 different names",
    "hidden_huge": "expected numbers from 1 to 4096",
    "hidden_many": "expected numbers from 1 to 4096",
    "range-bp_rp0--1e9_-1e9":
      "the range \"-1e9,-1e9\" of bp_rp0, expected two numbers from -2.0 to 10",
    "range-bp_rp0-1e308_1e308": "the range \"1e308,1e308\" of bp_rp0",
    "range-bp_rp0-inf_inf": "the range \"inf,inf\" of bp_rp0",
    "range-log10_bp_rp0_sigma--1e9_-1e9": "the range \"-1e9,-1e9\" of log10_bp_rp0_sigma",
  ]

  @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absence)))
  func everyHostileCheckpointIsRefusedInWords() throws {
    let folder = SharedFolder.file("cases/hostile")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix("checkpoint-") }
    #expect(names.count >= Self.files.count)
    for name in names {
      let error = #expect(throws: FlowError.self) {
        try LoadedModel(folder.appending(path: name).path)
      }
      let key = name.replacing("checkpoint-", with: "").replacing(".safetensors", with: "")
      #expect(
        error?.problem.contains(Self.files[key] ?? "") == true,
        "\(name): \(error?.description.prefix(300) ?? "")")
    }
  }

  /// Every range with bounds that are infinite, equal, in the wrong order, impossible or none.
  @Test(arguments: ContextSchema.rotation.names + [RotationFlow.valueName])
  func rangesThatNoCalibratorsHaveAreRefused(quantity: String) throws {
    let checkpoint = try MeasuredColorModel.loaded().rotation.checkpoint
    for range in [
      "5,-5", "nan,nan", "inf,inf", "-inf,inf", "1", "", "a,b", "1,2,3", "1e308,1e309", "nan,5",
      "-1e300,1e300", "1e308,1e308", "2,2", "-1e9,-1e9", "-1e9,1e9", "-100,1", "1,100", ",1,2",
      "1,2,", "0x1,0x2p5",
    ] {
      var notes = checkpoint.notes
      notes["range.\(quantity)"] = range
      let changed = FlowCheckpoint(
        ensemble: checkpoint.ensemble, contextNames: checkpoint.contextNames,
        valueName: checkpoint.valueName, notes: notes)
      let error = #expect(throws: FlowError.self) {
        try RotationFlow(FlowCheckpoint(bytes: changed.encoded(), name: "m"), file: "m")
      }
      #expect(error?.problem.contains("of \(quantity), expected two numbers") == true)
      // What would be refused is not written.
      let unwritten = #expect(throws: FlowError.self) {
        try RotationFlow.readableBytes(of: changed, file: "out")
      }
      #expect(unwritten?.description.hasPrefix("out: is not written") == true)
    }
  }

  @Test(arguments: ["nan", "inf", "-1", "0", "1e300", "1e-300", "", "x", "5e-324"])
  func aMedianErrorThatIsNoneIsRefused(text: String) throws {
    let checkpoint = try FlowCheckpoint(bytes: EmbeddedModel.bytes, name: "m")
    let notes = checkpoint.notes.merging(["median_bp_rp0_sigma": text]) { $1 }
    let changed = FlowCheckpoint(
      ensemble: checkpoint.ensemble, contextNames: checkpoint.contextNames,
      valueName: checkpoint.valueName, notes: notes)
    let error = #expect(throws: FlowError.self) { try RotationFlow(changed, file: "m") }
    #expect(error?.problem.contains("expected an error in mag") == true)
  }

  @Test func theEmbeddedModelIsReadable() throws {
    let checkpoint = try FlowCheckpoint(bytes: EmbeddedModel.bytes, name: "m")
    #expect(try RotationFlow.readableBytes(of: checkpoint, file: "m") == EmbeddedModel.bytes)
  }

  @Test func aPipeIsReadAsAModel() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let writer = Thread { try? Data(EmbeddedModel.bytes).write(to: URL(filePath: path)) }
    writer.start()
    #expect(try LoadedModel(path).digest == LoadedModel().digest)
  }
}
