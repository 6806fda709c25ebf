// SPDX-License-Identifier: GPL-3.0-or-later
// What the texts of a manifest may be where they become names, paths, addresses or lines of a report.

internal import GyroFiles
internal import GyroPlatform

/// A rule that a text of a description must fulfil.
///
/// A manifest can come from an untrusted source. What it says is never an option or an argument of another
/// program; where it becomes part of a path or an address, it fulfils one of these rules, or there is
/// no manifest.
struct TextRule: Sendable {
  /// What is expected, as the end of a sentence.
  let expected: String
  let isFulfilled: @Sendable (String) -> Bool

  /// The key of a catalog, which is also the name of its folder.
  static let key = TextRule(
    expected: "a key of letters, digits, \".\", \"_\" and \"-\" that starts with a letter or digit"
  ) { text in
    let bytes = Array(text.utf8)
    return (1...64).contains(bytes.count) && bytes[0].isASCIILetterOrDigit
      && bytes.allSatisfy { $0.isASCIILetterOrDigit || "._-".utf8.contains($0) }
  }

  /// The name of a file in a folder of ours.
  static let fileName = TextRule(
    expected: "the name of a file: no folder, at most 200 bytes, no \".\" or \"-\" in front"
  ) { isPathComponent($0) && !$0.hasPrefix(".") && !$0.hasPrefix("-") && $0.utf8.count <= 200 }

  /// A path below some folder.
  static let relativePath = TextRule(
    expected: "a path below the folder: not absolute, no \".\", \"..\" or \"-\" in front"
  ) { text in
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return text.utf8.count <= 1024 && parts.count <= 32 && !text.hasPrefix("-")
      && parts.allSatisfy { isPathComponent(String($0)) }
  }

  /// A SHA-256 digest.
  static let digest = TextRule(expected: "64 hexadecimal digits") {
    SHA256Digest(hexadecimal: $0) != nil
  }

  /// Where a file is fetched.
  static let address = TextRule(
    expected: "an https: address of printable ASCII without a password, or pypi:NAME==VERSION"
  ) { SourceAddress($0) != nil }

  /// A page about a catalog, which only readers open; may be left empty.
  static let pageForReaders = TextRule(expected: "an https: address, or nothing") { text in
    if text.isEmpty { return true }
    guard case .web = SourceAddress(text) else { return false }
    return true
  }

  /// One of a few words.
  static func oneOf(_ words: [String]) -> TextRule {
    TextRule(expected: "one of \(words.joined(separator: ", "))") { words.contains($0) }
  }

  /// Text that can stand in a line of a report or on a terminal.
  static let line = TextRule(expected: "text without control characters or line ends") {
    $0.unicodeScalars.allSatisfy { !$0.isControl }
  }

  /// Text of several lines.
  static let lines = TextRule(expected: "text without control characters") {
    $0.unicodeScalars.allSatisfy { !$0.isControl || $0 == "\n" || $0 == "\t" }
  }

  private static func isPathComponent(_ text: String) -> Bool {
    // By scalars: a combining mark behind a "/" makes another character of it, but no other path.
    !text.isEmpty && text != "." && text != ".."
      && text.unicodeScalars.allSatisfy { !$0.isControl && $0 != "/" && $0 != "\\" }
  }

  /// A text that breaks a rule, as an error message shows it: short, and nothing in it that acts on a terminal.
  static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(80)
    let shown = scalars.map { $0.escaped(asASCII: $0.isControl) }.joined()
    return "\"\(shown)\(scalars.count < text.unicodeScalars.count ? "…" : "")\""
  }
}

extension UInt8 {
  fileprivate var isASCIILetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// Whether it acts on the text around it rather than standing in it: controls, ends of lines, marks of direction.
  fileprivate var isControl: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}

extension KeyedDecodingContainer {
  /// A text that fulfils a rule.
  func decode(_ rule: TextRule, forKey key: Key) throws -> String {
    try check(rule, decode(String.self, forKey: key), forKey: key)
  }

  /// A text that fulfils a rule; nil where there is none.
  func decodeIfPresent(_ rule: TextRule, forKey key: Key) throws -> String? {
    try decodeIfPresent(String.self, forKey: key).map { try check(rule, $0, forKey: key) }
  }

  /// A whole number in a range; nil where there is none.
  func decodeIfPresent(_ range: ClosedRange<Int>, forKey key: Key) throws -> Int? {
    // By way of Double, since what does not fit an Int is not even called a number by Foundation.
    guard let number = try decodeIfPresent(Double.self, forKey: key) else { return nil }
    guard let whole = Int(exactly: number), range.contains(whole) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self,
        debugDescription:
          "found \(number), expected a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return whole
  }

  private func check(_ rule: TextRule, _ text: String, forKey key: Key) throws -> String {
    guard rule.isFulfilled(text) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self,
        debugDescription: "found \(TextRule.quoted(text)), expected \(rule.expected)")
    }
    return text
  }
}
