// SPDX-License-Identifier: GPL-3.0-or-later
// Text of a figure with subscripts and superscripts, for any language of figures.

internal import GyroFiles

/// A line of text in a figure.
///
/// What comes from a user, such as the name of a star, is plain: no character of it is taken for markup, and
/// invisible ones, such as line breaks and bidirectional controls, are shown by their code.
package struct FigureText: Hashable, Sendable, ExpressibleByStringLiteral {
  enum Piece: Hashable {
    case plain(String)
    case italic(String)
    case sub(String)
    case sup(String)
  }
  let pieces: [Piece]

  /// Plain text.
  package init(_ text: String) { pieces = [.plain(PrintableText.line(text))] }
  /// Plain text.
  package init(stringLiteral text: String) { self.init(text) }
  private init(pieces: [Piece]) { self.pieces = pieces }

  /// The symbol of a quantity, in italics.
  package static func symbol(_ letters: String) -> FigureText {
    FigureText(pieces: [.italic(PrintableText.line(letters))])
  }
  /// This followed by a subscript.
  package func sub(_ text: String) -> FigureText {
    FigureText(pieces: pieces + [.sub(PrintableText.line(text))])
  }
  /// This followed by a superscript.
  package func sup(_ text: String) -> FigureText {
    FigureText(pieces: pieces + [.sup(PrintableText.line(text))])
  }
  /// Two texts, one after the other.
  package static func + (first: FigureText, second: FigureText) -> FigureText {
    FigureText(pieces: first.pieces + second.pieces)
  }

  // MARK: Conversion

  /// As Unicode without markup: digits and signs are raised or lowered, other text follows _ or ^.
  package var unicode: String {
    func shifted(_ text: String, _ table: [Character: Character], _ mark: String) -> String {
      let letters = text.map { table[$0] }
      return letters.contains(nil) ? mark + text : String(letters.compactMap { $0 })
    }
    return pieces.map { piece in
      switch piece {
      case .plain(let text), .italic(let text): text
      case .sub(let text): shifted(text, Self.lowered, "_")
      case .sup(let text): shifted(text, Self.raised, "^")
      }
    }.joined()
  }

  private static let raised = Dictionary(
    uniqueKeysWithValues: zip("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"))
  private static let lowered = Dictionary(
    uniqueKeysWithValues: zip("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋"))
}
