// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import GyroStudies
import Testing
import _TestSupport

/// Names in Markdown, HTML and BibTeX are read back as they are, and are no markup.
@Suite struct ReportTextLawTests {
  private static let names = HostileNames.laws + (0..<300).map { HostileNames.name(seed: $0) }

  /// Text of HTML without tags, its entities read.
  private func read(html: String) -> String? {
    var (result, rest) = ("", html.unicodeScalars[...])
    while let scalar = rest.popFirst() {
      if "<>\"'".unicodeScalars.contains(scalar) { return nil }
      guard scalar == "&" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      guard let end = rest.firstIndex(of: ";") else { return nil }
      let name = String(rest[..<end])
      let named: [String: Unicode.Scalar] = ["lt": "<", "gt": ">", "amp": "&"]
      let number = name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      guard let other = named[name] ?? number.flatMap(Unicode.Scalar.init) else { return nil }
      result.unicodeScalars.append(other)
      rest = rest[rest.index(after: end)...]
    }
    return result
  }

  /// What stands in an element of code; by scalars, since a mark may follow the bracket.
  private func inside(_ element: String) -> String? {
    let (start, end) = ("<code>".unicodeScalars, "</code>".unicodeScalars)
    let scalars = Array(element.unicodeScalars)
    guard scalars.starts(with: start), scalars.reversed().starts(with: end.reversed()) else {
      return nil
    }
    return String(
      String.UnicodeScalarView(scalars.dropFirst(start.count).dropLast(end.count)))
  }

  /// Text of Markdown without markup, its backslashes taken away.
  private func read(markdown: String) -> String? {
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in markdown.unicodeScalars {
      if isEscaped {
        // Written by its number, so that what follows does not take it for a character of markup.
        result.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        if "`*_[]|~$#<>".unicodeScalars.contains(scalar), result.last != "&" { return nil }
        result.append(scalar == "\"" || scalar == "'" ? "\u{E000}" : scalar)
      }
    }
    return isEscaped ? nil : read(html: String(result))
  }

  @Test(arguments: names) func aNameIsReadBack(name: String) {
    let words = printable(name)
    #expect(read(html: ReportText(name).html) == words)
    let quotes = String(
      String.UnicodeScalarView(
        words.unicodeScalars.map { $0 == "\"" || $0 == "'" ? "\u{E000}" : $0 }))
    #expect(read(markdown: ReportText(name).markdown) == quotes)
    let code: ReportText = "\(code: name)"
    #expect(inside(code.html).flatMap(read(html:)) == words)
    let span = code.markdown
    if span.utf8.first == UInt8(ascii: "`") {
      let inside = span.utf8.dropFirst().dropLast()
      #expect(!inside.contains(UInt8(ascii: "`")) && !inside.contains(UInt8(ascii: "|")))
      #expect(Array(inside) == Array(words.utf8))
    } else {
      #expect(inside(span).flatMap(read(html:)) == words)
    }
  }

  @Test(arguments: names) func aDocumentHasTheLinesItWasGiven(name: String) {
    var document = ReportDocument(title: ReportText(name))
    document.blocks = [
      .heading(ReportText(name)), .table(["a", "b"], [["\(name)", "\(code: name)"]]),
      .list(["\(name)"]), .figure(path: name, caption: "c", svg: "<svg></svg>"),
    ]
    let lines = document.markdown.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 14)
    // Three rules and two borders of cells a row, none from the name.
    let row = lines[6].unicodeScalars
    var bars = 0
    for (index, scalar) in zip(row.indices, row) where scalar == "|" {
      if index == row.startIndex || row[row.index(before: index)] != "\\" { bars += 1 }
    }
    #expect(bars == 3, "\(lines[6])")
    let address = lines[10].drop { $0 != "]" }.dropFirst(2).dropLast()
    #expect(address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"()<>:\\`".utf8.contains($0) })
    #expect(!document.html.contains("<script"))
  }

  @Test(arguments: names) func aNameEndsNoFieldAndBeginsNoEntry(name: String) {
    let remark = BibTeXText.remark(name)
    #expect(!remark.unicodeScalars.contains { $0 == "@" || $0 == "\n" || $0 == "\r" })
    var depth = 0
    for byte in BibTeXText.value(name).utf8 {
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      #expect(depth >= 0 && byte != UInt8(ascii: "@") && byte != UInt8(ascii: "\""))
    }
    #expect(depth == 0)
  }

  @Test func plainWordsStayReadable() {
    let text: ReportText = "NGC 752 (\(code: "mean_log_density")): 3.1 ± 0.2 dex, \(0.5) & more_"
    #expect(text.markdown == "NGC 752 (`mean_log_density`): 3.1 ± 0.2 dex, 0.5 &amp; more\\_")
    #expect(text.html == "NGC 752 (<code>mean_log_density</code>): 3.1 ± 0.2 dex, 0.5 &#38; more_")
    #expect(BibTeXText.value("0.1.0") == "0.1.0")
  }

  private func printable(_ name: String) -> String { PrintableText.line(name) }
}
