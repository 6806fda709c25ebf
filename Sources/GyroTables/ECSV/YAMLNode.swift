// SPDX-License-Identifier: GPL-3.0-or-later
// The part of YAML that ECSV headers are written in; what lies outside it is refused, not guessed at.

/// A value in a YAML document; every scalar is kept as text.
enum YAMLNode: Equatable {
  case scalar(String)
  case sequence([YAMLNode])
  case mapping([Entry])

  struct Entry: Equatable {
    var key: String
    var value: YAMLNode
  }

  /// Why a document was refused.
  struct Problem: Error {
    /// Line within the document, from 1.
    var line: Int
    var found: String
    var expected: String
  }

  /// Parses one document.
  init(parsing lines: [String]) throws(Problem) {
    var parser = YAMLParser(lines)
    self = try parser.document()
  }

  /// The value of a key of a mapping, or of an ordered map, which is a sequence of small mappings.
  subscript(_ key: String) -> YAMLNode? { entries?.first { $0.key == key }?.value }

  /// The entries of a mapping or an ordered map.
  var entries: [Entry]? {
    switch self {
    case .mapping(let entries): return entries
    case .sequence(let nodes):
      let parts = nodes.map(\.entries)
      return parts.contains { $0 == nil } ? nil : parts.compactMap { $0 }.flatMap { $0 }
    case .scalar(let text): return text.isEmpty ? [] : nil
    }
  }

  /// The text of a scalar.
  var text: String? {
    if case .scalar(let text) = self { text } else { nil }
  }

  /// The whole value on one line, for remarks that are more than a word.
  var flowText: String {
    switch self {
    case .scalar(let text): text
    case .sequence(let nodes): "[\(nodes.map(\.flowText).joined(separator: ", "))]"
    case .mapping(let entries):
      "{\(entries.map { "\($0.key): \($0.value.flowText)" }.joined(separator: ", "))}"
    }
  }
}
