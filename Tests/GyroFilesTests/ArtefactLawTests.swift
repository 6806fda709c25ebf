// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing
import _TestSupport

/// Files with a kind and a version: what was written is read, and nothing else.
@Suite struct ArtefactLawTests {
  struct Example: Artefact, Equatable {
    static let kind = "example"
    static let version = 2
    static let about = "an example"
    var name = "a/b", numbers = [0.1, -0.0, 1e300], limit: Int? = 3
    var impossibility: String? { numbers.contains(4) ? "has the number 4" : nil }
  }

  struct Sealed: Artefact, Equatable {
    static let kind = "sealed"
    static let version = 1
    static let about = "a sealed example"
    static let isSealed = true
    var name = "a/b", numbers = [0.1, -0.0, 1e300]
  }

  private static func problem(_ text: String) -> String? {
    do throws(FileError) {
      _ = try Example(bytes: Array(text.utf8), path: "f")
      return nil
    } catch {
      return error.problem
    }
  }

  @Test func aFileSaysWhatItIs() throws {
    let data = try Example().encoded(path: "f")
    #expect(try Example(bytes: data, path: "f") == Example())
    #expect(
      String(decoding: data, as: UTF8.self) == """
        {
          "kind" : "example",
          "limit" : 3,
          "name" : "a/b",
          "numbers" : [
            0.1,
            -0,
            1e+300
          ],
          "version" : 2
        }

        """)
    let sealed = try Sealed().encoded(path: "f")
    #expect(try Sealed(bytes: sealed, path: "f") == Sealed())
    #expect(throws: FileError.self) { try Sealed(bytes: data, path: "f") }
  }

  @Test func itIsWrittenWholeAndReadWithinALimit() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/example.json"
    try Example().write(to: path)
    #expect(try Example(path: path) == Example())
    #expect(throws: FileError.self) { try Example(path: path, limit: 20) }
    #expect(throws: FileError.self) { try Example(path: folder + "/other.json") }
    #expect(throws: FileError.self) { try Example(path: folder) }
    #expect(throws: FileError.self) { try Example(numbers: [4]).write(to: path) }
    #expect(try Example(path: path) == Example())
  }

  @Test(arguments: [
    ("{\"kind\":\"other\",\"version\":2}", "is of the kind \"other\", expected an example"),
    ("{\"version\":2}", "does not say of what kind it is, expected an example"),
    ("{\"kind\":\"example\",\"version\":1}", "has the form 1 of its kind, expected 2"),
    ("{\"kind\":\"example\"}", "has the form unknown of its kind, expected 2"),
    ("[1]", "is not a JSON object with a kind, expected an example"),
    ("", "is not a JSON object with a kind, expected an example"),
    (
      "{\"kind\":\"example\",\"version\":2,\"name\":\"a\"}",
      "lacks \"numbers\", expected an example"
    ),
    (
      "{\"kind\":\"example\",\"version\":2,\"name\":\"a\",\"numbers\":[1,\"x\"]}",
      "has a value that cannot be read at numbers/1, expected an example"
    ),
    ("{\"kind\":\"example\",\"version\":2,\"name\":\"a\",\"numbers\":[4]}", "has the number 4"),
  ])
  func anotherFileIsRefusedInWords(text: String, problem: String) {
    #expect(Self.problem(text) == problem)
  }

  @Test func noPrefixIsRead() throws {
    let data = try Example().encoded(path: "f")
    // The line end after the last brace is no part of the value.
    for count in 0..<(data.count - 2) {
      #expect(throws: FileError.self) { try Example(bytes: data.prefix(count), path: "f") }
    }
  }

  @Test(arguments: 0..<64)
  func aDamagedSealedFileIsTheSameOrRefused(seed: Int) throws {
    let data = try Sealed().encoded(path: "f")
    let damaged = damaged([UInt8](data), seed: seed)
    if let read = try? Sealed(bytes: damaged, path: "f") { #expect(read == Sealed()) }
  }

  @Test func aNumberThatJSONLacksIsRefused() {
    #expect(throws: FileError.self) { try Example(numbers: [.nan]).encoded(path: "f") }
    #expect(throws: FileError.self) { try Sealed(numbers: [.infinity]).encoded(path: "f") }
  }
}
