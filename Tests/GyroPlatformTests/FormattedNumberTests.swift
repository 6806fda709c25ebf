// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as printf writes them.

import Foundation
import GyroPlatform
import Testing

@Suite struct FormattedNumberTests {
  @Test(arguments: [0, -0.0, 1.5, -2.345678, 1e300, 1e-300, 123456.789, .infinity, .nan])
  func aNumberIsWrittenAsFoundationWritesIt(_ value: Double) {
    for format in ["%.3f", "%+.2f", "%.4g", "%g", "%12.3e", "%.0f %%", "%.17g"] {
      #expect(String(printf: format, value) == String(format: format, value))
    }
    #expect(
      String(printf: "%02d of %6d, %.1f", 7, -42, value)
        == String(format: "%02d of %6d, %.1f", 7, -42, value))
  }

  @Test func aTextLongerThanTheBufferIsWhole() {
    #expect(String(printf: "%300.1f|", 2.5) == String(repeating: " ", count: 297) + "2.5|")
    #expect(String(printf: "%.1f", 1e308).count == 311)
  }
}
