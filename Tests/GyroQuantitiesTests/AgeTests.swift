// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing
import _TestSupport

@Suite struct AgeTests {
  @Test func gigayearsAreAThousandMegayears() { #expect(Age.gigayears(0.12) == .megayears(120)) }
  @Test func youngComesFirst() { #expect(Age.megayears(700) < .gigayears(1)) }
}
