// SPDX-License-Identifier: GPL-3.0-or-later

import GyroModel
import Testing
import _TestSupport

@Suite struct OutlierMixtureTests {
  @Test func theBackgroundIsNormalized() {
    let range = OutlierMixture.log10PeriodDaysRange
    #expect(range.upperBound - range.lowerBound == 4.25)
  }
}
