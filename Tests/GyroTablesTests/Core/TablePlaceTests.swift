// SPDX-License-Identifier: GPL-3.0-or-later

import GyroTables
import Testing
import _TestSupport

@Suite struct TablePlaceTests {
  @Test func aPlaceReadsLikeACompilerMessage() {
    #expect(
      TablePlace(file: "a.csv", line: 7, column: "Prot").description == "a.csv:7: column \"Prot\"")
  }
}
