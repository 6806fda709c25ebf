// SPDX-License-Identifier: GPL-3.0-or-later
// Parses block and flow collections, the five kinds of scalars, and aliases of small values; no documents.

internal import GyroFiles

/// A recursive-descent parser over the bytes of one document.
///
/// Tags such as `!!omap` are passed over. Indentation is in blanks. Nesting is bounded, and so is what an
/// alias may stand for, such as the unit that several columns share: no short header becomes a long one.
struct YAMLParser {
  private static let depthLimit = 64
  /// Bytes of text that an alias may stand for.
  private static let aliasByteLimit = 256
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private var anchors: [String: YAMLNode] = [:]

  init(_ lines: [String]) { bytes = Array(lines.joined(separator: "\n").utf8) + [0x0A] }

  mutating func document() throws(YAMLNode.Problem) -> YAMLNode {
    skipToContent()
    if position < bytes.count, lineHasOnly("---") {
      skipLine()
      skipToContent()
    }
    guard position < bytes.count else { return .scalar("") }
    let node = try block(indent: column)
    skipToContent()
    guard position >= bytes.count else { throw problem("more after the end", "one document") }
    return node
  }

  // MARK: Blocks

  /// A collection or scalar whose first byte stands here, in the column `indent`.
  private mutating func block(indent: Int) throws(YAMLNode.Problem) -> YAMLNode {
    try deeper()
    defer { depth -= 1 }
    if isDash {
      var nodes: [YAMLNode] = []
      while position < bytes.count, column == indent, isDash {
        position += 1
        nodes.append(try value(parentIndent: indent, isInSequence: true))
        skipToContent()
      }
      return .sequence(nodes)
    }
    guard isKey() else { return try inline(parentIndent: indent - 1) }
    var entries: [YAMLNode.Entry] = []
    while position < bytes.count, column == indent, !isDash {
      guard isKey() else { throw problem("a line without a key", "`key: value`") }
      let key = try isQuote ? quoted() : plainKey()
      skipBlanks()
      position += 1
      entries.append(
        YAMLNode.Entry(key: key, value: try value(parentIndent: indent, isInSequence: false)))
      skipToContent()
    }
    return .mapping(entries)
  }

  /// What follows `key:` or `-`, on this line or on deeper ones.
  private mutating func value(
    parentIndent: Int, isInSequence: Bool
  ) throws(YAMLNode.Problem) -> YAMLNode {
    skipBlanks()
    let anchor = skipProperties()
    let node = try content(parentIndent: parentIndent, isInSequence: isInSequence)
    if let anchor { anchors[anchor] = node }
    return node
  }

  private mutating func content(
    parentIndent: Int, isInSequence: Bool
  ) throws(YAMLNode.Problem) -> YAMLNode {
    if atLineEnd {
      skipToContent()
      guard position < bytes.count else { return .scalar("") }
      // A sequence may stand in the column of the key it belongs to.
      let isDeeper = column > parentIndent || (!isInSequence && column == parentIndent && isDash)
      return isDeeper ? try block(indent: column) : .scalar("")
    }
    if isInSequence, isDash || isKey() { return try block(indent: column) }
    return try inline(parentIndent: parentIndent)
  }

  /// A flow collection or a scalar that starts on this line.
  private mutating func inline(parentIndent: Int) throws(YAMLNode.Problem) -> YAMLNode {
    switch bytes[position] {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try flow()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .scalar(try quoted())
    case UInt8(ascii: "*"): return try alias()
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      return .scalar(try blockScalar(parentIndent: parentIndent))
    default: return .scalar(try plain(parentIndent: parentIndent))
    }
  }

  // MARK: Flow collections

  private mutating func flow() throws(YAMLNode.Problem) -> YAMLNode {
    try deeper()
    defer { depth -= 1 }
    let isMapping = bytes[position] == UInt8(ascii: "{")
    let end = UInt8(ascii: isMapping ? "}" : "]")
    position += 1
    var nodes: [YAMLNode] = []
    var entries: [YAMLNode.Entry] = []
    while true {
      skipToContent()
      guard position < bytes.count else { throw problem("the end", "`]` or `}`") }
      if bytes[position] == end {
        position += 1
        return isMapping ? .mapping(entries) : .sequence(nodes)
      }
      let node = try flowItem()
      skipToContent()
      if position < bytes.count, bytes[position] == UInt8(ascii: ":") {
        guard let key = node.text else { throw problem("a collection as a key", "text") }
        position += 1
        skipToContent()
        let anchor = skipProperties()
        let isEmpty = position < bytes.count && [UInt8(ascii: ","), end].contains(bytes[position])
        let value = isEmpty ? YAMLNode.scalar("") : try flowItem()
        if let anchor { anchors[anchor] = value }
        let entry = YAMLNode.Entry(key: key, value: value)
        if isMapping { entries.append(entry) } else { nodes.append(.mapping([entry])) }
        skipToContent()
      } else if isMapping {
        throw problem("an entry without a value", "`key: value`")
      } else {
        nodes.append(node)
      }
      if position < bytes.count, bytes[position] == UInt8(ascii: ",") {
        position += 1
      } else if position >= bytes.count || bytes[position] != end {
        throw problem("no comma between entries", "`,`, `]` or `}`")
      }
    }
  }

  private mutating func flowItem() throws(YAMLNode.Problem) -> YAMLNode {
    let anchor = skipProperties()
    skipToContent()
    guard position < bytes.count else { throw problem("the end", "a value") }
    let node = try flowContent()
    if let anchor { anchors[anchor] = node }
    return node
  }

