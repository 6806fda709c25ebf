// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing
import _TestSupport

@Suite struct SealedJSONTests {
  struct Example: Codable, Hashable {
    var name = "a \"star\"/π"
    var numbers = [0.1, -0.0, 1e-300, .pi, .leastNonzeroMagnitude, 1.7976931348623157e308]
    var count = 3
    var inner: [String: Int]? = ["x": 1, "sha256": 2]
  }

  @Test(arguments: [false, true]) func whatIsWrittenIsRead(isPretty: Bool) throws {
    let bytes = try SealedJSON.encoded(Example(), path: "f", isPretty: isPretty)
    let read: Example = try SealedJSON.decoded(from: bytes, path: "f")
    #expect(
      read == Example() && read.numbers.map(\.bitPattern) == Example().numbers.map(\.bitPattern))
    #expect(try SealedJSON.encoded(read, path: "f", isPretty: isPretty) == bytes)
    // The whole is JSON as any program reads it.
    let object = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    #expect((object?["sha256"] as? String)?.count == 64 && object?["count"] as? Int == 3)
  }

  @Test func numbersThatJSONHasNotAreErrors() throws {
    for number in [Double.nan, .infinity, -.infinity] {
      let error = #expect(throws: FileError.self) {
        try SealedJSON.encoded(Example(numbers: [number]), path: "f")
      }
      #expect(error?.problem.contains("NaN or infinite") == true)
    }
    let infinite = Example(numbers: [.infinity, -.infinity])
    let bytes = try SealedJSON.encoded(infinite, path: "f", allowsInfinity: true)
    #expect(try SealedJSON.decoded(from: bytes, path: "f", allowsInfinity: true) == infinite)
  }

  @Test(arguments: 0..<400) func aChangedValueIsNeverTaken(seed: Int) throws {
    let bytes = [UInt8](try SealedJSON.encoded(Example(), path: "f", isPretty: seed % 2 == 0))
    do throws(FileError) {
      let read: Example = try SealedJSON.decoded(from: damaged(bytes, seed: seed), path: "f")
      #expect(read == Example())
    } catch { #expect(error.description.hasPrefix("f: is not")) }
  }

  @Test func aRunningDigestIsThatOfAllBytesSoFar() {
    let running = RunningDigest()
    var all: [UInt8] = []
    for piece in 0..<5 {
      #expect(running.digest == SHA256Digest(of: all))
      let bytes = [UInt8](repeating: UInt8(piece), count: 100 * piece)
      running.update(bytes)
      all += bytes
    }
    #expect(running.digest == SHA256Digest(of: all))
  }
}
