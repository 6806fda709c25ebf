// SPDX-License-Identifier: GPL-3.0-or-later
// Text of unknown origin made harmless for a terminal, a page or a picture.

/// Text in which every character is seen and none acts.
///
/// Names of stars, columns and files come from untrusted sources. An escape sequence in one would change the
/// terminal, a line break would forge a row, and a bidirectional override would show other words than are
/// there. Such characters are shown by their code point, as `\u{1B}`. It works on Unicode scalars: a
/// combining mark behind a character hides it from nothing here.
package enum PrintableText {
  /// One line, such as a name within a sentence or a cell.
  package static func line(_ text: String) -> String { shown(text, keeping: []) }

  /// One line in which some characters are written in another way, such as those that a markup gives a meaning.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - replacement: What stands for a character; nil for the character itself.
  /// - Returns: The line.
  package static func line(
    _ text: String, replacing replacement: (Unicode.Scalar) -> String?
  ) -> String {
    var result = String.UnicodeScalarView()
    for scalar in line(text).unicodeScalars {
      if let other = replacement(scalar) {
        result.append(contentsOf: other.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whole lines: line feeds and tabs stay.
  package static func page(_ text: String) -> String { shown(text, keeping: ["\n", "\t"]) }

  /// Whether a character has no effect but to be seen.
  package static func isInert(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F: return true
    // Joiners belong to the spelling of some languages, and of emoji.
    case 0x200C, 0x200D: return true
    // Noncharacters, which XML forbids.
    case 0xFDD0...0xFDEF: return false
    case let value where value & 0xFFFE == 0xFFFE: return false
    default: break
    }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: true
    }
  }

  private static func shown(_ text: String, keeping kept: Set<Unicode.Scalar>) -> String {
    // Nearly all text is plain, and there can be millions of lines.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isInert(scalar) || kept.contains(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: code(scalar).unicodeScalars)
      }
    }
    return String(result)
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  }
}
