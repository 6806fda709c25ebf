// SPDX-License-Identifier: GPL-3.0-or-later
// Words of a figure with subscripts and superscripts, whatever writes them.

/// A line of words in a figure.
///
/// What comes from a user, such as the name of a star, is plain and stays as it is: no character of it
/// is taken for markup.
public struct FigureText: Hashable, Sendable, ExpressibleByStringLiteral {
  enum Piece: Hashable {
    case plain(String)
    case italic(String)
    case sub(String)
    case sup(String)
  }
  let pieces: [Piece]

  /// Words as they are.
  public init(_ words: String) { pieces = [.plain(words)] }
  /// Words as they are.
  public init(stringLiteral words: String) { self.init(words) }
  private init(pieces: [Piece]) { self.pieces = pieces }

  /// The symbol of a quantity, in italics.
  public static func symbol(_ letters: String) -> FigureText {
    FigureText(pieces: [.italic(letters)])
  }
  /// This followed by a subscript.
  public func sub(_ words: String) -> FigureText { FigureText(pieces: pieces + [.sub(words)]) }
  /// This followed by a superscript.
  public func sup(_ words: String) -> FigureText { FigureText(pieces: pieces + [.sup(words)]) }
  /// One after the other.
  public static func + (first: FigureText, second: FigureText) -> FigureText {
    FigureText(pieces: first.pieces + second.pieces)
  }

  /// The dereddened color, without its unit.
  public static let bpRp0 = FigureText("(BP−RP)").sub("0")
  /// The rotation period with its unit.
  public static let periodDays: FigureText = "Rotation period (d)"
  /// The age with its unit.
  public static let ageMyr: FigureText = "Age (Myr)"

  // MARK: As others want it

  /// In the enhanced text of gnuplot, between single quotes.
  var gnuplot: String {
    let body = pieces.enumerated().map { index, piece in
      switch piece {
      // A space after a subscript would be lost in SVG, where it begins an element: browsers keep one that does
      // not break, librsvg only what stands behind a character, such as one without a width.
      case .plain(let words) where index > 0 && words.hasPrefix(" "):
        "\u{200B}\u{A0}" + Self.escaped(String(words.dropFirst()))
      case .plain(let words): Self.escaped(words)
      case .italic(let words): "{/:Italic \(Self.escaped(words))}"
      case .sub(let words): "_{\(Self.escaped(words))}"
      case .sup(let words): "^{\(Self.escaped(words))}"
      }
    }.joined()
    return "'" + body.replacing("'", with: "''") + "'"
  }

  /// Takes from characters the meaning that gnuplot gives them; a line break would end the command.
  private static func escaped(_ words: String) -> String {
    var result = ""
    for character in words {
      if character.isNewline {
        result += " "
      } else {
        if "\\{}^_@&~".contains(character) { result += "\\" }
        result.append(character)
      }
    }
    return result
  }

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
