// SPDX-License-Identifier: GPL-3.0-or-later
// A report as blocks of text, tables and pictures, written as Markdown and as HTML alike.

internal import GyroEssentials
internal import GyroPlatform

/// A document of few kinds of blocks.
package struct ReportDocument: Sendable {
  package enum Block: Sendable {
    case heading(ReportText)
    case paragraph(ReportText)
    /// An item of a list a line.
    case list([ReportText])
    /// A header and rows; all but the first column are aligned to the right.
    case table([ReportText], [[ReportText]])
    /// The path of a picture from the document, what it shows, and the picture itself as SVG.
    case figure(path: String, caption: ReportText, svg: String)
  }

  package let title: ReportText
  package var blocks: [Block]

  package init(title: ReportText, blocks: [Block] = []) {
    (self.title, self.blocks) = (title, blocks)
  }

  /// The path of a picture as a page that lies elsewhere names it; `-` is standard output.
  package static func path(of picture: String, from page: String) -> String {
    if page == "-" { return picture }
    let target = URL(filePath: picture).standardizedFileURL.pathComponents
    let start = URL(filePath: page).standardizedFileURL.deletingLastPathComponent().pathComponents
    let shared = zip(target, start).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: start.count - shared)
    return (up + target.dropFirst(shared)).joined(separator: "/")
  }

  package var markdown: String {
    let body = blocks.map { block in
      switch block {
      case .heading(let text): return "## \(text.markdown)"
      case .paragraph(let text): return text.markdown
      case .list(let items): return items.map { "- \($0.markdown)" }.joined(separator: "\n")
      case .figure(let path, let caption, _):
        return "![\(caption.markdown)](\(Self.address(path)))\n\n\(caption.markdown)"
      case .table(let header, let rows):
        let rule = header.indices.map { $0 == 0 ? "---" : "---:" }
        let cells = [header.map(\.markdown), rule] + rows.map { $0.map(\.markdown) }
        return cells.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
      }
    }
    return (["# \(title.markdown)"] + body).joined(separator: "\n\n") + "\n"
  }

  /// A path as a link names it: bytes with a meaning there are percent-encoded.
  private static func address(_ path: String) -> String {
    path.utf8.map { byte in
      let isPlain =
        byte < 0x7F
        && (Character(Unicode.Scalar(byte)).isLetter
          || Character(Unicode.Scalar(byte)).isNumber || "-._/".utf8.contains(byte))
      return isPlain ? String(Character(Unicode.Scalar(byte))) : String(printf: "%%%02X", byte)
    }.joined()
  }

  package var html: String {
    let body = blocks.map { block in
      switch block {
      case .heading(let text): return "<h2>\(text.html)</h2>"
      case .paragraph(let text): return "<p>\(text.html)</p>"
      case .list(let items):
        return "<ul>\(items.map { "<li>\($0.html)</li>" }.joined())</ul>"
      case .figure(_, let caption, let svg):
        // The picture itself, so that the page is one file; an XML declaration has no place in it.
        let drawing = svg.firstRange(of: "<svg").map { String(svg[$0.lowerBound...]) } ?? svg
        return "<figure>\(drawing)<figcaption>\(caption.html)</figcaption></figure>"
      case .table(let header, let rows):
        func row(_ cells: [ReportText], _ tag: String) -> String {
          "<tr>" + cells.map { "<\(tag)>\($0.html)</\(tag)>" }.joined() + "</tr>"
        }
        return "<table>\n<thead>" + row(header, "th") + "</thead>\n<tbody>\n"
          + rows.map { row($0, "td") }.joined(separator: "\n") + "\n</tbody>\n</table>"
      }
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>\(title.html)</title>
      <style>
      body { font-family: sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; }
      table { border-collapse: collapse; font-size: 90%; }
      th, td { border-bottom: 1px solid #ccc; padding: 0.2em 0.7em; text-align: right; }
      th:first-child, td:first-child { text-align: left; }
      figure { margin: 1em 0; } svg { max-width: 100%; height: auto; }
      </style>
      </head>
      <body>
      <h1>\(title.html)</h1>
      \(body.joined(separator: "\n"))
      </body>
      </html>

      """
  }
}
