// SPDX-License-Identifier: GPL-3.0-or-later
// A figure as Vega-Lite, for a browser.

internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform

/// A figure in the grammar of Vega-Lite 5, with its data inside.
package struct VegaLite: Sendable {
  private let root: JSONValue

  /// The specification of a figure.
  package init(_ figure: Figure) {
    let layout = FigureLayout(figure)
    let rows = figure.rows.enumerated().map { row, panels in
      JSONValue.object([
        "hconcat": .array(
          panels.enumerated().flatMap { column, panel -> [JSONValue] in
            guard let panel else { return [] }
            return [VegaPanel(panel, frame: layout.frames[row][column]).json]
              + [VegaLegend(FigureLegend(panel))?.json].compactMap { $0 }
          }), "resolve": Self.ownColors,
      ])
    }
    let title: [JSONValue] = [figure.title?.unicode].compactMap { $0.map(JSONValue.text) }
    let ink = JSONValue.text(figure.style.ink.css)
    root = .object([
      "$schema": .text("https://vega.github.io/schema/vega-lite/v5.json"),
      "background": .text(figure.style.background.map { "#" + $0 } ?? "transparent"),
      "config": .object([
        "axis": .object([
          "domainColor": ink, "grid": .flag(false), "labelColor": ink, "tickColor": ink,
          "titleColor": ink, "titleFontWeight": .text("normal"),
        ]),
        "text": .object(["color": ink]), "title": .object(["color": ink, "subtitleColor": ink]),
        "view": .object(["stroke": ink]),
      ]),
      "resolve": Self.ownColors,
      "title": .object([
        "text": .array(title), "anchor": .text("start"), "fontWeight": .text("normal"),
        "subtitle": .array(layout.smallPrint.map { .text(FigureText($0).unicode) }),
        "subtitleFontSize": .number(8),
      ]),
      "usermeta": .object([
        "provenance": .text(figure.provenance), "command": .text(figure.command),
      ]),
      "vconcat": .array([VegaLegend(FigureLegend(figure))?.json].compactMap { $0 } + rows),
    ])
  }

  /// Every panel has a color bar of its own.
  private static let ownColors = JSONValue.object([
    "scale": .object(["color": .text("independent")])
  ])

  /// The specification as JSON.
  package var text: String {
    let encoder = CanonicalJSON.encoder()
    // A tree of finite numbers and text always has a form.
    let bytes = (try? encoder.encode(root)) ?? Data()
    // Angle brackets, which occur only in texts, would end the script of a page that holds the figure.
    let inert = bytes.flatMap { $0 == UInt8(ascii: "<") ? Array("\\u003C".utf8) : [$0] }
    return String(decoding: inert, as: UTF8.self) + "\n"
  }
}
