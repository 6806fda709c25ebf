// SPDX-License-Identifier: GPL-3.0-or-later

import GyroNumerics
import Testing

@Suite struct RandomStreamTests {
  @Test func theSamePathIsTheSameStream() {
    var first = RandomStream(seed: 1).child("star", 4).child("period")
    var second = RandomStream(seed: 1).child("star", 4).child("period")
    #expect((0..<9).map { _ in first.next() } == (0..<9).map { _ in second.next() })
  }

  @Test func drawingDoesNotMoveTheChildren() {
    var parent = RandomStream(seed: 1)
    let before = parent.child("star")
    for _ in 0..<7 { _ = parent.next() }
    #expect(parent.child("star") == before)
  }

  @Test func namesIndicesAndSeedsAreToldApart() {
    let root = RandomStream(seed: 1)
    var streams = [
      root, RandomStream(seed: 2), root.child("a"), root.child("b"), root.child("a", 1),
      root.child("a", -1), root.child("a").child("a"), root.child(""), root.child("ab"),
    ]
    #expect(Set(streams.indices.map { streams[$0].next() }).count == streams.count)
  }

  @Test func constantBitsGiveUsableNumbers() {
    let (zeros, ones) = (RandomStream.uniform(fromBits: 0), RandomStream.uniform(fromBits: .max))
    #expect(zeros == 0x1p-53 && ones == 1 - 0x1p-53)
    #expect(Normal.quantile(zeros).isFinite && Normal.quantile(ones).isFinite)
  }

  @Test(arguments: [0, 1, 2, 17, 1000])
  func aPermutationHoldsEveryIndexOnce(count: Int) {
    var random = RandomStream(seed: 3).child("permutation", count)
    let order = random.nextPermutation(count: count)
    #expect(order.sorted() == Array(0..<count))
    #expect(count < 17 || order != Array(0..<count))
  }
}
