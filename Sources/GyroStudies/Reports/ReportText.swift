// SPDX-License-Identifier: GPL-3.0-or-later
// Text of a report, in which no character acts as markup.

internal import GyroFiles

/// Words with spans of code, to be written as Markdown or as HTML.
///
/// A string literal and what is interpolated into it are words, `\(code: name)` is a span of code. Names come
/// from files: each form takes the meaning from their characters, scalar by scalar, so that a combining mark
/// behind a bracket does not hide it.
package struct ReportText: Hashable, Sendable, ExpressibleByStringInterpolation {
  fileprivate enum Piece: Hashable, Sendable {
    case words(String)
    case code(String)
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}
    package mutating func appendLiteral(_ literal: String) { pieces.append(.words(literal)) }
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      pieces.append(.words(value.description))
    }
    package mutating func appendInterpolation(_ text: ReportText) { pieces += text.pieces }
    package mutating func appendInterpolation(code words: String) { pieces.append(.code(words)) }
  }

  private var pieces: [Piece]

  package init(_ words: String) { pieces = [.words(words)] }
  package init(stringLiteral words: String) { self.init(words) }
  package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  package static func + (first: ReportText, second: ReportText) -> ReportText {
    var sum = first
    sum.pieces += second.pieces
    return sum
  }
  package static func += (first: inout ReportText, second: ReportText) {
    first.pieces += second.pieces
  }

  // MARK: As others want it

  package var html: String {
    pieces.map { piece in
      switch piece {
      case .words(let words): Self.html(words)
      case .code(let words): "<code>\(Self.html(words))</code>"
      }
    }.joined()
  }

  package var markdown: String {
    pieces.map { piece in
      switch piece {
      case .words(let words): MarkdownText.text(words)
      case .code(let words): MarkdownText.code(words)
      }
    }.joined()
  }

  private static func html(_ words: String) -> String {
    PrintableText.line(words) { scalar in
      switch scalar {
      case "&", "<", ">", "\"", "'": "&#\(scalar.value);"
      default: nil
      }
    }
  }
}
