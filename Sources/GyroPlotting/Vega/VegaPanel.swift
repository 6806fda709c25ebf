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
    let most = Int(axis == panel.x ? frame.width / 9 : frame.height / 6)
    let places =
      axis.shownNames?.map { ($0.value, $0.name.unicode) }
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

  /// A text within an expression: but for letters, digits and spaces every character stands as its number.
  static func quoted(_ words: String) -> String {
    let units = words.utf16.map { unit -> String in
      switch unit {
      case 0x20, 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
        return String(decoding: [unit], as: UTF16.self)
      default:
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return "\"" + units.joined() + "\""
  }

  /// Places by their fields; the first of a pair carries scale and axis.
  private func places(_ x: String = "x", _ y: String = "y") -> [String: JSONValue] {
    ["x": channel(x, panel.x, xRange), "y": channel(y, panel.y, yRange)]
  }

  private func color(_ color: FigureColor) -> JSONValue {
    .object(["value": .text(color.css)])
  }

  // MARK: Layers

  private func layers(_ layer: Layer) -> [JSONValue] {
    switch layer {
    case .line(let x, let y, let color, let width, let dash, _):
      return [
        view(
          ["x": x, "y": y], VegaMark.line(width, dash, color),
          places().merging(["color": self.color(color)]) { $1 })
      ]
    case .band(let x, let lower, let upper, let color, _):
      var channels = places("x", "lower")
      channels["y2"] = .object(["field": .text("upper")])
      channels["color"] = self.color(color)
      return [
        view(
          ["x": x, "lower": lower, "upper": upper], mark("area", ["opacity": color.opacity]),
          channels)
      ]
    case .points(let x, let y, let xErrors, let yErrors, let color, let marker, let size, _):
      var views = [
        view(
          ["x": x, "y": y], VegaMark.point(marker, size, color),
          places().merging(["color": self.color(color)]) { $1 })
      ]
      for (errors, isX) in [(xErrors, true), (yErrors, false)] {
        guard let errors else { continue }
        let center = isX ? x : y
        var channels = isX ? places("lower", "y") : places("x", "lower")
        channels[isX ? "x2" : "y2"] = .object(["field": .text("upper")])
        channels["color"] = self.color(color)
        let values = [
          isX ? "y" : "x": isX ? y : x, "lower": zip(center, errors).map(-),
          "upper": zip(center, errors).map(+),
        ]
        views.append(view(values, mark("rule", ["opacity": color.opacity]), channels))
      }
      return views
    case .bars(let edges, let heights, let color, _):
      var channels = places("from", "height")
      channels["x2"] = .object(["field": .text("to")])
      channels["y2"] = .object(["datum": .number(panel.y.scale == .linear ? 0 : yRange.lowerBound)])
      channels["color"] = self.color(color)
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

  private func words(
    _ words: FigureText, _ color: FigureColor, _ anchor: TextAnchor, _ scale: Double
  ) -> JSONValue {
    .object([
      "type": .text("text"), "text": .text(words.unicode), "align": .text(anchor.rawValue),
      "color": .text(color.css), "fontSize": .number(11 * scale), "clip": .flag(true),
    ])
  }
}
