// SPDX-License-Identifier: GPL-3.0-or-later
// Words of a figure with subscripts and superscripts, whatever writes them.

internal import GyroFiles

/// A line of words in a figure.
///
/// What comes from a user, such as the name of a star, is plain: no character of it is taken for markup, and
/// those that act instead of being seen, such as line breaks and bidirectional controls, are shown by their code.
public struct FigureText: Hashable, Sendable, ExpressibleByStringLiteral {
  enum Piece: Hashable {
    case plain(String)
    case italic(String)
    case sub(String)
    case sup(String)
  }
  let pieces: [Piece]

  /// Words as they are.
  public init(_ words: String) { pieces = [.plain(PrintableText.line(words))] }
  /// Words as they are.
  public init(stringLiteral words: String) { self.init(words) }
  private init(pieces: [Piece]) { self.pieces = pieces }

  /// The symbol of a quantity, in italics.
  public static func symbol(_ letters: String) -> FigureText {
    FigureText(pieces: [.italic(PrintableText.line(letters))])
  }
  /// This followed by a subscript.
  public func sub(_ words: String) -> FigureText {
    FigureText(pieces: pieces + [.sub(PrintableText.line(words))])
  }
  /// This followed by a superscript.
  public func sup(_ words: String) -> FigureText {
    FigureText(pieces: pieces + [.sup(PrintableText.line(words))])
  }
  /// One after the other.
  public static func + (first: FigureText, second: FigureText) -> FigureText {
    FigureText(pieces: first.pieces + second.pieces)
  }

  // MARK: As others want it

  /// In Unicode alone: digits and signs are raised and lowered, other words stand after _ or ^.
  public var unicode: String {
    func shifted(_ words: String, _ table: [Character: Character], _ mark: String) -> String {
      let letters = words.map { table[$0] }
      return letters.contains(nil) ? mark + words : String(letters.compactMap { $0 })
    }
    return pieces.map { piece in
      switch piece {
      case .plain(let words), .italic(let words): words
      case .sub(let words): shifted(words, Self.lowered, "_")
      case .sup(let words): shifted(words, Self.raised, "^")
      }
    }.joined()
  }

  private static let raised = Dictionary(
    uniqueKeysWithValues: zip("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"))
  private static let lowered = Dictionary(
    uniqueKeysWithValues: zip("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋"))
}
