// SPDX-License-Identifier: GPL-3.0-or-later
// FITS headers hold printable ASCII only; everything else is spelled `\u{3B1}` there.

enum FITSText {
  /// Spells text in printable ASCII, reversibly.
  static func encoded(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if (0x20...0x7E).contains(scalar.value) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
    return result
  }

  /// Undoes the spelling.
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    return text.replacing(#/\\u\{([0-9A-F]{1,6})\}/#) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) }
        ?? String(match.0)
    }
  }
}
