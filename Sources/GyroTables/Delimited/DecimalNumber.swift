// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers from the bytes of a text cell, correctly rounded, whatever the locale.

/// Parsers of decimal text; each wants the whole cell, without surrounding blanks.
enum DecimalNumber {
  /// Exact powers of ten: the largest whose value is a double without rounding is 10²².
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// A finite or infinite number; nil for anything else, for `nan` and for what overflows.
  ///
  /// Accepts `1`, `-1.5`, `.5`, `5.`, `1e-3`, `1D+3` (Fortran), `inf` and `Infinity` in any case.
  /// A mantissa below 2⁵³ and a power of ten up to 10²² are both exact, so that their product or
  /// quotient is rounded once, hence correctly (Clinger 1990); all else goes to the standard library.
  static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let scan = Scan(bytes) else { return infinity(bytes) }
    if scan.isExact, abs(scan.exponent) <= 22 {
      let power = powersOfTen[abs(scan.exponent)]
      let mantissa = Double(scan.mantissa)
      let value = scan.exponent < 0 ? mantissa / power : mantissa * power
      return scan.isNegative ? -value : value
    }
    // The standard library is correct to the last bit and deaf to the locale; it knows no `D`.
    let text = String(decoding: bytes.map { $0 | 0x20 == 0x64 ? 0x65 : $0 }, as: UTF8.self)
    guard let value = Double(text) else { return nil }
    return value.isFinite ? value : nil
  }

  /// A whole number: digits, or a decimal such as `12.0` that is exactly whole and below 2⁵³.
  static func int64(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    if let scan = Scan(bytes), scan.isWholeText {
      guard scan.digitsFit else { return nil }
      if scan.isNegative {
        return scan.mantissa == 1 << 63 ? .min : Int64(exactly: scan.mantissa).map { -$0 }
      }
      return Int64(exactly: scan.mantissa)
    }
    return double(bytes).flatMap(int64)
  }

  /// A double that is a whole number of which no digit can have been lost.
  static func int64(_ value: Double) -> Int64? {
    // 2⁵³ itself may be 2⁵³ + 1, rounded.
    abs(value) < 0x1p53 ? Int64(exactly: value) : nil
  }

  /// Whether it is a number with a point or an exponent.
  static func isDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    Scan(bytes).map { !$0.isWholeText } ?? false
  }

  private static func infinity(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": .infinity
    case "-inf", "-infinity": -.infinity
    default: nil
    }
  }
}

/// A decimal number taken apart: sign, digits, exponent.
private struct Scan {
  var isNegative = false
  var mantissa: UInt64 = 0
  var exponent = 0
  /// Whether the mantissa holds all digits.
  var digitsFit = true
  /// Whether there is neither point nor exponent.
  var isWholeText = true

  /// Whether the mantissa holds all digits and converts to a double without rounding.
  var isExact: Bool { digitsFit && mantissa <= 1 << 53 }

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    let end = bytes.count
    if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    var digitCount = 0
    func isDigit(_ index: Int) -> Bool { index < end && bytes[index] &- 48 < 10 }
    while isDigit(index) {
      add(bytes[index] &- 48)
      (index, digitCount) = (index + 1, digitCount + 1)
    }
    if index < end, bytes[index] == UInt8(ascii: ".") {
      isWholeText = false
      index += 1
      while isDigit(index) {
        add(bytes[index] &- 48)
        exponent -= 1
        (index, digitCount) = (index + 1, digitCount + 1)
      }
    }
    guard digitCount > 0 else { return nil }
    if index < end,
      bytes[index] | 0x20 == UInt8(ascii: "e") || bytes[index] | 0x20 == UInt8(ascii: "d")
    {
      isWholeText = false
      index += 1
      var sign = 1
      if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
        sign = bytes[index] == UInt8(ascii: "-") ? -1 : 1
        index += 1
      }
      guard isDigit(index) else { return nil }
      var power = 0
      while isDigit(index) {
        // Beyond a million the value is zero or infinite, and the standard library says which.
        power = min(power * 10 + Int(bytes[index] &- 48), 1_000_000)
        index += 1
      }
      exponent += sign * power
    }
    guard index == end else { return nil }
  }

  private mutating func add(_ digit: UInt8) {
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
    if overflow || carry { digitsFit = false } else { mantissa = sum }
  }
}
