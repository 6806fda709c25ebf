// SPDX-License-Identifier: GPL-3.0-or-later
// A panel in the language of gnuplot.
//
// gnuplot does not draw maps on its logarithmic axes. So the axes of every panel are linear, data stand
// in the script in their own units, and where an axis is logarithmic the plot command takes log10.

internal import Foundation

struct PanelScript {
  let panel: Panel
  let frame: FigureLayout.Frame
  let figure: Figure
  let name: String
  let xRange, yRange: ClosedRange<Double>

  init(_ panel: Panel, frame: FigureLayout.Frame, figure: Figure, name: String) {
    (self.panel, self.frame, self.figure, self.name) = (panel, frame, figure, name)
    (xRange, yRange) = (panel.xRange, panel.yRange)
  }

  func number(_ value: Double) -> String { GnuplotScript.number(value) }

  // MARK: Data

  /// Blocks of data, one a layer that has any.
  var data: String {
    var text = ""
    for (index, layer) in panel.layers.enumerated() {
      guard let columns = columns(of: layer) else { continue }
      text += "\(block(index)) << EOD\n"
      text += rows(columns) + "EOD\n"
    }
    return text
  }

  func block(_ index: Int) -> String { "$\(name)_\(index + 1)" }

  private func columns(of layer: Layer) -> [[Double]]? {
    switch layer {
    case .line(let x, let y, _, _, _, _): return [x, y]
    case .band(let x, let lower, let upper, _, _): return [x, lower, upper]
    case .points(let x, let y, let xErrors, let yErrors, _, _, _, _):
      guard xErrors != nil || yErrors != nil else { return [x, y] }
      let none = [Double](repeating: 0, count: x.count)
      let (dx, dy) = (xErrors ?? none, yErrors ?? none)
      // Ends and not lengths, since the ends have a place on a logarithmic axis; what has none is
      // drawn to the edge.
      return [
        x, y, zip(x, dx).map { clipped($0 - $1, panel.x, xRange) }, zip(x, dx).map(+),
        zip(y, dy).map { clipped($0 - $1, panel.y, yRange) }, zip(y, dy).map(+),
      ]
    case .bars(let edges, let heights, _, _):
      return [Array(edges.dropLast()), Array(edges.dropFirst()), heights]
    case .map(let map):
      return (0..<map.columnCount).map { column in
        (0..<map.rowCount).map { row in
          let value = map.values[row * map.columnCount + column]
          guard map.isLogarithmic else { return value }
          return value > 0 ? log10(value) : .nan
        }
      }
    case .verticalRule(let x, _, _, _): return [[x, x], [yRange.lowerBound, yRange.upperBound]]
    case .horizontalRule(let y, _, _, _): return [[xRange.lowerBound, xRange.upperBound], [y, y]]
    case .text, .note: return nil
    }
  }

  private func clipped(_ value: Double, _ axis: Axis, _ range: ClosedRange<Double>) -> Double {
    axis.shows(value) ? value : range.lowerBound
  }

  private func rows(_ columns: [[Double]]) -> String {
    let count = columns.map(\.count).min() ?? 0
    var text = ""
    for row in 0..<count {
      text += columns.map { number($0[row]) }.joined(separator: " ") + "\n"
    }
    // gnuplot refuses a block without a point.
    return count == 0 ? columns.map { _ in "NaN" }.joined(separator: " ") + "\n" : text
  }

  // MARK: Axes

