// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import GyroStudies

struct SuiteChoiceTests {
  @Test func suitesAreReadInTheOrderTheyAreTyped() {
    #expect(SuiteChoice(text: "membership,extinction")?.suites == [.membership, .extinction])
  }

  @Test(arguments: ["", "dust", "extinction,dust"]) func othersAreNone(text: String) {
    #expect(SuiteChoice(text: text) == nil)
  }
}
