// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing
import _TestSupport

@Suite struct RotationPeriodTests {
  @Test func onlyPositiveNumbersArePeriods() {
    for value in [0, -3, .infinity, .nan] as [Double] { #expect(RotationPeriod.days(value) == nil) }
    #expect(RotationPeriod.days(25.4)?.days == 25.4)
  }
  @Test func logsAreBaseTen() throws {
    expectClose(
      try #require(RotationPeriod.days(100)).log10Days, 2, .absolute(1e-15, because: "one log"))
  }
}
