// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing
import _TestSupport

@Suite struct AgeTests {
  @Test func gigayearsAreAThousandMegayears() { #expect(Age.gigayears(0.12) == .megayears(120)) }
  @Test func youngComesFirst() { #expect(Age.megayears(700) < .gigayears(1)) }
  @Test func logAndPlainAgree() {
    expectClose(Age.log10Megayears(2).megayears, 100, .relative(1e-14, because: "one power"))
  }
  @Test func whatIsNoAgeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = Age.megayears(-1) }
    await #expect(processExitsWith: .failure) { _ = Age.gigayears(0) }
    await #expect(processExitsWith: .failure) { _ = Age.megayears(.nan) }
    await #expect(processExitsWith: .failure) { _ = Age.log10Megayears(400) }
  }
}
