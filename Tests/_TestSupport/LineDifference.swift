// SPDX-License-Identifier: GPL-3.0-or-later
// Whole values compared at once, and what differs between them line by line.

internal import Foundation
public import Testing

/// Expects two values to be equal, and shows the lines in which they differ if they are not.
///
/// Texts are compared as they are, other values by what `dump` prints of them.
public func expectNoDifference<Value>(
  _ value: Value, _ expected: Value, _ comment: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  func text(_ value: Value) -> String {
    if let text = value as? String { return text }
    var text = ""
    dump(value, to: &text)
    return text
  }
  guard let difference = LineDifference(text(value), text(expected)) else { return }
  Issue.record(Comment(rawValue: "\(comment())\n\(difference)"), sourceLocation: sourceLocation)
}

/// What differs between two texts, as `diff -u` shows it: `-` was expected, `+` was found.
public struct LineDifference: CustomStringConvertible {
  private enum Line {
    case both(String), expected(String), found(String)

    var isCommon: Bool { if case .both = self { true } else { false } }

    var text: String {
      switch self {
      case .both(let line): "  " + line
      case .expected(let line): "- " + line
      case .found(let line): "+ " + line
      }
    }
  }

  private static let contextCount = 2
  /// More says nothing to a reader.
  private static let maximumCount = 80
  private let lines: [Line]

  /// Compares two texts; nil if they agree.
  ///
  /// - Parameters:
  ///   - text: What was found.
  ///   - expected: What should have been found.
  ///   - numbers: How close numbers must be; nil compares their characters.
  public init?(_ text: String, _ expected: String, numbers: Closeness? = nil) {
    guard text != expected else { return nil }
    func cut(_ text: String) -> [String] {
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    var (found, wanted) = (cut(text)[...], cut(expected)[...])
    var (before, behind): ([Line], [Line]) = ([], [])
    while let first = found.first, let other = wanted.first, Self.agree(first, other, numbers) {
      before.append(.both(first))
      (found, wanted) = (found.dropFirst(), wanted.dropFirst())
    }
    while let last = found.last, let other = wanted.last, Self.agree(last, other, numbers) {
      behind.append(.both(last))
      (found, wanted) = (found.dropLast(), wanted.dropLast())
    }
    guard !found.isEmpty || !wanted.isEmpty else { return nil }
    lines = before + Self.merged(Array(found), Array(wanted), numbers) + behind.reversed()
  }

  private static func merged(
    _ found: [String], _ wanted: [String], _ numbers: Closeness?
  ) -> [Line] {
    // The shortest difference takes a time that grows with the square of what differs.
    guard found.count + wanted.count < 2000 else {
      return wanted.map(Line.expected) + found.map(Line.found)
    }
    let changes = found.difference(from: wanted) { agree($0, $1, numbers) }
    let removed = Dictionary(uniqueKeysWithValues: changes.removals.map(offsetAndElement))
    let inserted = Dictionary(uniqueKeysWithValues: changes.insertions.map(offsetAndElement))
    var lines: [Line] = []
    var (old, new) = (0, 0)
    while old < wanted.count || new < found.count {
      if let line = removed[old] {
        lines.append(.expected(line))
        old += 1
      } else if let line = inserted[new] {
        lines.append(.found(line))
        new += 1
      } else {
        lines.append(.both(found[new]))
        (old, new) = (old + 1, new + 1)
      }
    }
    return lines
  }

  private static func offsetAndElement(
    _ change: CollectionDifference<String>.Change
  ) -> (Int, String) {
    switch change {
    case .insert(let offset, let line, _), .remove(let offset, let line, _): (offset, line)
    }
  }

  /// Whether two lines are the same but for numbers that are close.
  private static func agree(_ line: String, _ other: String, _ numbers: Closeness?) -> Bool {
    if line == other { return true }
    guard let numbers else { return false }
    let number = /\d+(\.\d+)?([eE][-+]?\d+)?/
    let (values, expected) = (line.matches(of: number), other.matches(of: number))
    return line.replacing(number, with: "#") == other.replacing(number, with: "#")
      && zip(values, expected).allSatisfy { value, expected in
        guard let value = Double(value.output.0), let expected = Double(expected.output.0) else {
          return false
        }
        return numbers.holds(value, expected)
      }
  }

  /// The lines that differ, with two lines before and behind them.
  public var description: String {
    let changed = lines.indices.filter { !lines[$0].isCommon }
    var (shown, previous): ([String], Int?) = ([], nil)
    for index in lines.indices {
      let isNear = changed.contains { abs($0 - index) <= Self.contextCount }
      guard isNear else { continue }
      if previous.map({ $0 + 1 != index }) ?? (index > 0) { shown.append("@@ line \(index + 1)") }
      shown.append(lines[index].text)
      previous = index
      if shown.count == Self.maximumCount {
        return (shown + ["… \(changed.count) lines differ"]).joined(separator: "\n")
      }
    }
    return shown.joined(separator: "\n")
  }
}
