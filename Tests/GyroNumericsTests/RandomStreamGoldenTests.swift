// SPDX-License-Identifier: GPL-3.0-or-later
// The block function and the paths of streams against numpy.

import Testing
import _TestSupport

@testable import GyroNumerics

@Suite struct RandomStreamGoldenTests {
  struct Block: Decodable { let key, counter, words: [UInt64] }
  struct Step: Decodable { let label: String, index: Int }
  struct Stream: Decodable { let path: [Step], words: [UInt64] }

  @Test func blocksAreNumpys() throws {
    let golden = try Golden<Block>.named("philox")
    #expect(golden.points.count >= 4)
    for point in golden.points {
      let block = Philox(key0: point.key[0], key1: point.key[1]).block(SIMD4(point.counter))
      #expect((0..<4).map { block[$0] } == point.words)
    }
  }

  @Test func pathsOfNamesGiveTheSameNumbersAsInPython() throws {
    let golden = try Golden<Stream>.named("streams")
    #expect(golden.points.count >= 4)
    for point in golden.points {
      var random = point.path.reduce(RandomStream(seed: 20_260_101)) {
        $0.child($1.label, $1.index)
      }
      #expect(point.words.map { _ in random.next() } == point.words)
    }
  }
}
