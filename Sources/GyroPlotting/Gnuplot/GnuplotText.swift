// SPDX-License-Identifier: GPL-3.0-or-later
// The only way by which text enters the language of gnuplot.
//
// gnuplot reads bytes: it runs text between backquotes even within double quotes, ends a text at its
// quote whatever combining mark follows, and takes characters of a text for markup, or, beside a tick, for a
// number format. So a text is written between double quotes, in which a byte can be written as its octal number,
// and of ASCII only letters, digits and a few marks without any meaning are written as they are.

internal import GyroFiles

package enum GnuplotText {
  /// The largest number of characters: more does not fit into a figure, and gnuplot limits its lines.
  static let maximumLength = 240

  /// A text without markup, such as the name of a file; every byte of it is kept.
  package static func literal(_ text: String) -> String { "\"" + bytes(of: text) + "\"" }

  /// The name of a file, from the folder where gnuplot runs: never a pipe or a home folder, whatever it
  /// begins with.
  package static func file(_ name: String) -> String {
    let isPlain = name.unicodeScalars.first.map { isSafe($0) || $0 == "/" } ?? false
    return literal((isPlain ? "" : "./") + name)
  }

  /// Text with subscripts and superscripts.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - isNumberFormat: Whether gnuplot formats a number with them, as it does for tick labels.
  /// - Returns: The text in quotes.
  package static func enhanced(_ text: FigureText, isNumberFormat: Bool = false) -> String {
    var rest = maximumLength
    let body = text.pieces.enumerated().map { index, piece -> String in
      func plain(_ text: String, after mark: String = "") -> String {
        let shown = cut(text, to: &rest)
        return mark + neutral(shown, isNumberFormat: isNumberFormat)
      }
      switch piece {
      // A space after a subscript would be lost in SVG, where it begins an element: browsers keep one that does
      // not break, librsvg only what follows a character, such as one without a width.
      case .plain(let text) where index > 0 && text.utf8.first == UInt8(ascii: " "):
        return plain(String(text.unicodeScalars.dropFirst()), after: "\u{200B}\u{A0}")
      case .plain(let text): return plain(text)
      case .italic(let text): return "{/:Italic \(plain(text))}"
      case .sub(let text): return "_{\(plain(text))}"
      case .sup(let text): return "^{\(plain(text))}"
      }
    }
    return "\"" + body.joined() + "\""
  }

  /// A comment, on a line of its own.
  package static func comment(_ text: String) -> String {
    var line = "# "
    for scalar in PrintableText.line(text).unicodeScalars {
      // gnuplot does not run them in a comment, but would if the line were moved.
      if scalar == "`" { line += "\\u{60}" } else { line.unicodeScalars.append(scalar) }
    }
    // A backslash at the end would make the next line a part of the comment.
    return line.utf8.last == UInt8(ascii: "\\") ? line + " #" : line
  }

  // MARK: Characters

  private static func cut(_ text: String, to rest: inout Int) -> String {
    let scalars = text.unicodeScalars.prefix(rest)
    let isWhole = scalars.endIndex == text.unicodeScalars.endIndex
    rest -= scalars.count
    return String(scalars) + (isWhole ? "" : "…")
  }

  /// Text whose characters have no meaning in enhanced text, nor in a number format.
  private static func neutral(_ text: String, isNumberFormat: Bool) -> String {
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "{", "}", "^", "_", "@", "&", "~":
        result += octal(UInt8(ascii: "\\")) + octal(UInt8(scalar.value))
      // A number that only the markup reads: what looks like a format is cut off after some fifty bytes.
      case "%" where isNumberFormat: result += octal(UInt8(ascii: "\\")) + "045"
      // A backslash with U+0041 behind it would be the letter A; an empty group keeps them apart.
      case "U" where previous == "\\": result += "{}U"
      default: result += bytes(of: String(scalar))
      }
      previous = scalar
    }
    return result
  }

  private static func bytes(of text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if isSafe(scalar) || isMark(scalar) || !scalar.isASCII && PrintableText.isInert(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += String(scalar).utf8.map(octal).joined()
      }
    }
    return result
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    " .,:;()+-=/<>%*".unicodeScalars.contains(scalar)
  }

  /// Four digits: behind a leading zero gnuplot takes a fourth for a part of the number.
  private static func octal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension FigureText {
  /// As gnuplot wants it in labels and legends.
  var gnuplot: String { GnuplotText.enhanced(self) }
  /// As gnuplot expects a tick label.
  var gnuplotTick: String { GnuplotText.enhanced(self, isNumberFormat: true) }
}
