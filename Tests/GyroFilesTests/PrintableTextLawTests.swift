// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing
import _TestSupport

@Suite struct PrintableTextLawTests {
  @Test func plainTextStaysAsItIs() {
    for text in [
      "", "Pleiades", "β Pic", "naïve e\u{301}", "星", "👩\u{200D}🚀", "a\u{FE0F}", "\\u{1B}",
    ] {
      #expect(PrintableText.line(text) == text)
      #expect(PrintableText.page(text) == text)
    }
    #expect(PrintableText.page("a\n\tb\n") == "a\n\tb\n")
    #expect(PrintableText.line("a\n\tb") == "a\\u{A}\\u{9}b")
  }

  @Test func whatActsIsShownByItsCode() {
    #expect(PrintableText.page("\u{1B}[31m") == "\\u{1B}[31m")
    #expect(PrintableText.page("a\r\nb") == "a\\u{D}\nb")
    #expect(PrintableText.line("a\u{202E}b\u{9B}1m\u{2028}") == "a\\u{202E}b\\u{9B}1m\\u{2028}")
    // One character to a person, two to a terminal.
    #expect(PrintableText.line("\u{1B}\u{301}") == "\\u{1B}\u{301}")
  }

  @Test(arguments: HostileNames.laws) func nothingThatActsIsLeft(name: String) {
    let (line, page) = (PrintableText.line(name), PrintableText.page(name))
    #expect(line.unicodeScalars.allSatisfy { PrintableText.isInert($0) })
    #expect(
      page.unicodeScalars.allSatisfy { PrintableText.isInert($0) || $0 == "\n" || $0 == "\t" })
    #expect(!line.utf8.contains { $0 < 0x20 || $0 == 0x7F })
    #expect(PrintableText.line(line) == line, "what is shown is shown once")
    // What is seen stays, in its order.
    let seen = name.unicodeScalars.filter(PrintableText.isInert)
    var rest = seen[...]
    for scalar in line.unicodeScalars where scalar == rest.first { rest.removeFirst() }
    #expect(rest.isEmpty)
  }
}
