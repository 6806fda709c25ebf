// SPDX-License-Identifier: GPL-3.0-or-later
// A panel in the language of gnuplot.
//
// gnuplot does not draw maps on its logarithmic axes. So the axes of every panel are linear, data are
// in the script in their own units, and where an axis is logarithmic the plot command takes log10.

internal import GyroNumerics
internal import GyroPlatform

struct PanelScript {
  let panel: Panel
  let frame: FigureLayout.Frame
  let figure: Figure
  let xRange, yRange: ClosedRange<Double>
  private let legend: [(entry: FigureLegend.Entry, x: Double, y: Double)]
  private let layers: [(block: String, layer: GnuplotLayer)]

  /// Writes a panel down.
  ///
  /// - Parameters:
  ///   - panel: The panel.
  ///   - frame: Where it is in the figure, mm.
  ///   - figure: The figure.
  ///   - legend: The entries of its legend with their positions.
  ///   - name: What its blocks of data are called.
  init(
    _ panel: Panel, frame: FigureLayout.Frame, figure: Figure,
    legend: [(entry: FigureLegend.Entry, x: Double, y: Double)], name: String
  ) {
    (self.panel, self.frame, self.figure, self.legend) = (panel, frame, figure, legend)
    let (xRange, yRange) = (panel.xRange, panel.yRange)
    (self.xRange, self.yRange) = (xRange, yRange)
    layers = panel.layers.enumerated().map { index, mark in
      let block = "$\(name)_\(index + 1)"
      let writer = GnuplotMarkWriter(panel: panel, xRange: xRange, yRange: yRange, block: block)
      return (block, mark.written(by: writer))
    }
  }

  private func number(_ value: Double) -> String { GnuplotScript.number(value) }

  // MARK: Data

  /// Blocks of data, one per mark that has any.
  var data: String {
    layers.map { block, layer in
      layer.columns.map { "\(block) << EOD\n\(rows($0))EOD\n" } ?? ""
    }.joined()
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
      "set xrange [\(position(xRange.lowerBound, panel.x)):\(position(xRange.upperBound, panel.x))]",
      "set yrange [\(position(yRange.lowerBound, panel.y)):\(position(yRange.upperBound, panel.y))]",
      "set border linewidth 0.7\(figure.style.lineColor)",
      "set tics front scale 0.6,0.3\(figure.style.textColor)", "unset key",
    ]
    // Numbers are about 7 mm wide with the room between them, and 5 mm high.
    lines += ticks("x", panel.x, xRange, maximumCount: Int(clamping: frame.width / 9))
    lines += ticks("y", panel.y, yRange, maximumCount: Int(clamping: frame.height / 6))
    lines +=
      axisLabels + GnuplotLegend.commands(legend, in: figure) + colorBar + title
      + layers.flatMap(\.layer.labels)
    let drawn = layers.flatMap(\.layer.plots)
    lines.append(
      "plot " + (drawn.isEmpty ? ["NaN notitle"] : drawn).joined(separator: ", \\\n     "))
    lines += ["unset label", "unset arrow", "unset object"]
    return lines.joined(separator: "\n") + "\n"
  }

  private var title: [String] {
    let legendHeight = FigureLegend(panel).height(
      width: frame.cell.upperBound - frame.cell.lowerBound)
    let height = 1 + (2.6 + legendHeight) / frame.height
    return panel.title.map {
      ["set label \($0.gnuplot) at graph 0,graph \(number(height)) left\(figure.style.textColor)"]
    } ?? []
  }

  /// The labels of the axes at fixed positions, since gnuplot puts its own elsewhere in every terminal.
  private var axisLabels: [String] {
    let layout = FigureLayout.self
    func label(_ text: FigureText?, x: Double, y: Double, isUpright: Bool) -> String? {
      text.map {
        "set label \($0.gnuplot) at screen \(number(x / figure.width)),"
          + "screen \(number(y / figure.height)) center" + (isUpright ? " rotate by 90" : "")
          + figure.style.textColor
      }
    }
    let (middle, center) = ((frame.left + frame.right) / 2, (frame.bottom + frame.top) / 2)
    return [
      label(
        panel.x.label, x: middle, y: frame.bottom - layout.below(panel) + 2.1, isUpright: false),
      label(panel.y.label, x: frame.left - layout.left(panel) + 3, y: center, isUpright: true),
      label(
        panel.map?.barTitle, x: frame.right + (layout.colorLabel(panel) ?? 0), y: center,
        isUpright: true),
    ].compactMap { $0 }
  }

  private func position(_ value: Double, _ axis: Axis) -> String {
    number(axis.position(of: value))
  }

  private func ticks(
    _ letter: String, _ axis: Axis, _ range: ClosedRange<Double>, maximumCount: Int
  ) -> [String] {
    guard axis.showsTicks else { return ["unset \(letter)tics"] }
    let ticks = AxisTicks(range, scale: axis.scale, maximumCount: maximumCount)
    var marks: [String]
    if let names = axis.shownNames {
      marks = names.map { "\($0.name.gnuplotTick) \(position($0.value, axis)) 0" }
    } else {
      marks = ticks.major.map {
        "\(axis.showsNumbers ? $0.label.gnuplotTick : "''") \(position($0.value, axis)) 0"
      }
      marks += ticks.minor.map { "'' \(position($0, axis)) 1" }
    }
    return ["set \(letter)tics (" + marks.joined(separator: ", ") + ")"]
  }

  private var colorBar: [String] {
    guard let map = panel.map else { return ["unset colorbox"] }
    let steps = map.colors.enumerated().map { "\($0) '#\($1)'" }.joined(separator: ", ")
    let range = map.colorRange
    let axis = Axis(nil, scale: map.barScale)
    var lines = [
      "set palette defined (\(steps)) maxcolors 256",
      "set cbrange [\(position(range.lowerBound, axis)):\(position(range.upperBound, axis))]",
    ]
    guard map.barTitle != nil else { return lines + ["unset colorbox"] }
    lines.append(
      "set colorbox vertical user origin screen \(number((frame.right + 1.5) / figure.width)),"
        + "screen \(number(frame.bottom / figure.height)) size screen \(number(2.2 / figure.width)),"
        + "screen \(number(frame.height / figure.height)) border")
    let marks = map.barTicks(maximumCount: Int(clamping: frame.height / 7))
    lines.append(
      "set cbtics scale 0.4 ("
        + marks.map { "\($0.label.gnuplotTick) \(position($0.value, axis)) 0" }.joined(
          separator: ", ")
        + ")")
    return lines
  }
}
