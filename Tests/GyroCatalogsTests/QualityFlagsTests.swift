// SPDX-License-Identifier: GPL-3.0-or-later

import GyroCatalogs
import Testing

@Suite struct QualityFlagsTests {
  @Test func everyFlagHasItsOwnBitAndName() {
    let bits = QualityFlags.names.map(\.flag.rawValue)
    #expect(bits == (0..<bits.count).map { 1 << UInt32($0) })
    #expect(Set(QualityFlags.names.map(\.name)).count == bits.count)
  }

  @Test func namesComeBackInTheOrderOfTheBits() {
    let flags: QualityFlags = [.periodAlias, .excludedByDereddening]
    #expect(flags.setNames == ["excluded_by_dereddening", "period_alias"])
    #expect(QualityFlags.named("period_alias") == .periodAlias)
    #expect(QualityFlags.named("nonsense") == nil)
  }
}
