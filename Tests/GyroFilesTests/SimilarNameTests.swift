// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import GyroFiles

@Suite struct SimilarNameTests {
  @Test(
    arguments: [
      ("Pleiads", "Pleiades"), ("pleiades", "Pleiades"), ("Plieades", "Pleiades"),
      ("NGC-752", "NGC752"),
      ("ngc 725", "NGC752"), ("xyz", nil), ("", nil), ("P", nil),
    ] as [(String, String?)])
  func theNearestNameIsFoundIfItIsNear(name: String, expected: String?) {
    #expect(
      SimilarName.nearest(to: name, among: ["Hyades", "Pleiades", "NGC752", "M67"]) == expected)
  }

  @Test func aHintIsASentenceOrNothing() {
    #expect(SimilarName.hint(for: "ages", among: ["age", "cite"]) == " Did you mean \"age\"?")
    #expect(SimilarName.hint(for: "ages", among: []).isEmpty)
  }
}
