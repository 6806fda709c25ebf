// SPDX-License-Identifier: GPL-3.0-or-later
// The state of an interrupted training: what was altered is refused, and what is forged cannot trap.

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@testable import GyroFlows

@Suite struct TrainingStateTests {
  private static var fresh: FlowTrainer {
    var random = RandomStream(seed: 3).child("rows")
    let contexts = (0..<60).map { _ in random.nextNormal() }
    var rows = TrainingSet(
      contexts: contexts, values: contexts.map { $0 + 0.1 * random.nextNormal() },
      inlierWeights: Array(repeating: 0.9, count: 60), backgroundLogDensity: -2)
    rows.contextUncertainty = GroupedContextUncertainty(
      feature: 0, groups: (0..<60).map { $0 % 3 }, drawnSigmas: [0.1, 0.1, 0.1],
      learnedSigmas: [0, 0, 0.2])
    var configuration = TrainingConfiguration()
    (configuration.hiddenWidths, configuration.transformCount, configuration.binCount) = ([3], 1, 2)
    (configuration.epochCount, configuration.batchSize) = (4, 20)
    return FlowTrainer(configuration: configuration, rows: rows, seed: 1)
  }

  /// The state after two epochs.
  private static let bytes: [UInt8] = {
    var trainer = fresh
    for _ in 0..<2 { _ = trainer.runEpoch() }
    return trainer.state.encoded(label: "run")
  }()

  private static func signed(
    _ changes: [String: String] = [:], _ vectors: [String: ([Double]) -> [Double]] = [:]
  ) throws -> [UInt8] {
    let file = try Safetensors(bytes: bytes, name: "s", largest: .greatestFiniteMagnitude)
    return HostileCheckpointTests.sign(
      Safetensors(
        metadata: file.metadata.merging(changes) { $1 },
        tensors: file.tensors.map { tensor in
          let values = vectors[tensor.name]?(tensor.values) ?? tensor.values
          return .init(name: tensor.name, shape: [values.count], values: values)
        }))
  }

  private static func resume(_ bytes: [UInt8]) throws(FlowError) -> FlowTrainer {
    var trainer = fresh
    try trainer.resume(TrainingState(bytes: bytes, name: "s", label: "run"), name: "s")
    return trainer
  }

  @Test func aStateIsReadToTheLastBit() throws {
    #expect(try Self.resume(Self.bytes).state.encoded(label: "run") == Self.bytes)
    #expect(try Self.resume(Self.signed()).state.encoded(label: "run") == Self.bytes)
  }

  /// What is changed and not signed is noticed, wherever it is.
  @Test func everyAlteredByteIsSeen() {
    for place in stride(from: 0, to: Self.bytes.count, by: 3) {
      var bytes = Self.bytes
      bytes[place] ^= 1
      guard let trainer = try? Self.resume(bytes) else { continue }
      // Blanks of the header mean nothing.
      #expect(trainer.state.encoded(label: "run") == Self.bytes, "byte \(place)")
    }
  }

  @Test func anAlteredStateSaysWhatToDo() {
    var bytes = Self.bytes
    bytes[bytes.count - 2] ^= 1
    let error = #expect(throws: FlowError.self) { try Self.resume(bytes) }
    #expect(
      error?.description
        == "s: is not what was written: a number or a word was altered. Delete it to start anew")
  }

  @Test(
    arguments: [
      ("epoch", "-5"), ("epoch", "-9223372036854775808"), ("epoch", "9223372036854775807"),
      ("epoch", "5"), ("epoch", "4"), ("epoch", "0"), ("steps", "0"), ("steps", "-1"),
      ("steps", "9223372036854775807"), ("best_epoch", "-7"), ("best_epoch", "3"),
      ("best_score", "nan"), ("best_score", "inf"), ("epoch", "1.5"), ("epoch", ""),
    ])
  func aForgedCountIsRefused(key: String, value: String) throws {
    let bytes = try Self.signed([key: value])
    let error = #expect(throws: FlowError.self) { try Self.resume(bytes) }
    #expect(error?.hint == "Delete it to start anew", "\(error?.description ?? "")")
  }

  private static let ofParameters = [
    "parameters", "best_parameters", "first_moment", "second_moment",
  ]
  private static let ofOffsets = [
    "offsets", "best_offsets", "offsets_first_moment", "offsets_second_moment",
  ]

  @Test(arguments: [ofParameters, ofOffsets])
  func vectorsOfAnotherLengthAreRefused(names: [String]) throws {
    let lengths: [([Double]) -> [Double]] = [
      { _ in [] }, { Array($0.dropLast()) }, { $0 + [0] }, { $0 + $0 },
    ]
    for change in lengths {
      let all = Dictionary(uniqueKeysWithValues: names.map { ($0, change) })
      let bytes = try Self.signed([:], all)
      #expect(throws: FlowError.self) { try Self.resume(bytes) }
      let one = try Self.signed([:], [names[0]: change])
      #expect(throws: FlowError.self) { try Self.resume(one) }
    }
  }

  @Test func numbersThatNoTrainingLeavesAreRefused() throws {
    for (name, number) in [("second_moment", -1.0), ("parameters", .nan), ("offsets", .infinity)] {
      let bytes = try Self.signed([:], [name: { $0.map { _ in number } }])
      #expect(throws: FlowError.self) { try Self.resume(bytes) }
    }
  }

  @Test(arguments: 0..<300) func damagedBytesAreReadOrRefused(seed: Int) throws {
    let bytes = damaged(Self.bytes, seed: seed)
    if let trainer = try? Self.resume(bytes) {
      #expect(trainer.state.encoded(label: "run") == Self.bytes)
    }
    guard
      let file = try? Safetensors(bytes: bytes, name: "s", largest: .greatestFiniteMagnitude),
      var trainer = try? Self.resume(HostileCheckpointTests.sign(file))
    else { return }
    // Whatever was forged, the training goes on to its end.
    while !trainer.isFinished { _ = trainer.runEpoch() }
    #expect(trainer.state.epoch <= 4)
  }
}
