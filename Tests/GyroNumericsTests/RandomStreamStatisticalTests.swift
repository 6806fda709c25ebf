// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers have the distribution that they claim, and a small bias would be seen.

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@Suite struct RandomStreamStatisticalTests {
  /// χ² of 160,000 numbers in 16 equally likely cells; with 15 degrees of freedom it exceeds 56.5
  /// once in a million.
  func chiSquared(_ numbers: (inout RandomStream) -> Double, seed: UInt64) -> Double {
    var random = RandomStream(seed: seed).child("chi squared")
    let (draws, cells) = (160_000, 16)
    var counts = [Double](repeating: 0, count: cells)
    for _ in 0..<draws { counts[min(cells - 1, Int(numbers(&random) * Double(cells)))] += 1 }
    let expected = Double(draws) / Double(cells)
    return counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
  }

  @Test(arguments: testSeeds) func uniform(seed: UInt64) {
    #expect(chiSquared({ $0.nextUniform() }, seed: seed) < 56.5)
  }
  @Test(arguments: testSeeds) func normal(seed: UInt64) {
    #expect(chiSquared({ Normal.cdf($0.nextNormal()) }, seed: seed) < 56.5)
  }
  @Test(arguments: testSeeds) func shiftedNormalIsSeen(seed: UInt64) {
    #expect(chiSquared({ Normal.cdf($0.nextNormal() + 0.04) }, seed: seed) > 56.5)
  }
  @Test(arguments: testSeeds) func indices(seed: UInt64) {
    #expect(chiSquared({ (Double($0.nextIndex(below: 16)) + 0.5) / 16 }, seed: seed) < 56.5)
  }
  @Test(arguments: testSeeds) func siblingsAreIndependent(seed: UInt64) {
    // The first numbers of 160,000 siblings are as uniform as those of one stream.
    var index = 0
    let first: (inout RandomStream) -> Double = { random in
      index += 1
      var child = random.child("sibling", index)
      return child.nextUniform()
    }
    #expect(chiSquared(first, seed: seed) < 56.5)
  }
}
