// SPDX-License-Identifier: GPL-3.0-or-later

import GyroFlows
import GyroNumerics
import Testing
import _TestSupport

/// Draws of a flow have uniform probability integral transforms under it.
///
/// 16,000 draws in 16 equal bins; χ² with 15 degrees of freedom exceeds 56.5 once in a million.
@Suite struct FlowSamplingStatisticalTests {
  private func chiSquared(seed: UInt64, shift: Double) -> Double {
    let density = ExampleFlow(seed: 6).density
    var random = RandomStream(seed: seed).child("draws", 0)
    var counts = [Double](repeating: 0, count: 16)
    for _ in 0..<16_000 {
      let value = density.sample(member: 0, using: &random) + shift
      counts[min(15, Int(16 * density.cdf(at: value, member: 0)))] += 1
    }
    return counts.reduce(0) { $0 + ($1 - 1000) * ($1 - 1000) / 1000 }
  }

  @Test(arguments: testSeeds) func drawsFollowTheDensity(seed: UInt64) {
    #expect(chiSquared(seed: seed, shift: 0) < 56.5)
  }

  @Test(arguments: testSeeds) func shiftedDrawsAreSeen(seed: UInt64) {
    // The twin that must fail: a shift of 0.02 in a density with a spread of about 0.3.
    #expect(chiSquared(seed: seed, shift: 0.02) > 56.5)
  }
}
