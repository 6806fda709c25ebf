// SPDX-License-Identifier: GPL-3.0-or-later
// Names within BibTeX: between its entries, and as the value of a field.

/// Words made harmless for BibTeX.
package enum BibTeXText {
  /// A comment between entries.
  ///
  /// BibTeX skips everything there but `@`, which begins an entry anywhere.
  package static func remark(_ words: String) -> String {
    PrintableText.line("% " + words) { $0 == "@" ? "\\u{40}" : nil }
  }

  /// A value between braces: a brace of its own would end it.
  package static func value(_ words: String) -> String {
    PrintableText.line(words) { scalar in
      switch scalar {
      case "\\": "\\textbackslash{}"
      case "{": "\\textbraceleft{}"
      case "}": "\\textbraceright{}"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "@": "\\char64{}"
      case "\"": "\\char34{}"
      case "#", "$", "%", "&", "_": "\\\(scalar)"
      default: nil
      }
    }
  }
}
