// SPDX-License-Identifier: GPL-3.0-or-later
// A panel as a layered view of Vega-Lite.

internal import Foundation

struct VegaPanel {
  private let panel: Panel
  private let frame: FigureLayout.Frame
  private let xRange, yRange: ClosedRange<Double>

  init(_ panel: Panel, frame: FigureLayout.Frame) {
    (self.panel, self.frame) = (panel, frame)
    (xRange, yRange) = (panel.xRange, panel.yRange)
  }

  /// Pixels of a browser to the millimeter: a figure of a column's width fills half a page.
  private static let pixels = 5.0

  var json: JSONValue {
    var view: [String: JSONValue] = [
      "width": .number((frame.width * Self.pixels).rounded()),
      "height": .number((frame.height * Self.pixels).rounded()),
      "layer": .array(panel.layers.flatMap(layers)),
    ]
    if let title = panel.title {
      view["title"] = .object(["text": .text(title.unicode), "anchor": .text("start")])
    }
    if panel.map != nil {
      view["resolve"] = .object(["scale": .object(["color": .text("independent")])])
    }
    return .object(view)
  }

  // MARK: Channels

  private func channel(
    _ field: String, _ axis: Axis, _ range: ClosedRange<Double>
  ) -> JSONValue {
    var marks: [String: JSONValue] = [
      "title": axis.label.map { .text($0.unicode) } ?? .null,
      "labels": .flag(axis.showsNumbers), "ticks": .flag(axis.showsTicks),
    ]
    if !axis.showsTicks { marks["labels"] = .flag(false) }
    let most = Int((axis == panel.x ? frame.width : frame.height) / 8)
    let places =
      axis.names?.sorted { $0.key < $1.key }
      ?? AxisTicks(range, scale: axis.scale, most: most).major.map { ($0.value, $0.label.unicode) }
    if axis.showsNumbers {
      marks["values"] = .array(places.map { .number($0.0) })
      let table = places.map(\.1).map(Self.quoted).joined(separator: ", ")
      // Ticks come in the order of their values, each with its share of the way from first to last.
      marks["labelExpr"] = .text("[\(table)][round(datum.index * \(places.count - 1))]")
    }
    return .object([
      "field": .text(field), "type": .text("quantitative"), "axis": .object(marks),
      "scale": .object([
        "type": .text(axis.scale == .linear ? "linear" : "log"), "nice": .flag(false),
        "zero": .flag(false),
        "domain": .array([.number(range.lowerBound), .number(range.upperBound)]),
      ]),
    ])
  }

