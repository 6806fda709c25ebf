// SPDX-License-Identifier: GPL-3.0-or-later
// What `ReportTextLawTests` holds for whole reports, for the parts that other rooms use.

import GyroFiles
import Testing

@Suite struct MarkdownTextTests {
  @Test func markupIsTakenLiterally() {
    #expect(MarkdownText.text("a|b *c* <i> [d](e) _") == "a\\|b \\*c\\* &lt;i&gt; \\[d\\](e) \\_")
    #expect(MarkdownText.code("prot.csv") == "`prot.csv`")
    #expect(MarkdownText.code("a|`b") == "<code>a&#124;&#96;b</code>")
    #expect(MarkdownText.text("two\nlines") == "two\\\\u{A}lines")
  }

  @Test func anAddressCannotEndItsLink() {
    #expect(MarkdownText.address("https://a.b/c_d?e=1#f") == "https://a.b/c_d?e=1#f")
    #expect(MarkdownText.address("x) <b>|\n`é") == "x%29%20%3Cb%3E%7C%0A%60%C3%A9")
  }
}
