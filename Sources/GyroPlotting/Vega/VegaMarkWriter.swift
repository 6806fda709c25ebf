// SPDX-License-Identifier: GPL-3.0-or-later
// The marks of a panel as views of Vega-Lite.

internal import GyroPlatform

/// Writes the marks of one panel, each as one view or several.
struct VegaMarkWriter: MarkWriter {
  let panel: Panel
  let frame: FigureLayout.Frame
  /// What the axes show.
  let xRange, yRange: ClosedRange<Double>
  /// What an axis says of each field that is drawn along it.
  let x, y: [String: JSONValue]

  func write(_ line: Line) -> [JSONValue] {
    [
      view(
        ["x": line.x, "y": line.y], VegaMark.line(line.width, line.dash, line.color),
        positions().merging(color(line.color)) { $1 })
    ]
  }

  func write(_ band: Band) -> [JSONValue] {
    var channels = positions("x", "lower").merging(color(band.color)) { $1 }
    channels["y2"] = field("upper")
    return [
      view(
        ["x": band.x, "lower": band.lower, "upper": band.upper], mark("area", band.color), channels)
    ]
  }

  func write(_ points: Points) -> [JSONValue] {
    var views = [
      view(
        ["x": points.x, "y": points.y], VegaMark.point(points.marker, points.size, points.color),
        positions().merging(color(points.color)) { $1 })
    ]
    if let errors = points.xErrors {
      var channels = positions("lower", "y").merging(color(points.color)) { $1 }
      channels["x2"] = field("upper")
      views.append(
        view(
          ["y": points.y].merging(ends(points.x, errors)) { $1 }, mark("rule", points.color),
          channels))
    }
    if let errors = points.yErrors {
      var channels = positions("x", "lower").merging(color(points.color)) { $1 }
      channels["y2"] = field("upper")
      views.append(
        view(
          ["x": points.x].merging(ends(points.y, errors)) { $1 }, mark("rule", points.color),
          channels))
    }
    return views
  }

  func write(_ bars: Bars) -> [JSONValue] {
    var channels = positions("from", "height").merging(color(bars.color)) { $1 }
    channels["x2"] = field("to")
    channels["y2"] = .object(["datum": .number(panel.y.scale == .linear ? 0 : yRange.lowerBound)])
    return [
      view(
        [
          "from": Array(bars.edges.dropLast()), "to": Array(bars.edges.dropFirst()),
          "height": bars.heights,
        ], mark("rect", bars.color), channels)
    ]
  }

  func write(_ rule: Rule) -> [JSONValue] {
    let ends = rule.ends(xRange, yRange)
    return write(Line(x: ends.x, y: ends.y, color: rule.color, dash: rule.dash))
  }

  func write(_ annotation: Annotation) -> [JSONValue] {
    var mark: [String: JSONValue] = [
      "type": .text("text"), "text": .text(annotation.text.unicode),
      "align": .text(annotation.anchor.rawValue), "color": .text(annotation.color.css),
      "fontSize": .number(11 * annotation.scale),
    ]
    switch annotation.position {
    case .axes(let x, let y):
      mark["clip"] = .flag(true)
      return [view(["x": [x], "y": [y]], .object(mark), positions())]
    case .panel(let x, let y):
      let pixels = VegaPanel.pixels
      return [
        view(
          ["x": [0]], .object(mark),
          [
            "x": .pixels(x * frame.width * pixels), "y": .pixels((1 - y) * frame.height * pixels),
          ])
      ]
    }
  }

  func write(_ map: DensityMap) -> [JSONValue] {
    let x = edges(map.x, map.columnCount, panel.x)
    let y = edges(map.y, max(1, map.rowCount), panel.y)
    var cells: [String: [Double]] = ["x": [], "x2": [], "y": [], "y2": [], "value": []]
    for (index, value) in map.values.enumerated() where map.shows(value) {
      let (row, column) = (index / map.columnCount, index % map.columnCount)
      for (field, number) in [
        ("x", x[column]), ("x2", x[column + 1]), ("y", y[row]), ("y2", y[row + 1]),
        ("value", value),
      ] { cells[field]?.append(number) }
    }
    var channels = positions()
    channels["x2"] = field("x2")
    channels["y2"] = field("y2")
    channels["color"] = .object([
      "field": .text("value"), "type": .text("quantitative"),
      "legend": map.barTitle.map { .object(["title": .text($0.unicode)]) } ?? .null,
      "scale": .object([
        "type": .text(map.isLogarithmic ? "log" : "linear"), "clamp": .flag(true),
        "domain": .array([.number(map.colorRange.lowerBound), .number(map.colorRange.upperBound)]),
        "range": .array(map.colors.map { .text("#" + $0) }),
        "interpolate": .text("rgb"),
      ]),
    ])
    let cell = JSONValue.object(["type": .text("rect"), "clip": .flag(true)])
    return [view(cells, cell, channels)]
  }

  // MARK: Parts

  /// Fields along the axes; the first of a pair carries scale and axis.
  private func positions(_ xField: String = "x", _ yField: String = "y") -> [String: JSONValue] {
    [
      "x": .object(x.merging(["field": .text(xField)]) { $1 }),
      "y": .object(y.merging(["field": .text(yField)]) { $1 }),
    ]
  }

  private func field(_ name: String) -> JSONValue { .object(["field": .text(name)]) }

  private func color(_ color: FigureColor) -> [String: JSONValue] {
    ["color": .object(["value": .text(color.css)])]
  }

  private func ends(_ centers: [Double], _ errors: [Double]) -> [String: [Double]] {
    ["lower": zip(centers, errors).map(-), "upper": zip(centers, errors).map(+)]
  }

  /// The edges of cells that are uniform on an axis.
  private func edges(_ range: ClosedRange<Double>, _ count: Int, _ axis: Axis) -> [Double] {
    (0...count).map { index in
      let part = Double(index) / Double(count)
      return axis.scale == .linear
        ? range.lowerBound + part * (range.upperBound - range.lowerBound)
        : range.lowerBound * pow(range.upperBound / range.lowerBound, part)
    }
  }

  private func mark(_ type: String, _ color: FigureColor) -> JSONValue {
    .object([
      "type": .text(type), "clip": .flag(true), "opacity": .number(color.opacity),
    ])
  }

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
}
