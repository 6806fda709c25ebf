// SPDX-License-Identifier: GPL-3.0-or-later
// Checkpoints that somebody altered and signed anew: they are read to a flow or refused in words.

import Foundation
import GyroFiles
import Testing
import _TestSupport

@testable import GyroFlows

@Suite struct HostileCheckpointTests {
  static let checkpoint = FlowCheckpoint(
    ensemble: FlowEnsemble([ExampleFlow(seed: 4).flow, ExampleFlow(seed: 4, draw: 1).flow]),
    contextNames: ["a", "b", "c"], valueName: "y", notes: ["text": "π"])
  static let bytes = checkpoint.encoded()

  /// The checkpoint with other constants, nil for none, under a digest that is right.
  private func signed(_ changes: [String: String?]) throws -> [UInt8] {
    let file = try Safetensors(bytes: Self.bytes, name: "m")
    var metadata = file.metadata
    for (key, value) in changes { metadata[key] = value }
    return Self.sign(Safetensors(metadata: metadata, tensors: file.tensors))
  }

  static func sign(_ file: Safetensors) -> [UInt8] {
    let bare = file.removing("content_sha256")
    return bare.adding(["content_sha256": bare.contentDigest.hexadecimal]).encoded()
  }

  static let withoutExtrapolation: [String: String?] = [
    "extrapolated_context": nil, "clamp_range": nil, "clamp_softness": nil, "trend_slope": nil,
    "trend_knee": nil, "trend_bend": nil,
  ]

  @Test(
    arguments: [
      ("hidden_widths", "65536,65536", "expected numbers from 1 to 4096"),
      ("hidden_widths", "4096,4096", "a flow of its constants has"),
      (
        "hidden_widths", Array(repeating: "4096", count: 100_000).joined(separator: ","),
        "100000 numbers"
      ),
      ("hidden_widths", Array(repeating: "1", count: 33).joined(separator: ","), "33 numbers"),
      ("transforms", "64", "a flow of its constants has"), ("transforms", "2", "no tensor"),
      ("transforms", "65", "from 1 to 64"),
      ("bins", "1024", "a flow of its constants has"), ("bins", "1", "from 2 to 1024"),
      ("flows", "256", "no tensor"), ("flows", "0", "from 1 to 256"),
      ("context_names", ",", "different names"), ("context_names", "a,,c", "different names"),
      ("context_names", "a,a,c", "different names"), ("context_names", ",,", "different names"),
      (
        "context_names", (0..<100_000).map { "n\($0)" }.joined(separator: ","), "1 to 64 different"
      ),
      ("bound", "inf", "from 1.0 to 100.0"), ("slope", "0.6", "from 1e-09 to 0.5"),
      ("clamp_range", "-1e9,1e9", "clamp_range"), ("clamp_range", "nan,nan", "clamp_range"),
      ("clamp_softness", "1e-7", "clamp_softness"), ("trend_slope", "1e7", "trend_slope"),
      ("trend_bend", "1e-10", "trend_bend"), ("value_scale", "1e-10", "value_scale"),
      ("context_mean", "1e10,0,0", "context_mean"),
    ])
  func aConstantBeyondItsLimitIsRefused(constant: String, value: String, words: String) throws {
    let bytes = try signed([constant: value])
    let error = #expect(throws: FlowError.self) { try FlowCheckpoint(bytes: bytes, name: "m") }
    #expect(error?.description.contains(words) == true, "\(error?.description.prefix(300) ?? "")")
    #expect((error?.description.count ?? 0) < 600)
  }

  @Test func namesThatAreNoneAreRefusedWithoutAnExtrapolationToo() throws {
    for names in [",", ",,", "a,b", "a,b,c,d", "x"] {
      let bytes = try signed(Self.withoutExtrapolation.merging(["context_names": names]) { $1 })
      #expect(throws: FlowError.self) { try FlowCheckpoint(bytes: bytes, name: "m") }
    }
    let plain = try FlowCheckpoint(bytes: signed(Self.withoutExtrapolation), name: "m")
    #expect(plain.ensemble.flows[0].architecture.extrapolation == nil)
  }

  /// Every constant with every number that breaks arithmetic.
  @Test func noConstantAndNoNumberTraps() throws {
    let constants = try Safetensors(bytes: Self.bytes, name: "m").metadata.keys.sorted()
    for constant in constants {
      for number in extremeNumbers {
        for value in [number, "\(number),\(number)", "\(number),\(number),\(number)"] {
          Self.read(try signed([constant: value]))
        }
      }
    }
  }

