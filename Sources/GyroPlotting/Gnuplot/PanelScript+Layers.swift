// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of a panel in the language of gnuplot.

internal import Foundation

extension PanelScript {
  /// The words that stand in the panel.
  var words: [String] {
    panel.titleLabel(
      above: number(1 + (2.6 + FigureLayout.legend(panel)) / frame.height))
      + panel.layers.compactMap { layer in
        let place: String
        switch layer {
        case .text(let words, let x, let y, let color, let anchor, let scale):
          guard panel.x.shows(x), panel.y.shows(y) else { return nil }
          place = "first \(self.place(x, panel.x)),first \(self.place(y, panel.y))"
          return label(words, place, color, anchor, scale)
        case .note(let words, let x, let y, let color, let anchor, let scale):
          place = "graph \(number(x)),graph \(number(y))"
          return label(words, place, color, anchor, scale)
        default: return nil
        }
      }
  }

  private func label(
    _ words: FigureText, _ place: String, _ color: FigureColor, _ anchor: TextAnchor,
    _ scale: Double
  ) -> String {
    "set label \(words.gnuplot) at \(place) \(anchor.rawValue) front font "
      + "',\(number(FigureLayout.textSize * FigureLayout.legendPrint * scale))' "
      + "textcolor \(color.gnuplot)"
  }

  /// Columns as the plot command takes them.
  private func using(_ columns: [(Int, Axis)]) -> String {
    "using " + columns.map(column).joined(separator: ":")
  }

  private func column(_ index: Int, _ axis: Axis) -> String {
    axis.scale == .linear ? "($\(index))" : "(log10($\(index)))"
  }

  /// What the plot command says about a layer.
  func plots(_ layer: Layer, _ block: String) -> [String] {
    let (x, y) = (panel.x, panel.y)
    let title = layer.label.map { "title \($0.gnuplot)" } ?? "notitle"
    switch layer {
    case .line(_, _, let color, let width, let dash, _):
      return ["\(block) \(using([(1, x), (2, y)])) \(stroke(color, width, dash)) \(title)"]
    case .verticalRule(_, let color, let dash, _), .horizontalRule(_, let color, let dash, _):
      return ["\(block) \(using([(1, x), (2, y)])) \(stroke(color, 0.8, dash)) \(title)"]
    case .band(_, _, _, let color, _):
      return [
        "\(block) \(using([(1, x), (2, y), (3, y)])) with filledcurves linecolor \(color.gnuplot) "
          + "fillstyle solid noborder \(title)"
      ]
    case .points(_, _, let xErrors, let yErrors, let color, let marker, let size, _):
      // Without a scale of its own a disk of gnuplot is about 4 points wide.
      let dots =
        "with points pointtype \(marker.gnuplot) pointsize dot*\(number(size / 6)) "
        + "linewidth 0.7 linecolor \(color.gnuplot)"
      var plots = ["\(block) \(using([(1, x), (2, y)])) \(dots) \(title)"]
      if xErrors != nil || yErrors != nil {
        let bars = using([(1, x), (2, y), (3, x), (4, x), (5, y), (6, y)])
        plots.insert(
          "\(block) \(bars) with xyerrorbars pointtype 0 linewidth 0.6 linecolor \(color.gnuplot) "
            + "notitle", at: 0)
      }
      return plots
    case .bars(_, _, let color, _):
      // A logarithmic axis has no zero: its bars start at its end.
      let floor = place(y.scale == .linear ? 0 : yRange.lowerBound, y)
      let columns = [
        column(1, x), "(\(floor))", column(1, x), column(2, x), "(\(floor))", column(3, y),
      ].joined(separator: ":")
      return [
        "\(block) using \(columns) with boxxyerror linecolor \(color.gnuplot) linewidth 0.5 "
          + "fillstyle solid noborder \(title)"
      ]
    case .map(let map):
      let (xStart, xStep) = steps(map.x, map.columnCount, x)
      let (yStart, yStep) = steps(map.y, map.rowCount, y)
      return [
        "\(block) using (\(xStart)+\(xStep)*$1):(\(yStart)+\(yStep)*$2):3 matrix with image notitle"
      ]
    case .text, .note: return []
    }
  }

  private func stroke(_ color: FigureColor, _ width: Double, _ dash: LineDash) -> String {
    let pattern =
      dash == .solid ? "solid" : "(" + dash.pattern.map(number).joined(separator: ",") + ")"
    return "with lines linecolor \(color.gnuplot) linewidth \(number(width)) dashtype \(pattern)"
  }

  /// The middle of the first cell, and the way to the next.
  private func steps(
    _ range: ClosedRange<Double>, _ count: Int, _ axis: Axis
  ) -> (start: String, step: String) {
    func place(_ value: Double) -> Double { axis.scale == .linear ? value : log10(value) }
    let step = (place(range.upperBound) - place(range.lowerBound)) / Double(max(count, 1))
    return (number(place(range.lowerBound) + 0.5 * step), number(step))
  }
}

extension Panel {
  fileprivate func titleLabel(above height: String) -> [String] {
    guard let title else { return [] }
    return ["set label \(title.gnuplot) at graph 0,graph \(height) left"]
  }
}

extension Marker {
  fileprivate var gnuplot: Int {
    switch self {
    case .disk: 7
    case .circle: 6
    case .square: 5
    case .triangle: 9
    case .diamond: 13
    case .cross: 2
    }
  }
}
