// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing

@Suite struct GaiaSourceIDTests {
  @Test func allDigitsAreKept() {
    // 2^53 + 1 and its neighbor are one Double and two stars.
    #expect(GaiaSourceID(.dr3, 9_007_199_254_740_993) != GaiaSourceID(.dr3, 9_007_199_254_740_992))
  }
  @Test func theReleaseIsPartOfTheIdentity() {
    #expect(
      GaiaSourceID(.dr2, 66_729_880_383_767_168) != GaiaSourceID(.dr3, 66_729_880_383_767_168))
  }
  @Test func numbersOfNoPixelAreRefused() {
    for number in [0, -1, .min, .max] as [Int64] { #expect(GaiaSourceID(.dr3, number) == nil) }
    #expect(GaiaSourceID(.dr3, 6_917_528_997_577_384_320) != nil)
  }
}
