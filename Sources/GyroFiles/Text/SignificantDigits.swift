// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of results with as many digits as mean something.

internal import GyroPlatform

/// How many significant digits the numbers of a result are written with.
package struct SignificantDigits: Hashable, Sendable {
  /// The number of digits, 1…17; with 17 every double reads back exactly.
  package let count: Int

  /// Six digits: an age to a millionth, far below any of its errors.
  package static let usual = SignificantDigits(6)
  /// As many as it takes to read a double back exactly.
  package static let all = SignificantDigits(17)

  /// - Precondition: `count` is 1…17.
  package init(_ count: Int) {
    precondition((1...17).contains(count), "\(count) significant digits, expected 1 to 17")
    self.count = count
  }

  /// The double nearest to the decimal number with this count of digits.
  package func rounded(_ value: Double) -> Double {
    guard count < 17, value.isFinite, value != 0 else { return value }
    let exponent = count - 1 - Int(log10(value.magnitude).rounded(.down))
    // Powers of ten are exact up to 10²²; up to twelve digits the error of the product is far below half a digit.
    guard count <= 12, (-22...22).contains(exponent) else {
      return Double(String(printf: "%.\(count - 1)e", value)) ?? value
    }
    let scale = pow(10, Double(abs(exponent)))
    return exponent < 0
      ? (value / scale).rounded() * scale : (value * scale).rounded() / scale
  }

  /// A JSON text with its fractional numbers rounded; whole numbers and texts stay as they are.
  package func rounding(json text: String) -> String {
    guard count < 17 else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var (isText, isEscaped) = (false, false)
    var number: [UInt8] = []
    func isNumeric(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "."):
        true
      // The e of true and false does not follow a digit.
      case UInt8(ascii: "e"), UInt8(ascii: "E"): !number.isEmpty
      default: false
      }
    }
    func endNumber() {
      guard !number.isEmpty else { return }
      let token = String(decoding: number, as: UTF8.self)
      let isFraction = number.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
      if isFraction, let value = Double(token) {
        let text = "\(rounded(value))"
        result += (text.hasSuffix(".0") ? String(text.dropLast(2)) : text).utf8
      } else {
        result += number
      }
      number.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8 {
      if isText {
        result.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        continue
      }
      if isNumeric(byte) {
        number.append(byte)
        continue
      }
      endNumber()
      result.append(byte)
      if byte == UInt8(ascii: "\"") { isText = true }
    }
    endNumber()
    return String(decoding: result, as: UTF8.self)
  }
}