  private static func quoted(_ words: String) -> String {
    let bytes = (try? JSONEncoder().encode(words)) ?? Data("\"\"".utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Places by their fields; the first of a pair carries scale and axis.
  private func places(_ x: String = "x", _ y: String = "y") -> [String: JSONValue] {
    ["x": channel(x, panel.x, xRange), "y": channel(y, panel.y, yRange)]
  }

  private func color(_ color: FigureColor, _ label: FigureText?) -> JSONValue {
    guard let label, panel.legend != .none else { return .object(["value": .text(color.css)]) }
    let named = panel.layers.compactMap { layer in
      layer.label.map { (label: $0, color: layer.color.css) }
    }
    return .object([
      "datum": .text(label.unicode), "type": .text("nominal"),
      "scale": .object([
        "domain": .array(named.map { .text($0.label.unicode) }),
        "range": .array(named.map { .text($0.color) }),
      ]),
    ])
  }

  // MARK: Layers

  private func layers(_ layer: Layer) -> [JSONValue] {
    switch layer {
    case .line(let x, let y, let color, let width, let dash, let label):
      return [
        view(
          ["x": x, "y": y], line(width, dash, color),
          // Points in the order of the data, not of their places.
          places().merging(["color": self.color(color, label), "order": .null]) { $1 })
      ]
    case .band(let x, let lower, let upper, let color, let label):
      var channels = places("x", "lower")
      channels["y2"] = .object(["field": .text("upper")])
      channels["color"] = self.color(color, label)
      return [
        view(
          ["x": x, "lower": lower, "upper": upper], mark("area", ["opacity": color.opacity]),
          channels)
      ]
    case .points(let x, let y, let xErrors, let yErrors, let color, let marker, let size, let label):
      var views = [
        view(
          ["x": x, "y": y],
          .object([
            "type": .text("point"), "shape": .text(marker.vega), "clip": .flag(true),
            "filled": .flag(marker.isFilled), "size": .number(size * size * 1.5),
            "opacity": .number(color.opacity),
          ]),
          places().merging(["color": self.color(color, label)]) { $1 })
      ]
      for (errors, isX) in [(xErrors, true), (yErrors, false)] {
        guard let errors else { continue }
        let center = isX ? x : y
        var channels = isX ? places("lower", "y") : places("x", "lower")
        channels[isX ? "x2" : "y2"] = .object(["field": .text("upper")])
        channels["color"] = .object(["value": .text(color.css)])
        let values = [
          isX ? "y" : "x": isX ? y : x, "lower": zip(center, errors).map(-),
          "upper": zip(center, errors).map(+),
        ]
        views.append(view(values, mark("rule", ["opacity": color.opacity]), channels))
      }
      return views
    case .bars(let edges, let heights, let color, let label):
      var channels = places("from", "height")
      channels["x2"] = .object(["field": .text("to")])
      channels["y2"] = .object(["datum": .number(panel.y.scale == .linear ? 0 : yRange.lowerBound)])
      channels["color"] = self.color(color, label)
      return [
        view(
          [
            "from": Array(edges.dropLast()), "to": Array(edges.dropFirst()), "height": heights,
          ], mark("rect", ["opacity": color.opacity]), channels)
      ]
    case .map(let map): return [cells(map)]
    case .verticalRule(let x, let color, let dash, let label):
      return layers(
        .line(
          x: [x, x], y: [yRange.lowerBound, yRange.upperBound], color: color, dash: dash,
          label: label))
    case .horizontalRule(let y, let color, let dash, let label):
      return layers(
        .line(
          x: [xRange.lowerBound, xRange.upperBound], y: [y, y], color: color, dash: dash,
          label: label))
    case .text(let words, let x, let y, let color, let anchor, let scale):
      return [view(["x": [x], "y": [y]], self.words(words, color, anchor, scale), places())]
    case .note(let words, let x, let y, let color, let anchor, let scale):
      let place: [String: JSONValue] = [
        "x": .object(["value": .number(x * frame.width * Self.pixels)]),
        "y": .object(["value": .number((1 - y) * frame.height * Self.pixels)]),
      ]
      return [view(["x": [0]], self.words(words, color, anchor, scale), place)]
    }
  }

  private func cells(_ map: DensityMap) -> JSONValue {
    func edges(_ range: ClosedRange<Double>, _ count: Int, _ axis: Axis) -> [Double] {
      (0...count).map { index in
        let part = Double(index) / Double(count)
        return axis.scale == .linear
          ? range.lowerBound + part * (range.upperBound - range.lowerBound)
          : range.lowerBound * pow(range.upperBound / range.lowerBound, part)
      }
    }
    let x = edges(map.x, map.columnCount, panel.x)
    let y = edges(map.y, max(1, map.rowCount), panel.y)
    var cells: [String: [Double]] = ["x": [], "x2": [], "y": [], "y2": [], "value": []]
    for (index, value) in map.values.enumerated()
    where value.isFinite && (!map.isLogarithmic || value > 0) {
      let (row, column) = (index / map.columnCount, index % map.columnCount)
      for (field, number) in [
        ("x", x[column]), ("x2", x[column + 1]), ("y", y[row]), ("y2", y[row + 1]),
        ("value", value),
      ] { cells[field]?.append(number) }
    }
    var channels = places()
    channels["x2"] = .object(["field": .text("x2")])
    channels["y2"] = .object(["field": .text("y2")])
    channels["color"] = .object([
      "field": .text("value"), "type": .text("quantitative"),
      "legend": map.label.map { .object(["title": .text($0.unicode)]) } ?? .null,
      "scale": .object([
        "type": .text(map.isLogarithmic ? "log" : "linear"), "clamp": .flag(true),
        "domain": .array([.number(map.colorRange.lowerBound), .number(map.colorRange.upperBound)]),
        "range": .array(map.scale.steps.map { .text("#" + $0) }),
        "interpolate": .text("rgb"),
      ]),
    ])
    return view(cells, mark("rect", [:]), channels)
  }

  // MARK: Parts

  private func view(
    _ columns: [String: [Double]], _ mark: JSONValue, _ encoding: [String: JSONValue]
  ) -> JSONValue {
    let count = columns.values.map(\.count).min() ?? 0
    let rows = (0..<count).map { row in
      JSONValue.object(columns.mapValues { .number($0[row]) })
    }
    return .object([
      "data": .object(["values": .array(rows)]), "mark": mark, "encoding": .object(encoding),
    ])
  }

  private func mark(_ type: String, _ numbers: [String: Double]) -> JSONValue {
    .object(
      numbers.mapValues(JSONValue.number).merging(
        ["type": .text(type), "clip": .flag(true)]) { $1 })
  }

  private func line(_ width: Double, _ dash: LineDash, _ color: FigureColor) -> JSONValue {
    let pattern: [Double] =
      switch dash {
      case .solid: []
      case .dashed: [7, 4]
      case .dotted: [1.5, 3]
      }
    return .object([
      "type": .text("line"), "clip": .flag(true), "strokeWidth": .number(1.5 * width),
      "strokeDash": .array(pattern.map(JSONValue.number)), "opacity": .number(color.opacity),
    ])
  }

  private func words(
    _ words: FigureText, _ color: FigureColor, _ anchor: TextAnchor, _ scale: Double
  ) -> JSONValue {
    .object([
      "type": .text("text"), "text": .text(words.unicode), "align": .text(anchor.rawValue),
      "color": .text(color.css), "fontSize": .number(11 * scale), "clip": .flag(true),
    ])
  }
}

extension FigureColor {
  fileprivate var css: String { "#" + hexadecimal }
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
