// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroFiles

@Suite struct SignificantDigitsTests {
  @Test(arguments: [
    (3.5763963963963956, 3.5764), (-123456.789, -123457), (0.00012345678, 0.000123457),
    (9.999_999_9, 10), (0, 0), (1234567.8, 1_234_570), (6.02214076e23, 6.02214e23),
    (1.23456789e-300, 1.23457e-300), (.leastNonzeroMagnitude, .leastNonzeroMagnitude),
  ]) func sixDigitsAreTheNearestDecimal(value: Double, expected: Double) {
    #expect(SignificantDigits.usual.rounded(value) == expected)
  }

  @Test(arguments: 1...16) func aRoundedNumberIsTheOneThatIsPrinted(count: Int) {
    let digits = SignificantDigits(count)
    for index in 0..<400 {
      let value = exp(0.1 * Double(index) - 20) * (1 + Double(index) / 7)
      let printed = Double(String(format: "%.\(count - 1)e", value)) ?? .nan
      let rounded = digits.rounded(value)
      // A tie in decimal is not one in binary; two neighbors are then equally good.
      #expect(abs(rounded - printed) <= 2 * printed.ulp, "\(value) with \(count) digits")
      #expect(digits.rounded(rounded) == rounded)
    }
  }

  @Test func allDigitsChangeNothing() {
    let json = #"{"a": 0.1234567890123456, "b": [1e-7]}"#
    #expect(SignificantDigits.all.rounding(json: json) == json)
    #expect(SignificantDigits.all.rounded(.pi) == .pi)
  }

  @Test func textsAndWholeNumbersOfJSONStay() throws {
    let json =
      #"{"3.14159265 \" 2.718281828":"1.23456789","id":659477767146049664,"x":-1.23456789e-05,"y":[2.0,1234567.89],"t":true,"n":null}"#
    let expected =
      #"{"3.14159265 \" 2.718281828":"1.23456789","id":659477767146049664,"x":-1.23457e-05,"y":[2,1234570],"t":true,"n":null}"#
    #expect(SignificantDigits.usual.rounding(json: json) == expected)
    #expect(SignificantDigits.usual.rounding(json: "1.23456789") == "1.23457")
  }
}
