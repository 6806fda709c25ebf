// SPDX-License-Identifier: GPL-3.0-or-later
// A command line as a shell takes it, for results that say how they were made.

/// Words of a command line, quoted so that a shell reads each as it is.
///
/// A recorded command is there to be pasted. It works on bytes, as shells do: a combining mark behind a
/// quote makes another character of it for a person, and none for a shell.
package enum ShellWords {
  /// The words with spaces between them.
  package static func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  /// A command without an option and its value, for one that changes no byte of the result.
  package static func removing(_ option: String, from words: [String]) -> [String] {
    guard let index = words.firstIndex(where: { $0 == option || $0.hasPrefix(option + "=") }) else {
      return words
    }
    return Array(
      words[..<index] + words[(index + (words[index] == option ? 2 : 1))...])
  }

  /// The words of a line that ``line(_:)`` made.
  ///
  /// - Parameter line: Words without quotes, in single quotes, or in `$'…'` with bytes as octal numbers.
  /// - Returns: The words; nil if a quote is not closed or a byte has no number.
  package static func words(of line: String) -> [String]? {
    let bytes = Array(line.utf8)
    var words: [String] = []
    var word: [UInt8]?
    var index = 0
    func at(_ position: Int) -> UInt8? { position < bytes.count ? bytes[position] : nil }
    while index < bytes.count {
      switch (bytes[index], at(index + 1)) {
      case (UInt8(ascii: " "), _):
        if let word { words.append(String(decoding: word, as: UTF8.self)) }
        (word, index) = (nil, index + 1)
      case (UInt8(ascii: "\\"), let escaped?):
        word = (word ?? []) + [escaped]
        index += 2
      case (UInt8(ascii: "'"), _):
        guard let end = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "'")) else { return nil }
        word = (word ?? []) + bytes[(index + 1)..<end]
        index = end + 1
      case (UInt8(ascii: "$"), UInt8(ascii: "'")):
        guard let end = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "'")),
          let decoded = decoded(bytes[(index + 2)..<end])
        else { return nil }
        word = (word ?? []) + decoded
        index = end + 1
      case (let byte, _):
        word = (word ?? []) + [byte]
        index += 1
      }
    }
    return words + (word.map { [String(decoding: $0, as: UTF8.self)] } ?? [])
  }

  /// What ``coded(_:)`` put between its quotes; nil if a backslash is not followed by three octal digits.
  private static func decoded(_ body: ArraySlice<UInt8>) -> [UInt8]? {
    var (rest, result) = (body, [UInt8]())
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8) else {
        return nil
      }
      rest = rest.dropFirst(3)
      result.append(value)
    }
    return result
  }

  private static func quoted(_ word: String) -> String {
    if !word.isEmpty, word.utf8.allSatisfy(isPlain), word.utf8.first != UInt8(ascii: "=") {
      return word
    }
    // Backquotes, too: whatever shows the command may know them.
    let isSeen = word.unicodeScalars.allSatisfy { PrintableText.isInert($0) && $0 != "`" }
    guard isSeen else { return coded(word) }
    var result = String.UnicodeScalarView("'".unicodeScalars)
    for scalar in word.unicodeScalars {
      if scalar == "'" {
        result.append(contentsOf: "'\\''".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    result.append("'")
    return String(result)
  }

  /// The quotes of bash, zsh and POSIX 2024 in which bytes have their numbers: nothing acts on a terminal.
  private static func coded(_ word: String) -> String {
    let body = word.utf8.map { byte -> String in
      if isPlain(byte) || byte == UInt8(ascii: " ") {
        return String(Character(Unicode.Scalar(byte)))
      }
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return "$'" + body.joined() + "'"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_./=:,+%@".utf8.contains(byte)
    }
  }
}
