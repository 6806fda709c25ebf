// SPDX-License-Identifier: GPL-3.0-or-later
// The marks of a panel in the language of gnuplot.

internal import GyroPlatform

/// What a script says of one mark.
struct GnuplotLayer {
  /// The columns of its block of data; nil for a mark without data.
  var columns: [[Double]]?
  /// Parts of the plot command, which read that block.
  var plots: [String] = []
  /// Labels that are set before the plot command.
  var labels: [String] = []
}

/// Writes the marks of one panel.
struct GnuplotMarkWriter: MarkWriter {
  /// The panel, whose axes say what is taken as its logarithm.
  let panel: Panel
  /// What its axes show.
  let xRange, yRange: ClosedRange<Double>
  /// The name of the block of data.
  let block: String

  func write(_ line: Line) -> GnuplotLayer {
    let stroke = Self.stroke(line.color, line.width, line.dash)
    return GnuplotLayer(
      columns: [line.x, line.y], plots: ["\(block) \(curve) with lines \(stroke) notitle"])
  }

  func write(_ band: Band) -> GnuplotLayer {
    let columns = using([(1, panel.x), (2, panel.y), (3, panel.y)])
    return GnuplotLayer(
      columns: [band.x, band.lower, band.upper],
      plots: [
        "\(block) \(columns) with filledcurves linecolor \(band.color.gnuplot) "
          + "fillstyle solid noborder notitle"
      ])
  }

  func write(_ points: Points) -> GnuplotLayer {
    let color = points.color.gnuplot
    let plots = Self.symbols(points).map { "\(block) \(curve) with points \($0) notitle" }
    guard points.xErrors != nil || points.yErrors != nil else {
      return GnuplotLayer(columns: [points.x, points.y], plots: plots)
    }
    let columns = using([
      (1, panel.x), (2, panel.y), (3, panel.x), (4, panel.x), (5, panel.y), (6, panel.y),
    ])
    let bars =
      "\(block) \(columns) with xyerrorbars pointtype 0 linewidth 0.6 linecolor \(color) notitle"
    let zeros = [Double](repeating: 0, count: points.x.count)
    let (dx, dy) = (points.xErrors ?? zeros, points.yErrors ?? zeros)
    // Ends and not lengths, since the ends have a position on a logarithmic axis; an end that has
    // none is drawn to the edge.
    return GnuplotLayer(
      columns: [
        points.x, points.y,
        zip(points.x, dx).map { clipped($0 - $1, panel.x, xRange) }, zip(points.x, dx).map(+),
        zip(points.y, dy).map { clipped($0 - $1, panel.y, yRange) }, zip(points.y, dy).map(+),
      ], plots: [bars] + plots)
  }

  func write(_ bars: Bars) -> GnuplotLayer {
    // A logarithmic axis has no zero: its bars start at its end.
    let floor = position(panel.y.scale == .linear ? 0 : yRange.lowerBound, panel.y)
    let columns = [
      column(1, panel.x), "(\(floor))", column(1, panel.x), column(2, panel.x), "(\(floor))",
      column(3, panel.y),
    ].joined(separator: ":")
    return GnuplotLayer(
      columns: [Array(bars.edges.dropLast()), Array(bars.edges.dropFirst()), bars.heights],
      plots: [
        "\(block) using \(columns) with boxxyerror linecolor \(bars.color.gnuplot) linewidth 0.5 "
          + "fillstyle solid noborder notitle"
      ])
  }

  func write(_ map: DensityMap) -> GnuplotLayer {
    let (xStart, xStep) = cells(map.x, map.columnCount, panel.x)
    let (yStart, yStep) = cells(map.y, map.rowCount, panel.y)
    let columns = (0..<map.columnCount).map { column in
      (0..<map.rowCount).map { row in
        let value = map.values[row * map.columnCount + column]
        guard map.isLogarithmic else { return value }
        return value > 0 ? log10(value) : .nan
      }
    }
    return GnuplotLayer(
      columns: columns,
      plots: [
        "\(block) using (\(xStart)+\(xStep)*$1):(\(yStart)+\(yStep)*$2):3 matrix with image notitle"
      ])
  }

  func write(_ rule: Rule) -> GnuplotLayer {
    let ends = rule.ends(xRange, yRange)
    return GnuplotLayer(
      columns: [ends.x, ends.y],
      plots: [
        "\(block) \(curve) with lines \(Self.stroke(rule.color, 0.8, rule.dash)) notitle"
      ])
  }

  func write(_ annotation: Annotation) -> GnuplotLayer {
    let anchor: String
    switch annotation.position {
    case .axes(let x, let y):
      guard panel.x.shows(x), panel.y.shows(y) else { return GnuplotLayer() }
      anchor = "first \(position(x, panel.x)),first \(position(y, panel.y))"
    case .panel(let x, let y): anchor = "graph \(number(x)),graph \(number(y))"
    }
    let size = FigureLayout.textSize * FigureLayout.legendPrint * annotation.scale
    return GnuplotLayer(labels: [
      "set label \(annotation.text.gnuplot) at \(anchor) \(annotation.anchor.rawValue) front "
        + "font ',\(number(size))' textcolor \(annotation.color.gnuplot)"
    ])
  }

  // MARK: Parts

  private func number(_ value: Double) -> String { GnuplotScript.number(value) }

  private func position(_ value: Double, _ axis: Axis) -> String {
    number(axis.position(of: value))
  }

  private var curve: String { using([(1, panel.x), (2, panel.y)]) }

  /// Columns as the plot command takes them.
  private func using(_ columns: [(Int, Axis)]) -> String {
    "using " + columns.map(column).joined(separator: ":")
  }

  private func column(_ index: Int, _ axis: Axis) -> String {
    axis.scale == .linear ? "($\(index))" : "(log10($\(index)))"
  }

  /// How a point looks, in a panel or its legend: symbols of gnuplot one over the other.
  static func symbols(_ points: Points) -> [String] {
    func symbol(_ marker: Marker, _ size: Double) -> String {
      // Without a scale of its own a disk of gnuplot is about 4 points wide.
      "pointtype \(marker.gnuplot) pointsize dot*\(GnuplotScript.number(size / 6)) "
        + "linewidth 0.7 linecolor \(points.color.gnuplot)"
    }
    let dot = points.marker == .sun ? [symbol(.disk, points.size / 4)] : []
    return [symbol(points.marker, points.size)] + dot
  }

  /// How a line looks, in a panel or its legend.
  static func stroke(_ color: FigureColor, _ width: Double, _ dash: LineDash) -> String {
    let pattern =
      dash == .solid
      ? "solid" : "(" + dash.pattern.map(GnuplotScript.number).joined(separator: ",") + ")"
    return "linecolor \(color.gnuplot) linewidth \(GnuplotScript.number(width)) dashtype \(pattern)"
  }

  private func clipped(_ value: Double, _ axis: Axis, _ range: ClosedRange<Double>) -> Double {
    axis.shows(value) ? value : range.lowerBound
  }

  /// The middle of the first of equal cells, and the distance to the next.
  private func cells(
    _ range: ClosedRange<Double>, _ count: Int, _ axis: Axis
  ) -> (start: String, step: String) {
    let (first, last) = (axis.position(of: range.lowerBound), axis.position(of: range.upperBound))
    let step = (last - first) / Double(max(count, 1))
    return (number(first + 0.5 * step), number(step))
  }
}

extension Marker {
  fileprivate var gnuplot: Int {
    switch self {
    case .disk: 7
    case .circle, .sun: 6
    case .square: 5
    case .triangle: 9
    case .diamond: 13
    case .cross: 2
    }
  }
}
