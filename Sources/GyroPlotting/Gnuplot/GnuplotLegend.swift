// SPDX-License-Identifier: GPL-3.0-or-later
// A legend in the language of gnuplot, whose own keys have columns of one width.

/// Writes the symbol of a name in a legend as commands: none for marks that are never named.
struct GnuplotLegend: MarkWriter {
  let figure: Figure
  /// The left end of the symbol and the middle of the row, mm from the lower left corner of the figure.
  let x, y: Double
  /// How wide the symbol is, mm.
  let symbolWidth: Double

  /// The commands for a legend whose entries are placed.
  static func commands(
    _ entries: [(entry: FigureLegend.Entry, x: Double, y: Double)], in figure: Figure
  ) -> [String] {
    let size = GnuplotScript.number(FigureLayout.textSize * FigureLayout.legendPrint)
    return entries.flatMap { entry, x, y in
      let key = GnuplotLegend(figure: figure, x: x, y: y, symbolWidth: entry.symbolWidth)
      let position = key.position(entry.textStart)
      return entry.mark.written(by: key) + [
        "set label \(entry.label.gnuplot) at \(position) left font ',\(size)'"
          + figure.style.textColor
      ]
    }
  }

  func write(_ line: Line) -> [String] { stroke(line.color, line.width, line.dash) }

  func write(_ rule: Rule) -> [String] { stroke(rule.color, 0.8, rule.dash) }

  func write(_ points: Points) -> [String] {
    GnuplotMarkWriter.symbols(points).map {
      "set label '' at \(position(symbolWidth / 2)) point \($0)"
    }
  }

  func write(_ band: Band) -> [String] { area(band.color) }

  func write(_ bars: Bars) -> [String] { area(bars.color) }

  func write(_ map: DensityMap) -> [String] { [] }

  func write(_ annotation: Annotation) -> [String] { [] }

  private func stroke(_ color: FigureColor, _ width: Double, _ dash: LineDash) -> [String] {
    [
      "set arrow from \(position(0)) to \(position(symbolWidth)) nohead front "
        + GnuplotMarkWriter.stroke(color, width, dash)
    ]
  }

  private func area(_ color: FigureColor) -> [String] {
    [
      "set object rectangle from \(position(0, -0.85)) to "
        + "\(position(symbolWidth, 0.85)) front "
        + "fillcolor \(color.gnuplot) fillstyle solid noborder"
    ]
  }

  private func position(_ right: Double, _ up: Double = 0) -> String {
    let number = GnuplotScript.number
    return "screen \(number((x + right) / figure.width)),screen \(number((y + up) / figure.height))"
  }
}
