// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFlows
import Testing

@Suite struct FlowCheckpointTests {
  let checkpoint = FlowCheckpoint(
    ensemble: FlowEnsemble([ExampleFlow(seed: 4).flow, ExampleFlow(seed: 4, draw: 1).flow]),
    contextNames: ["a", "b", "c"], valueName: "y",
    notes: ["catalog_sha256": "abc", "text": "with \"quotes\" and π"])

  @Test func whatIsWrittenIsRead() throws {
    let bytes = checkpoint.encoded()
    let read = try FlowCheckpoint(bytes: bytes, name: "m")
    #expect(read.ensemble.flows.count == 2)
    for (flow, original) in zip(read.ensemble.flows, checkpoint.ensemble.flows) {
      #expect(flow.architecture == original.architecture)
      #expect(flow.contextStandardizer == original.contextStandardizer)
      #expect(flow.valueStandardizer == original.valueStandardizer)
      #expect(flow.parameters == original.parameters)
    }
    #expect(read.contextNames == checkpoint.contextNames && read.valueName == "y")
    #expect(read.notes == checkpoint.notes)
    #expect(read.encoded() == bytes)
  }

  @Test func everyTruncationIsAnError() {
    let bytes = checkpoint.encoded()
    for count in Array(0..<600) + Array(stride(from: 600, to: bytes.count, by: 97)) {
      #expect(throws: FlowError.self) {
        try FlowCheckpoint(bytes: Array(bytes.prefix(count)), name: "m")
      }
    }
  }

  /// The file with a piece of its header replaced, the header's length mended.
  private func edited(_ find: String, _ replacement: String) throws -> [UInt8] {
    let bytes = checkpoint.encoded()
    let size = bytes[0..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try #require(String(bytes: bytes[8..<8 + size], encoding: .utf8))
    try #require(header.contains(find), "\(find) is not in \(header)")
    let new = Array(header.replacingOccurrences(of: find, with: replacement).utf8)
    return withUnsafeBytes(of: UInt64(new.count).littleEndian, Array.init) + new
      + bytes[(8 + size)...]
  }

  @Test(
    arguments: [
      "activation", "bins", "bound", "flows", "hidden_widths", "slope", "transforms",
      "context_names",
      "context_mean", "context_scale", "value_name", "value_mean", "value_scale", "content_sha256",
      "extrapolated_context", "clamp_range", "clamp_softness", "trend_slope", "trend_knee",
      "trend_bend",
    ])
  func aMissingConstantIsNamed(constant: String) throws {
    let bytes = try edited("\"\(constant)\":", "\"note.\(constant)\":")
    let error = #expect(throws: FlowError.self) { try FlowCheckpoint(bytes: bytes, name: "m") }
    #expect(error?.problem == "lacks the constant \"\(constant)\"")
  }

  @Test func anUnknownConstantIsRefused() throws {
    let bytes = try edited("\"note.text\":", "\"tail_exponent\":")
    let error = #expect(throws: FlowError.self) { try FlowCheckpoint(bytes: bytes, name: "m") }
    #expect(error?.problem.contains("tail_exponent") == true)
    #expect(error?.hint?.contains("density") == true)
  }

  @Test(
    arguments: [
      ("\"slope\":\"0.001\"", "\"slope\":\"1.5\"", "slope"),
      ("\"slope\":\"0.001\"", "\"slope\":\"nan\"", "slope"),
      ("\"activation\":\"silu\"", "\"activation\":\"tanh\"", "activation"),
      ("\"bins\":\"6\"", "\"bins\":\"7\"", "shape"),
      ("\"bins\":\"6\"", "\"bins\":\"six\"", "bins"),
      ("\"value_scale\":\"0.5\"", "\"value_scale\":\"0\"", "value_scale"),
      ("\"context_mean\":\"2.0,1.5,-1.5\"", "\"context_mean\":\"2.0,1.5\"", "context_mean"),
      ("\"clamp_range\":\"-1.2,2.4\"", "\"clamp_range\":\"2.4,-1.2\"", "clamp_range"),
      ("\"clamp_softness\":\"0.3\"", "\"clamp_softness\":\"0\"", "clamp_softness"),
      ("\"extrapolated_context\":\"b\"", "\"extrapolated_context\":\"x\"", "extrapolates along"),
      ("gyrochrone-flow-1", "gyrochrone-flow-9", "format"),
      ("\"F64\"", "\"I64\"", "I64"),
      ("\"flows\":\"2\"", "\"flows\":\"1\"", "no place"),
      ("\"flows\":\"2\"", "\"flows\":\"3\"", "no tensor"),
      (
        "\"data_offsets\":[0,", "\"data_offsets\":[9,-9223372036854775808],\"x\":[", "bytes 9 to -9"
      ),
    ])
  func aWrongConstantIsAnError(found: String, replacement: String, word: String) throws {
    let bytes = try edited(found, replacement)
    let error = #expect(throws: FlowError.self) { try FlowCheckpoint(bytes: bytes, name: "m") }
    #expect(error?.description.contains(word) == true)
  }

  /// Values that could be, but are not those that were written.
  @Test(
    arguments: [
      ("\"slope\":\"0.001\"", "\"slope\":\"0.0001\""), ("\"bound\":\"5.0\"", "\"bound\":\"6.0\""),
      ("\"value_scale\":\"0.5\"", "\"value_scale\":\"1.0\""),
      ("\"note.catalog_sha256\":\"abc\"", "\"note.catalog_sha256\":\"abd\""),
      ("\"activation\":\"silu\"", "\"activation\":\"relu\""),
      ("\"trend_slope\":\"0.5\"", "\"trend_slope\":\"0.6\""),
      ("\"clamp_range\":\"-1.2,2.4\"", "\"clamp_range\":\"-1.2,2.5\""),
    ])
  func anAlteredConstantIsSeen(found: String, replacement: String) throws {
    let bytes = try edited(found, replacement)
    let error = #expect(throws: FlowError.self) { try FlowCheckpoint(bytes: bytes, name: "m") }
    #expect(error?.problem.contains("altered") == true)
  }

  @Test func anAlteredNumberIsSeen() throws {
    var bytes = checkpoint.encoded()
    bytes[bytes.count - 3] ^= 1
    let error = #expect(throws: FlowError.self) { try FlowCheckpoint(bytes: bytes, name: "m") }
    #expect(error?.problem.contains("altered") == true)
  }

  @Test func bytesBeyondTheLastTensorAreRefused() {
    #expect(throws: FlowError.self) {
      try FlowCheckpoint(bytes: checkpoint.encoded() + [0, 0, 0, 0], name: "m")
    }
  }

  @Test func anotherFileIsNotACheckpoint() {
    for text in ["", "cluster,Prot\nM67,26\n", String(repeating: "\u{0}", count: 64)] {
      let error = #expect(throws: FlowError.self) {
        try FlowCheckpoint(bytes: Array(text.utf8), name: "stars.csv")
      }
      #expect(error?.description.hasPrefix("stars.csv: ") == true)
    }
  }

  @Test func parametersThatAreNotFiniteAreRefused() throws {
    var bytes = checkpoint.encoded()
    bytes.replaceSubrange(
      (bytes.count - 8)...,
      with: withUnsafeBytes(of: Double.nan.bitPattern.littleEndian, Array.init))
    let error = #expect(throws: FlowError.self) { try FlowCheckpoint(bytes: bytes, name: "m") }
    #expect(error?.problem.contains("not finite") == true)
  }

  @Test func aMissingFileIsAnError() {
    let error = #expect(throws: FlowError.self) { try FlowCheckpoint(path: "no/such/model") }
    #expect(error?.description.contains("no/such/model") == true)
  }
}