  /// Reads bytes and uses what was read, or expects an error in words.
  private static func read(_ bytes: [UInt8]) {
    do throws(FlowError) {
      let read = try FlowCheckpoint(bytes: bytes, name: "m")
      // Numbers may be spelled in several ways; what was read is written in one.
      let again = try FlowCheckpoint(bytes: read.encoded(), name: "m")
      #expect(again.encoded() == read.encoded())
      let density = read.ensemble.conditioned(
        on: Array(repeating: 1, count: read.contextNames.count))
      #expect(!density.logDensity(at: 0.5, member: 0).isNaN)
    } catch {
      #expect(error.description.hasPrefix("m: ") && !error.problem.isEmpty)
    }
  }

  @Test(arguments: 0..<400) func damagedBytesAreReadOrRefused(seed: Int) throws {
    let header = 8 + Int(Self.bytes[0]) + 256 * Int(Self.bytes[1])
    // Half of the damages in the header, where the constants are.
    let bytes = damaged(Self.bytes, seed: seed, to: seed.isMultiple(of: 2) ? header : nil)
    if let read = try? FlowCheckpoint(bytes: bytes, name: "m") {
      // The order of tensors and blanks of the header mean nothing; all else is under the digest.
      #expect(read.encoded() == Self.bytes)
    }
    // The same under a digest that is right, so that nothing hides the reader.
    if let file = try? Safetensors(bytes: bytes, name: "m") { Self.read(Self.sign(file)) }
  }

  /// A header around eight bytes of data.
  private func file(_ header: String, dataCount: Int = 8) -> [UInt8] {
    let bytes = Array(header.utf8)
    return withUnsafeBytes(of: UInt64(bytes.count).littleEndian, Array.init) + bytes
      + [UInt8](repeating: 0, count: dataCount)
  }

  @Test(
    arguments: [
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 8, nil),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 8, nil),
      // Two on the same bytes, with a hole that makes the sum right.
      (
        #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#,
        16, "where the one before ends"
      ),
      (
        #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"F64","shape":[1],"data_offsets":[4,12]}}"#,
        16, "where the one before ends"
      ),
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}"#, 16, "expected 0"),
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 9, "bytes of data"),
      (
        #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"\u0061":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#,
        8, "twice"
      ),
      (#"{"__metadata__":{"x":"1","x":"2"}}"#, 0, "twice"),
      (#"{"a":{"dtype":"F64","dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#, 8, "twice"),
      (#"{"__metadata__":{"x:y":"1:2","z\"":":"}}"#, 0, nil),
      (#"{"__metadata__":{"x":1}}"#, 0, "not words"), (#"{"__metadata__":[]}"#, 0, "not words"),
      (#"{"a":{"dtype":"F64","shape":[16777216,16777216],"data_offsets":[0,8]}}"#, 8, "places"),
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[-8,0]}}"#, 8, "places"),
      (
        #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[9223372036854775807,-9223372036854775808]}}"#,
        8, "places"
      ),
      (#"{"a":{"dtype":"F64","shape":[1.5],"data_offsets":[0,8]}}"#, 8, "unknown here"),
      (#"{"a":5}"#, 8, "unknown here"),
      (String(repeating: "[", count: 100_000), 0, "not JSON"),
      (String(repeating: #"{"a":"#, count: 100_000), 0, "not JSON"),
    ] as [(String, Int, String?)])
  func everyByteBelongsToOneTensor(header: String, dataCount: Int, words: String?) {
    let bytes = file(header, dataCount: dataCount)
    guard let words else {
      #expect(throws: Never.self) { try Safetensors(bytes: bytes, name: "m") }
      return
    }
    let error = #expect(throws: FlowError.self) { try Safetensors(bytes: bytes, name: "m") }
    #expect(error?.description.contains(words) == true, "\(error?.description.prefix(300) ?? "")")
  }

  @Test func aHugeHeaderIsRefusedBeforeItIsRead() {
    for size in [UInt64(10 << 20) + 1, 1 << 40, 1 << 63, .max] {
      let bytes = withUnsafeBytes(of: size.littleEndian, Array.init) + Array("{}".utf8)
      let error = #expect(throws: FlowError.self) { try FlowCheckpoint(bytes: bytes, name: "m") }
      #expect(error?.problem.contains("announces a header") == true)
    }
  }

  @Test func anEndlessFileIsRefused() throws {
    let error = #expect(throws: FlowError.self) { try FlowCheckpoint(path: "/dev/zero") }
    #expect(error?.problem.contains("more than 1073741824 bytes") == true)
  }
}
