// SPDX-License-Identifier: GPL-3.0-or-later
// Text of unknown origin in a Markdown document, where no character of it is markup.

/// Text made harmless for Markdown, scalar by scalar, so that a combining mark does not hide a bracket.
package enum MarkdownText {
  /// Text in a paragraph, a heading or a cell: brackets of tags and ampersands as HTML knows them, and a
  /// backslash before what Markdown knows.
  package static func text(_ text: String) -> String {
    PrintableText.line(text) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$", "#": "\\\(scalar)"
      default: nil
      }
    }
  }

  /// A span of code between backquotes; as HTML if the text holds what ends the span or the cell of a table,
  /// or looks like a tag.
  package static func code(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { !"`|<>&\\".unicodeScalars.contains($0) }
    guard !isPlain || text.isEmpty else { return "`\(PrintableText.line(text))`" }
    let body = PrintableText.line(text) { scalar in
      let isMark = scalar.isASCII && scalar != " " && !scalar.properties.isAlphabetic
      return isMark && scalar.properties.numericType == nil ? "&#\(scalar.value);" : nil
    }
    return "<code>\(body)</code>"
  }

  /// The target of a link, with every byte that could end it percent-encoded.
  package static func address(_ address: String) -> String {
    address.utf8.map { byte in
      let isInert = byte > 0x20 && byte < 0x7F && !"()<>[]|\\\"`*".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isInert ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
    }.joined()
  }
}
