// SPDX-License-Identifier: GPL-3.0-or-later
// Parses block and flow collections, the five kinds of scalars, and aliases of small values; no documents.

internal import GyroFiles

/// A recursive-descent parser over the bytes of one document.
///
/// Tags such as `!!omap` are passed over. Indentation is in blanks. Nesting is bounded, and so is what an
/// alias may stand for, such as the unit that several columns share: no short header becomes a long one.
struct YAMLParser {
  static let depthLimit = 64
  /// Bytes of text that an alias may stand for.
  static let aliasByteLimit = 256
  let bytes: [UInt8]
  var position = 0
  var depth = 0
  var anchors: [String: YAMLNode] = [:]

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
  mutating func block(indent: Int) throws(YAMLNode.Problem) -> YAMLNode {
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
  mutating func value(
    parentIndent: Int, isInSequence: Bool
  ) throws(YAMLNode.Problem) -> YAMLNode {
    skipBlanks()
    let anchor = skipProperties()
    let node = try content(parentIndent: parentIndent, isInSequence: isInSequence)
    if let anchor { anchors[anchor] = node }
    return node
  }

  mutating func content(
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
  mutating func inline(parentIndent: Int) throws(YAMLNode.Problem) -> YAMLNode {
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

  mutating func flow() throws(YAMLNode.Problem) -> YAMLNode {
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

  mutating func flowItem() throws(YAMLNode.Problem) -> YAMLNode {
    let anchor = skipProperties()
    skipToContent()
    guard position < bytes.count else { throw problem("the end", "a value") }
    let node = try flowContent()
    if let anchor { anchors[anchor] = node }
    return node
  }

  mutating func flowContent() throws(YAMLNode.Problem) -> YAMLNode {
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

  func isFlowEnd(_ index: Int) -> Bool {
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

  // MARK: Where we stand

  var column: Int {
    position - ((bytes[..<position].lastIndex(of: 0x0A) ?? -1) + 1)
  }

  var isQuote: Bool {
    bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
  }

  var isDash: Bool {
    bytes[position] == UInt8(ascii: "-")
      && (position + 1 >= bytes.count || bytes[position + 1].isBlank)
  }

  var atLineEnd: Bool {
    position >= bytes.count || bytes[position] == 0x0A
      || (bytes[position] == UInt8(ascii: "#") && position > 0 && bytes[position - 1].isBlank)
  }

  func lineHasOnly(_ text: String) -> Bool {
    bytes[position...].prefix { $0 != 0x0A }.elementsEqual(text.utf8)
  }

  /// Whether a key stands here: text on this line that ends with a colon and a blank.
  func isKey() -> Bool {
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

  mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
      position += 1
    }
  }

  mutating func skipLine() {
    while position < bytes.count, bytes[position] != 0x0A { position += 1 }
    position += 1
  }

  /// Over blanks, line ends and comments.
  mutating func skipToContent() {
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
  mutating func skipProperties() -> String? {
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
  mutating func alias() throws(YAMLNode.Problem) -> YAMLNode {
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

  mutating func deeper() throws(YAMLNode.Problem) {
    depth += 1
    guard depth <= Self.depthLimit else {
      throw problem("more than \(Self.depthLimit) levels", "a flatter header")
    }
  }

  func problem(_ found: String, _ expected: String) -> YAMLNode.Problem {
    let line = 1 + bytes[..<min(position, bytes.count)].count { $0 == 0x0A }
    return YAMLNode.Problem(line: line, found: found, expected: expected)
  }
}
