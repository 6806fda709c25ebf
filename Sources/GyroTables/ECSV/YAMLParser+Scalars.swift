// SPDX-License-Identifier: GPL-3.0-or-later
// The scalars of YAML: plain, in single and double quotes, literal and folded.

internal import GyroFiles

extension YAMLParser {
  /// Text without quotes; it goes on over lines deeper than its parent.
  mutating func plain(parentIndent: Int) throws(YAMLNode.Problem) -> String {
    if [UInt8(ascii: "?"), UInt8(ascii: "@"), 0x60, 0x25]
      .contains(bytes[position]),
      bytes[position] != UInt8(ascii: "?") || bytes[position + 1].isBlank
    {
      throw problem("a rare form of YAML", "plain or quoted text")
    }
    let start = position
    var end = start
    while position < bytes.count {
      while !atLineEnd { position += 1 }
      end = position
      skipLine()
      let next = position
      skipToContent()
      guard position < bytes.count, column > parentIndent, !isKey() else {
        position = next
        break
      }
    }
    return Self.folded(bytes[start..<end])
  }

  mutating func plainKey() -> String {
    let start = position
    while !(bytes[position] == UInt8(ascii: ":") && bytes[position + 1].isBlank) { position += 1 }
    return Self.folded(bytes[start..<position])
  }

  /// Text in single or double quotes; line ends within it are folded.
  mutating func quoted() throws(YAMLNode.Problem) -> String {
    let quote = bytes[position]
    let isDouble = quote == UInt8(ascii: "\"")
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case quote:
        if isDouble || position >= bytes.count || bytes[position] != quote {
          return String(decoding: text, as: UTF8.self)
        }
        text.append(quote)
        position += 1
      case UInt8(ascii: "\\") where isDouble: try escape(&text)
      case 0x0A:
        while text.last == 0x20 || text.last == 0x09 { text.removeLast() }
        var blankLines = 0
        while position < bytes.count, bytes[position].isBlank {
          if bytes[position] == 0x0A { blankLines += 1 }
          position += 1
        }
        text.append(
          contentsOf: blankLines == 0 ? [0x20] : [UInt8](repeating: 0x0A, count: blankLines))
      default: text.append(byte)
      }
    }
    throw problem("a quote that is never closed", "a closing quote")
  }

  mutating func escape(_ text: inout [UInt8]) throws(YAMLNode.Problem) {
    guard position < bytes.count else { throw problem("the end", "an escape") }
    let byte = bytes[position]
    position += 1
    let simple: [Character: UInt8] = [
      "0": 0, "a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "e": 27, " ": 32,
      "\"": 34, "/": 47, "\\": 92, "\t": 9,
    ]
    let letter = Character(Unicode.Scalar(byte))
    if let value = simple[letter] { return text.append(value) }
    if byte == 0x0A {
      // An escaped line end joins the lines without a blank.
      while position < bytes.count, bytes[position] == 0x20 { position += 1 }
      return
    }
    let widths: [Character: Int] = ["x": 2, "u": 4, "U": 8]
    guard let width = widths[letter], var value = hexadecimal(width) else {
      throw problem("the escape \\\(letter)", "an escape of YAML")
    }
    // JSON writers spell a character beyond U+FFFF as two halves.
    if (0xD800..<0xDC00).contains(value), bytes[position...].starts(with: "\\u".utf8) {
      position += 2
      if let low = hexadecimal(4), (0xDC00..<0xE000).contains(low) {
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw problem("an escape that is not a character", "a Unicode scalar value")
    }
    text.append(contentsOf: String(Character(scalar)).utf8)
  }

  mutating func hexadecimal(_ width: Int) -> UInt32? {
    guard position + width <= bytes.count else { return nil }
    let digits = String(decoding: bytes[position..<(position + width)], as: UTF8.self)
    position += width
    return digits.allSatisfy(\.isHexDigit) ? UInt32(digits, radix: 16) : nil
  }

  /// `|` keeps line ends, `>` folds them; `-` and `+` say what happens to those at the end.
  mutating func blockScalar(parentIndent: Int) throws(YAMLNode.Problem) -> String {
    let isFolded = bytes[position] == UInt8(ascii: ">")
    position += 1
    var isStripped = false
    while !atLineEnd {
      switch bytes[position] {
      case UInt8(ascii: "-"): isStripped = true
      case UInt8(ascii: "+"), 0x20: break
      default: throw problem("an indentation indicator", "`-`, `+` or the end of the line")
      }
      position += 1
    }
    skipLine()
    var lines: [String] = []
    var indent: Int?
    while position < bytes.count {
      let start = position
      while position < bytes.count, bytes[position] == 0x20 { position += 1 }
      let isEmpty = position >= bytes.count || bytes[position] == 0x0A
      if !isEmpty, position - start <= parentIndent {
        position = start
        break
      }
      if !isEmpty, indent == nil { indent = position - start }
      let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
      let from = min(start + (indent ?? 0), end)
      lines.append(isEmpty ? "" : String(decoding: bytes[from..<end], as: UTF8.self))
      position = end + 1
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: isFolded ? " " : "\n")
      + (isStripped || lines.isEmpty ? "" : "\n")
  }

  /// Joins lines with blanks, empty lines with line ends.
  static func folded(_ bytes: ArraySlice<UInt8>) -> String {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self).trimmed
    }
    var text = ""
    for line in lines {
      if line.isEmpty {
        text += "\n"
      } else {
        text += (text.isEmpty || text.hasSuffix("\n") ? "" : " ") + line
      }
    }
    return text.trimmed
  }
}
