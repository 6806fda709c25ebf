// SPDX-License-Identifier: GPL-3.0-or-later

import GyroCatalogs
import Testing
import _TestSupport

@Suite struct QualityFlagsTests {
  @Test func flagsAreDistinctBits() {
    #expect(QualityFlags.excludedByColorMagnitude.isDisjoint(with: .excludedByPhotometry))
  }
}
