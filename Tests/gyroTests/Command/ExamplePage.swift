// SPDX-License-Identifier: GPL-3.0-or-later
// A Markdown page whose `console` blocks can be run, compared and written anew.

import Foundation

/// A page, cut into text and the commands of its `console` blocks.
///
/// A block marked `<!-- file: NAME -->` becomes a file of that name. In a `console` block a line that
/// starts with `$ ` is a command, continued by a backslash; what follows is what it prints. A line
/// of three dots stands for any lines.
struct ExamplePage {
  /// A stretch of the page.
  enum Part {
    case text([String])
    case file(name: String, lines: [String])
    case command(lines: [String], output: [String])
  }

  var parts: [Part] = []

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    var fileName: String?
    while let line = lines.popFirst() {
      parts.append(.text([line]))
      if line.hasPrefix("<!-- file: "), line.hasSuffix(" -->") {
        fileName = String(line.dropFirst(11).dropLast(4))
      } else if line.hasPrefix("```") {
        let body = lines.prefix { !$0.hasPrefix("```") }
        lines = lines.dropFirst(body.count)
        if let name = fileName {
          parts.append(.file(name: name, lines: Array(body)))
        } else if line == "```console" {
          parts += Self.commands(in: body)
        } else {
          parts.append(.text(Array(body)))
        }
        fileName = nil
        if let closing = lines.popFirst() { parts.append(.text([closing])) }
      }
    }
  }

  private static func commands(in body: ArraySlice<String>) -> [Part] {
    var body = body
    var parts: [Part] = []
    while let line = body.popFirst() {
      guard line.hasPrefix("$ ") else {
        parts.append(.text([line]))
        continue
      }
      var command = [line]
      while command.last?.hasSuffix("\\") == true, let next = body.popFirst() {
        command.append(next)
      }
      let output = body.prefix { !$0.hasPrefix("$ ") }
      body = body.dropFirst(output.count)
      parts.append(.command(lines: command, output: Array(output)))
    }
    return parts
  }

  /// The page as text; what was read is what is written.
  var text: String {
    parts.flatMap { part in
      switch part {
      case .text(let lines), .file(_, let lines): lines
      case .command(let lines, let output): lines + output
      }
    }.joined(separator: "\n")
  }

  /// Whether printed lines are what the page shows, where a line of three dots matches any lines.
  static func matches(_ printed: ArraySlice<String>, _ shown: ArraySlice<String>) -> Bool {
    guard let first = shown.first else { return printed.isEmpty }
    if first == "..." {
      return (printed.startIndex...printed.endIndex).contains {
        matches(printed[$0...], shown.dropFirst())
      }
    }
    guard let line = printed.first, agree(line, first) else { return false }
    return matches(printed.dropFirst(), shown.dropFirst())
  }

  /// Whether two lines are the same but for the last digits of long decimals, in which processors with
  /// and without fused multiply-add differ; tables are computed in single precision.
  private static func agree(_ printed: String, _ shown: String) -> Bool {
    if printed == shown { return true }
    let decimal = /-?\d+\.\d{6,}/
    let (values, expected) = (printed.matches(of: decimal), shown.matches(of: decimal))
    return printed.replacing(decimal, with: "#") == shown.replacing(decimal, with: "#")
      && zip(values, expected).allSatisfy { value, expected in
        guard let value = Double(value.output), let expected = Double(expected.output) else {
          return false
        }
        return abs(value - expected) <= 1e-5 * abs(expected)
      }
  }
}
