// SPDX-License-Identifier: GPL-3.0-or-later

import GyroNumerics
import Testing
import _TestSupport

@Suite struct LogSumExpTests {
  @Test func largeTermsDoNotOverflow() {
    expectClose(
      logSumExp([1000, 1000]), 1000.6931471805599453, .relative(4 * .ulpOfOne, because: "4 ulp"))
  }
  @Test func noTermsSumToZero() { #expect(logSumExp([]) == -.infinity) }
  @Test func aPairIsASum() {
    expectClose(logAddExp(-3, 2), logSumExp([-3, 2]), .relative(4 * .ulpOfOne, because: "4 ulp"))
    #expect(logAddExp(-.infinity, 2) == 2)
  }
}
