// SPDX-License-Identifier: GPL-3.0-or-later

import GyroCatalogs
import Testing

@Suite struct QualityFlagsTests {
  @Test func namesComeBackInTheOrderOfTheBits() {
    let flags: QualityFlags = [.periodAlias, .excludedByDereddening]
    #expect(flags.setNames == ["excluded_by_dereddening", "period_alias"])
    #expect(QualityFlags.named("period_alias") == .periodAlias)
    #expect(QualityFlags.named("nonsense") == nil)
  }
}
