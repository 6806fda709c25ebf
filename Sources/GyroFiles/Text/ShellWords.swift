// SPDX-License-Identifier: GPL-3.0-or-later
// A command line as a shell takes it, for results that say how they were made.

/// Words of a command line, quoted so that a shell reads each as it is.
///
/// A recorded command is there to be pasted. It works on bytes, as shells do: a combining mark behind a
/// quote makes another character of it for a person, and none for a shell.
public enum ShellWords {
  /// The words with spaces between them.
  public static func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
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
