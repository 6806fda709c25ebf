// SPDX-License-Identifier: GPL-3.0-or-later
// Text without the blanks around it, and as wide as a column.

import GyroFiles
import Testing

@Suite struct BlanksTests {
  @Test(arguments: [
    ("", ""), (" \t\u{A0}\u{2003}", ""), (" a b ", "a b"), ("a", "a"), ("\na ", "\na"),
    ("\t\u{301}x", "\u{301}x"),
  ])
  func blanksAndTabulatorsAroundATextAreLeftOut(_ text: String, _ trimmed: String) {
    #expect(text.trimmed.unicodeScalars.elementsEqual(trimmed.unicodeScalars))
  }

  @Test func aTextIsAsWideAsAColumn() {
    #expect("ab".padded(to: 4) == "ab  ")
    #expect("abcd".padded(to: 2) == "ab")
    #expect("éa".padded(to: 3) == "éa ")
  }
}
