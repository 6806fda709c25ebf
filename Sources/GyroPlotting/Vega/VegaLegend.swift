// SPDX-License-Identifier: GPL-3.0-or-later
// The legend of a panel as a view of Vega-Lite.

/// The legend right of a panel, or above all of them.
///
/// A legend of Vega-Lite itself shows neither dashes nor opacities, and one for each mark where a panel has
/// a map. This one shows each mark as it is drawn.
struct VegaLegend {
  private let entries: [FigureLegend.Entry]
  private static let rowHeight = 17.0

  /// The legend; nil where there are no names.
  init?(_ legend: FigureLegend) {
    guard !legend.entries.isEmpty else { return nil }
    entries = legend.entries
  }

  var json: JSONValue {
    let longest = entries.map(\.label.unicode.count).max() ?? 0
    let keyWidth = VegaLegendKey.width
    let layers = entries.enumerated().flatMap { row, entry in
      let middle = (Double(row) + 0.5) * Self.rowHeight
      let label = JSONValue.object([
        "type": .text("text"), "text": .text(entry.label.unicode), "align": .text("left"),
        "baseline": .text("middle"), "fontSize": .number(11),
      ])
      return [
        entry.mark.written(by: VegaLegendKey(middle: middle)),
        VegaLegendKey.view(label, ["x": .pixels(keyWidth + 6), "y": .pixels(middle)]),
      ].compactMap { $0 }
    }
    return .object([
      "width": .number(keyWidth + 12 + 6.5 * Double(longest)),
      "height": .number(Self.rowHeight * Double(entries.count)),
      "view": .object(["stroke": .null]), "layer": .array(layers),
    ])
  }
}

/// Writes the symbol of a name in a legend; nil for marks that are never named.
private struct VegaLegendKey: MarkWriter {
  static let width = 24.0
  /// The middle of the row, pixels from the top.
  let middle: Double

  func write(_ line: Line) -> JSONValue? { stroke(line.color, line.width, line.dash) }

  func write(_ rule: Rule) -> JSONValue? { stroke(rule.color, 1, rule.dash) }

  func write(_ points: Points) -> JSONValue? {
    Self.view(
      VegaMark.point(points.marker, points.size, points.color),
      ["x": .pixels(Self.width / 2), "y": .pixels(middle), "color": Self.value(points.color)])
  }

  func write(_ band: Band) -> JSONValue? { area(band.color) }

  func write(_ bars: Bars) -> JSONValue? { area(bars.color) }

  func write(_ map: DensityMap) -> JSONValue? { nil }

  func write(_ annotation: Annotation) -> JSONValue? { nil }

  private func stroke(_ color: FigureColor, _ width: Double, _ dash: LineDash) -> JSONValue {
    Self.view(
      .object([
        "type": .text("rule"), "strokeWidth": .number(1.5 * width),
        "strokeDash": VegaMark.pattern(dash), "color": .text(color.css),
        "opacity": .number(color.opacity),
      ]),
      [
        "x": .pixels(0), "x2": .pixels(Self.width), "y": .pixels(middle),
        "color": Self.value(color),
      ])
  }

  private func area(_ color: FigureColor) -> JSONValue {
    Self.view(
      .object([
        "type": .text("rect"), "color": .text(color.css), "opacity": .number(color.opacity),
      ]),
      [
        "x": .pixels(0), "x2": .pixels(Self.width), "y": .pixels(middle - 5),
        "y2": .pixels(middle + 5), "color": Self.value(color),
      ])
  }

  private static func value(_ color: FigureColor) -> JSONValue {
    .object(["value": .text(color.css)])
  }

  static func view(_ mark: JSONValue, _ encoding: [String: JSONValue]) -> JSONValue {
    .object([
      "data": .object(["values": .array([.object([:])])]), "mark": mark,
      "encoding": .object(encoding),
    ])
  }
}

extension JSONValue {
  /// A position in pixels instead of a value of the data.
  static func pixels(_ value: Double) -> JSONValue { .object(["value": .number(value)]) }
}