  /// The commands that draw the panel.
  var drawing: String {
    var lines = [
      "set lmargin at screen \(number(frame.left / figure.width))",
      "set rmargin at screen \(number(frame.right / figure.width))",
      "set bmargin at screen \(number(frame.bottom / figure.height))",
      "set tmargin at screen \(number(frame.top / figure.height))",
      "set xrange [\(place(xRange.lowerBound, panel.x)):\(place(xRange.upperBound, panel.x))]",
      "set yrange [\(place(yRange.lowerBound, panel.y)):\(place(yRange.upperBound, panel.y))]",
      "set border linewidth 0.7", "set tics front scale 0.6,0.3",
    ]
    // Numbers are about 7 mm wide with the room between them, and 5 mm high.
    lines += ticks("x", panel.x, xRange, most: Int(frame.width / 9))
    lines += ticks("y", panel.y, yRange, most: Int(frame.height / 6))
    lines += axisLabels + legend + colors + words
    let drawn = panel.layers.enumerated().flatMap { plots($1, block($0)) }
    lines.append(
      "plot " + (drawn.isEmpty ? ["NaN notitle"] : drawn).joined(separator: ", \\\n     "))
    lines.append("unset label")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The labels of the axes at fixed places, since gnuplot puts its own elsewhere in every terminal.
  private var axisLabels: [String] {
    let layout = FigureLayout.self
    func label(_ words: FigureText?, x: Double, y: Double, isUpright: Bool) -> String? {
      words.map {
        "set label \($0.gnuplot) at screen \(number(x / figure.width)),"
          + "screen \(number(y / figure.height)) center" + (isUpright ? " rotate by 90" : "")
      }
    }
    let (middle, center) = ((frame.left + frame.right) / 2, (frame.bottom + frame.top) / 2)
    return [
      label(
        panel.x.label, x: middle, y: frame.bottom - layout.below(panel) + 2.1, isUpright: false),
      label(panel.y.label, x: frame.left - layout.left(panel) + 3, y: center, isUpright: true),
      label(
        panel.map?.label, x: frame.right + (layout.colorLabel(panel) ?? 0), y: center,
        isUpright: true),
    ].compactMap { $0 }
  }

  func place(_ value: Double, _ axis: Axis) -> String {
    number(axis.scale == .linear ? value : log10(value))
  }

  private func ticks(
    _ letter: String, _ axis: Axis, _ range: ClosedRange<Double>, most: Int
  ) -> [String] {
    guard axis.showsTicks else { return ["unset \(letter)tics"] }
    let ticks = AxisTicks(range, scale: axis.scale, most: most)
    var marks: [String]
    if let names = axis.shownNames {
      marks = names.map { "\($0.name.gnuplotTick) \(place($0.value, axis)) 0" }
    } else {
      marks = ticks.major.map {
        "\(axis.showsNumbers ? $0.label.gnuplotTick : "''") \(place($0.value, axis)) 0"
      }
      marks += ticks.minor.map { "'' \(place($0, axis)) 1" }
    }
    return ["set \(letter)tics (" + marks.joined(separator: ", ") + ")"]
  }

  private var legend: [String] {
    let style =
      "font ',\(number(FigureLayout.textSize * FigureLayout.legendPrint))' samplen 1.4 spacing 0.95 width spare"
    let opaque = "opaque fillcolor rgb '#40ffffff'"
    return switch panel.legend {
    case .none: ["unset key"]
    case .topLeft: ["set key top left Left reverse \(style) \(opaque)"]
    case .topRight: ["set key top right Right noreverse \(style) \(opaque)"]
    case .bottomLeft: ["set key bottom left Left reverse \(style) \(opaque)"]
    case .bottomRight: ["set key bottom right Right noreverse \(style) \(opaque)"]
    case .above:
      [
        "set key at graph 0.5,graph \(number(1 + 1.2 / frame.height)) center bottom Left reverse "
          + "maxrows \(FigureLayout.legendRows(panel)) \(style) noopaque"
      ]
    }
  }

  private var colors: [String] {
    guard let map = panel.map else { return ["unset colorbox"] }
    let steps = map.scale.steps.enumerated().map { "\($0) '#\($1)'" }.joined(separator: ", ")
    let range = map.colorRange
    let axis = Axis(nil, scale: map.isLogarithmic ? .logarithmic : .linear)
    var lines = [
      "set palette defined (\(steps)) maxcolors 256",
      "set cbrange [\(place(range.lowerBound, axis)):\(place(range.upperBound, axis))]",
    ]
    guard map.label != nil else { return lines + ["unset colorbox"] }
    lines.append(
      "set colorbox vertical user origin screen \(number((frame.right + 1.5) / figure.width)),"
        + "screen \(number(frame.bottom / figure.height)) size screen \(number(2.2 / figure.width)),"
        + "screen \(number(frame.height / figure.height)) border")
    let marks = map.marks(most: Int(frame.height / 7))
    lines.append(
      "set cbtics scale 0.4 ("
        + marks.map { "\($0.label.gnuplotTick) \(place($0.value, axis)) 0" }.joined(separator: ", ")
        + ")")
    return lines
  }
}
