// SPDX-License-Identifier: GPL-3.0-or-later
// A report as blocks of text, tables and pictures, written as Markdown and as HTML alike.

internal import Foundation

/// A document of few kinds of blocks.
struct ReportDocument {
  enum Block {
    case heading(String)
    case paragraph(String)
    /// A header and rows; all but the first column are aligned to the right.
    case table([String], [[String]])
    /// The path of a picture from the document, what it shows, and the picture itself as SVG.
    case figure(path: String, caption: String, svg: String)
  }

  let title: String
  var blocks: [Block] = []

  var markdown: String {
    let body = blocks.map { block in
      switch block {
      case .heading(let text): return "## \(text)"
      case .paragraph(let text): return text
      case .figure(let path, let caption, _): return "![\(caption)](\(path))\n\n\(caption)"
      case .table(let header, let rows):
        let rule = header.indices.map { $0 == 0 ? "---" : "---:" }
        return ([header, rule] + rows).map { row in
          "| "
            + row.map { $0.replacingOccurrences(of: "|", with: "\\|") }.joined(separator: " | ")
            + " |"
        }.joined(separator: "\n")
      }
    }
    return (["# \(title)"] + body).joined(separator: "\n\n") + "\n"
  }

  var html: String {
    let body = blocks.map { block in
      switch block {
      case .heading(let text): return "<h2>\(Self.escaped(text))</h2>"
      case .paragraph(let text): return "<p>\(Self.escaped(text))</p>"
      case .figure(_, let caption, let svg):
        // The picture itself, so that the page is one file; an XML declaration has no place in it.
        let drawing = svg.range(of: "<svg").map { String(svg[$0.lowerBound...]) } ?? svg
        return "<figure>\(drawing)<figcaption>\(Self.escaped(caption))</figcaption></figure>"
      case .table(let header, let rows):
        func row(_ cells: [String], _ tag: String) -> String {
          "<tr>" + cells.map { "<\(tag)>\(Self.escaped($0))</\(tag)>" }.joined() + "</tr>"
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
      <title>\(Self.escaped(title))</title>
      <style>
      body { font-family: sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; }
      table { border-collapse: collapse; font-size: 90%; }
      th, td { border-bottom: 1px solid #ccc; padding: 0.2em 0.7em; text-align: right; }
      th:first-child, td:first-child { text-align: left; }
      figure { margin: 1em 0; } svg { max-width: 100%; height: auto; }
      </style>
      </head>
      <body>
      <h1>\(Self.escaped(title))</h1>
      \(body.joined(separator: "\n"))
      </body>
      </html>

      """
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
  }
}
