// SPDX-License-Identifier: GPL-3.0-or-later
// Pages written by hand around tables written by the program.

internal import Foundation
internal import GyroFiles

/// A page with marks `<!-- name -->` and `<!-- /name -->`, between which the program writes.
struct MarkedPage {
  let path: String

  /// Replaces what stands between two marks.
  ///
  /// - Throws: `FileError` if the page cannot be read or written, or lacks the marks.
  func replace(_ mark: String, with text: String) throws(FileError) {
    let (page, range) = try find(mark)
    let body = text.hasSuffix("\n") ? text : text + "\n"
    try AtomicFile.write(
      Data((page[..<range.lowerBound] + body + page[range.upperBound...]).utf8), to: path)
  }

  /// What is between two marks.
  ///
  /// - Throws: `FileError` if the page cannot be read, or lacks the marks.
  func text(at mark: String) throws(FileError) -> String {
    let (page, range) = try find(mark)
    return String(page[range])
  }

  private func find(_ mark: String) throws(FileError) -> (String, Range<String.Index>) {
    guard let page = String(bytes: try FileContents.stream(path), encoding: .utf8) else {
      throw FileError(path: path, problem: "is not UTF-8")
    }
    let (opening, closing) = ("<!-- \(mark) -->\n", "<!-- /\(mark) -->")
    guard let start = page.range(of: opening)?.upperBound,
      let end = page.range(of: closing, range: start..<page.endIndex)?.lowerBound
    else {
      throw FileError(path: path, problem: "lacks the marks <!-- \(mark) --> and \(closing)")
    }
    return (page, start..<end)
  }
}