  private mutating func flowContent() throws(YAMLNode.Problem) -> YAMLNode {
    switch bytes[position] {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try flow()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .scalar(try quoted())
    case UInt8(ascii: "*"): return try alias()
    default:
      let start = position
      while position < bytes.count, !isFlowEnd(position) { position += 1 }
      guard position > start else { throw problem("nothing", "a value") }
      return .scalar(Self.folded(bytes[start..<position]))
    }
  }

  private func isFlowEnd(_ index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      return true
    case UInt8(ascii: ":"):
      guard index + 1 < bytes.count else { return true }
      return bytes[index + 1].isBlank
        || [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")]
          .contains(bytes[index + 1])
    case UInt8(ascii: "#"): return index > 0 && bytes[index - 1].isBlank
    default: return false
    }
  }

  // MARK: Scalars

  /// Text without quotes; it goes on over lines deeper than its parent.
  private mutating func plain(parentIndent: Int) throws(YAMLNode.Problem) -> String {
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

  private mutating func plainKey() -> String {
    let start = position
    while !(bytes[position] == UInt8(ascii: ":") && bytes[position + 1].isBlank) { position += 1 }
    return Self.folded(bytes[start..<position])
  }

  /// Text in single or double quotes; line ends within it are folded.
  private mutating func quoted() throws(YAMLNode.Problem) -> String {
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

  private mutating func escape(_ text: inout [UInt8]) throws(YAMLNode.Problem) {
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

  private mutating func hexadecimal(_ width: Int) -> UInt32? {
    guard position + width <= bytes.count else { return nil }
    let digits = String(decoding: bytes[position..<(position + width)], as: UTF8.self)
    position += width
    return digits.allSatisfy(\.isHexDigit) ? UInt32(digits, radix: 16) : nil
  }

  /// `|` keeps line ends, `>` folds them; `-` and `+` say what happens to those at the end.
  private mutating func blockScalar(parentIndent: Int) throws(YAMLNode.Problem) -> String {
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
  private static func folded(_ bytes: ArraySlice<UInt8>) -> String {
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

  // MARK: Where we stand

  private var column: Int {
    position - ((bytes[..<position].lastIndex(of: 0x0A) ?? -1) + 1)
  }

  private var isQuote: Bool {
    bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
  }

  private var isDash: Bool {
    bytes[position] == UInt8(ascii: "-")
      && (position + 1 >= bytes.count || bytes[position + 1].isBlank)
  }

  private var atLineEnd: Bool {
    position >= bytes.count || bytes[position] == 0x0A
      || (bytes[position] == UInt8(ascii: "#") && position > 0 && bytes[position - 1].isBlank)
  }

  private func lineHasOnly(_ text: String) -> Bool {
    bytes[position...].prefix { $0 != 0x0A }.elementsEqual(text.utf8)
  }

  /// Whether a key stands here: text on this line that ends with a colon and a blank.
  private func isKey() -> Bool {
    var ahead = self
    if isQuote {
      guard (try? ahead.quoted()) != nil else { return false }
      ahead.skipBlanks()
      return ahead.position < bytes.count && bytes[ahead.position] == UInt8(ascii: ":")
        && (ahead.position + 1 >= bytes.count || bytes[ahead.position + 1].isBlank)
    }
    guard bytes[position] != UInt8(ascii: "["), bytes[position] != UInt8(ascii: "{") else {
      return false
    }
    while !ahead.atLineEnd {
      if bytes[ahead.position] == UInt8(ascii: ":"), bytes[ahead.position + 1].isBlank {
        return true
      }
      ahead.position += 1
    }
    return false
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
      position += 1
    }
  }

  private mutating func skipLine() {
    while position < bytes.count, bytes[position] != 0x0A { position += 1 }
    position += 1
  }

  /// Over blanks, line ends and comments.
  private mutating func skipToContent() {
    while position < bytes.count {
      if bytes[position].isBlank {
        position += 1
      } else if bytes[position] == UInt8(ascii: "#"),
        position == 0 || bytes[position - 1].isBlank
      {
        skipLine()
      } else {
        return
      }
    }
  }

  /// Passes over tags; returns the anchor among them, if there is one.
  private mutating func skipProperties() -> String? {
    var anchor: String?
    while position < bytes.count,
      bytes[position] == UInt8(ascii: "!") || bytes[position] == UInt8(ascii: "&")
    {
      let start = position
      while position < bytes.count, !bytes[position].isBlank { position += 1 }
      if bytes[start] == UInt8(ascii: "&") {
        anchor = String(decoding: bytes[(start + 1)..<position], as: UTF8.self)
      }
      skipBlanks()
    }
    return anchor
  }

  /// The value of an anchor further up.
  private mutating func alias() throws(YAMLNode.Problem) -> YAMLNode {
    let start = position + 1
    position = start
    while position < bytes.count, !bytes[position].isBlank, !isFlowEnd(position) { position += 1 }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let node = anchors[name] else {
      throw problem("the alias *\(name.prefix(40)) of nothing", "an anchor before it")
    }
    guard node.flowText.utf8.count <= Self.aliasByteLimit else {
      throw problem(
        "the alias *\(name.prefix(40)) of a long value", "at most \(Self.aliasByteLimit) bytes")
    }
    return node
  }

  private mutating func deeper() throws(YAMLNode.Problem) {
    depth += 1
    guard depth <= Self.depthLimit else {
      throw problem("more than \(Self.depthLimit) levels", "a flatter header")
    }
  }

  private func problem(_ found: String, _ expected: String) -> YAMLNode.Problem {
    let line = 1 + bytes[..<min(position, bytes.count)].count { $0 == 0x0A }
    return YAMLNode.Problem(line: line, found: found, expected: expected)
  }
}
