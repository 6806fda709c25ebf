// SPDX-License-Identifier: GPL-3.0-or-later
// The legend of a panel as a view of Vega-Lite, and the marks that it has in common with the panel.

/// Marks that look the same in a panel and in its legend.
enum VegaMark {
  /// A line in the order of its data, not of their places.
  static func line(_ width: Double, _ dash: LineDash, _ color: FigureColor) -> JSONValue {
    .object([
      "type": .text("line"), "clip": .flag(true), "strokeWidth": .number(1.5 * width),
      "strokeDash": pattern(dash), "opacity": .number(color.opacity), "order": .flag(false),
    ])
  }

  static func pattern(_ dash: LineDash) -> JSONValue {
    .array(dash.pattern.map { .number(0.75 * $0) })
  }

  static func point(_ marker: Marker, _ size: Double, _ color: FigureColor) -> JSONValue {
    .object([
      "type": .text("point"), "shape": .text(marker.vega), "clip": .flag(true),
      "filled": .flag(marker.isFilled), "size": .number(size * size * 1.5),
      "opacity": .number(color.opacity),
    ])
  }
}

/// The legend right of a panel.
///
/// A legend of Vega-Lite itself shows neither dashes nor opacities, and one for each layer where a panel has
/// a map. This one shows each layer as it is drawn.
struct VegaLegend {
  private let entries: [(layer: Layer, label: FigureText)]
  private static let rowHeight = 17.0, keyWidth = 24.0

  /// The legend; nil for a panel that has none.
  init?(_ panel: Panel) {
    guard panel.legend != .none, !panel.labels.isEmpty else { return nil }
    entries = panel.layers.compactMap { layer in layer.label.map { (layer, $0) } }
  }

  var json: JSONValue {
    let longest = entries.map(\.label.unicode.count).max() ?? 0
    let layers = entries.enumerated().flatMap { row, entry in
      let middle = (Double(row) + 0.5) * Self.rowHeight
      return [
        Self.view(Self.key(entry.layer), Self.place(entry.layer, middle)),
        Self.view(
          .object([
            "type": .text("text"), "text": .text(entry.label.unicode), "align": .text("left"),
            "baseline": .text("middle"), "fontSize": .number(11),
          ]), ["x": Self.pixels(Self.keyWidth + 6), "y": Self.pixels(middle)]),
      ]
    }
    return .object([
      "width": .number(Self.keyWidth + 12 + 6.5 * Double(longest)),
      "height": .number(Self.rowHeight * Double(entries.count)),
      "view": .object(["stroke": .null]), "layer": .array(layers),
    ])
  }

  private static func key(_ layer: Layer) -> JSONValue {
    let color = layer.color
    func rule(_ width: Double, _ dash: LineDash) -> JSONValue {
      .object([
        "type": .text("rule"), "strokeWidth": .number(1.5 * width),
        "strokeDash": VegaMark.pattern(dash), "color": .text(color.css),
        "opacity": .number(color.opacity),
      ])
    }
    switch layer {
    case .line(_, _, _, let width, let dash, _): return rule(width, dash)
    case .verticalRule(_, _, let dash, _), .horizontalRule(_, _, let dash, _): return rule(1, dash)
    case .points(_, _, _, _, _, let marker, let size, _): return VegaMark.point(marker, size, color)
    case .band, .bars, .map, .text, .note:
      return .object([
        "type": .text("rect"), "color": .text(color.css), "opacity": .number(color.opacity),
      ])
    }
  }

  private static func place(_ layer: Layer, _ middle: Double) -> [String: JSONValue] {
    let color: JSONValue = .object(["value": .text(layer.color.css)])
    switch layer {
    case .line, .verticalRule, .horizontalRule:
      return ["x": pixels(0), "x2": pixels(keyWidth), "y": pixels(middle), "color": color]
    case .points: return ["x": pixels(keyWidth / 2), "y": pixels(middle), "color": color]
    case .band, .bars, .map, .text, .note:
      return [
        "x": pixels(0), "x2": pixels(keyWidth), "y": pixels(middle - 5), "y2": pixels(middle + 5),
        "color": color,
      ]
    }
  }

  private static func pixels(_ value: Double) -> JSONValue { .object(["value": .number(value)]) }

  private static func view(_ mark: JSONValue, _ encoding: [String: JSONValue]) -> JSONValue {
    .object([
      "data": .object(["values": .array([.object([:])])]), "mark": mark,
      "encoding": .object(encoding),
    ])
  }
}

extension FigureColor {
  var css: String { "#" + hexadecimal }
}

extension Marker {
  fileprivate var vega: String {
    switch self {
    case .disk, .circle: "circle"
    case .square: "square"
    case .triangle: "triangle-up"
    case .diamond: "diamond"
    case .cross: "cross"
    }
  }
  fileprivate var isFilled: Bool { self != .circle }
}

extension Layer {
  /// The color of its lines or areas; black for what has none.
  fileprivate var color: FigureColor {
    switch self {
    case .line(_, _, let color, _, _, _), .band(_, _, _, let color, _),
      .points(_, _, _, _, let color, _, _, _), .bars(_, _, let color, _),
      .verticalRule(_, let color, _, _), .horizontalRule(_, let color, _, _),
      .text(_, _, _, let color, _, _), .note(_, _, _, let color, _, _):
      color
    case .map: .black
    }
  }
}
