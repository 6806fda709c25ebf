// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing
import _TestSupport

@Suite struct DwarfSequenceTests {
  let exact = Closeness.absolute(1e-12, because: "linear between rows")

  @Test func rowsOfTheTable() throws {
    for (kelvin, bV, bpRp0) in [(9700.0, 0.0, -0.037), (5770, 0.650, 0.823), (3850, 1.42, 1.84)] {
      expectClose(
        try #require(DwarfSequence.value(.bpRp0, at: kelvin, of: .teffKelvin)), bpRp0, exact)
      expectClose(try #require(DwarfSequence.value(.bpRp0, at: bV, of: .bV)), bpRp0, exact)
      expectClose(
        try #require(DwarfSequence.value(.teffKelvin, at: bpRp0, of: .bpRp0)), kelvin, exact)
    }
  }

  @Test func everyQuantityLeadsBack() {
    for axis in [DwarfSequence.Axis.teffKelvin, .bV] {
      expectRoundTrip(
        stride(from: -0.03, to: 5.1, by: 0.07), .absolute(1e-9, because: "two divisions")
      ) {
        DwarfSequence.value(axis, at: $0, of: .bpRp0) ?? .nan
      } back: {
        DwarfSequence.value(.bpRp0, at: $0, of: axis) ?? .nan
      }
    }
    expectStrictlyIncreasing(stride(from: 0, to: 2.16, by: 0.01)) {
      DwarfSequence.value(.bpRp0, at: $0, of: .bV) ?? .nan
    }
  }

  @Test func thereIsNothingBeyondTheTable() {
    #expect(DwarfSequence.value(.bpRp0, at: 2419, of: .teffKelvin) == nil)
    #expect(DwarfSequence.value(.bpRp0, at: -0.01, of: .bV) == nil)
    #expect(DwarfSequence.value(.bV, at: .nan, of: .bpRp0) == nil)
    #expect(DwarfSequence.domain(of: .teffKelvin) == 2420...9700)
    #expect(DwarfSequence.value(.bpRp0, at: 2420, of: .teffKelvin) == 5.10)
  }

  @Test func theErrorAtTheEndIsThatOfTheTable() throws {
    // From M8 (4.86 at 2570 K) to the end: 100 K below 2520 K are no more than 2420 K.
    let color = try #require(
      DwarfSequence.bpRp0(from: Measured(2520, sigma: 100), of: .teffKelvin))
    let warm = try #require(DwarfSequence.value(.bpRp0, at: 2620, of: .teffKelvin))
    let half = 0.5 * (5.10 - warm)
    expectClose(try #require(color.sigma), (half * half + 2e-4).squareRoot(), exact)
  }
}
