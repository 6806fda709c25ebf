// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a checkpoint's header, on which the digests of all models rest.

import Foundation
import Testing

@testable import GyroFlows

/// The header is compared with the writer of Foundation, which wrote all models before.
@Suite struct SafetensorsHeaderTests {
  private static func byFoundation(
    _ metadata: [String: String], _ tensors: [(name: String, shape: [Int], bytes: Range<Int>)]
  ) throws -> [UInt8] {
    var header: [String: Any] = ["__metadata__": metadata]
    for tensor in tensors {
      header[tensor.name] = [
        "dtype": "F64", "shape": tensor.shape,
        "data_offsets": [tensor.bytes.lowerBound, tensor.bytes.upperBound],
      ]
    }
    return [UInt8](try JSONSerialization.data(withJSONObject: header, options: [.sortedKeys]))
  }

  @Test(arguments: [
    ["flows.2.a", "flows.10.a", "flows.02.b"], ["b", "B", "a", "A", "ab", "aB"],
    ["note.range.bp_rp0", "note.training", "note_x", "note-x", "note"],
    ["a.1", "a.", "a", "a1", "a_1", "1a", "_", "Z", "z", "10", "9"],
  ])
  func namesAreInTheOrderOfAllModelsSoFar(_ names: [String]) throws {
    let metadata = Dictionary(uniqueKeysWithValues: names.map { ($0, "v") })
    var header = SafetensorsHeader(metadata: metadata)
    var tensors: [(name: String, shape: [Int], bytes: Range<Int>)] = []
    for (index, name) in names.enumerated() {
      tensors.append((name, [index, 2], (16 * index)..<(16 * index + 16)))
      header.add(name, shape: [index, 2], bytes: (16 * index)..<(16 * index + 16))
    }
    let expected = String(decoding: try Self.byFoundation(metadata, tensors), as: UTF8.self)
    #expect(String(decoding: header.bytes, as: UTF8.self) == expected)
  }

  @Test func textsAreEscapedAsInAllModelsSoFar() throws {
    let texts = ["a/b\"c\\d", "\n\r\t\u{8}\u{C}\u{1}\u{1F}\u{7F}", "λ 𝛿 é", ""]
    for text in texts {
      let header = SafetensorsHeader(metadata: ["k": text])
      let expected = try Self.byFoundation(["k": text], [])
      #expect(
        String(decoding: header.bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
    }
  }
}
