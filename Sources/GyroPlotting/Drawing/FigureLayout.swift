// SPDX-License-Identifier: GPL-3.0-or-later
// Where the panels of a figure are, in mm, so that nothing overlaps.

internal import GyroNumerics

/// The positions of panels.
package struct FigureLayout {
  /// The frame of a panel, mm from the lower left corner of the figure.
  struct Frame: Hashable {
    var left, right, bottom, top: Double
    /// From left to right with all that belongs to the panel's column.
    var cell: ClosedRange<Double>
    var width: Double { right - left }
    var height: Double { top - bottom }
  }

  /// Size of text, typographic points; a point is 0.353 mm.
  static let textSize = 8.0
  /// Size of the small print and of the legend, relative to other text.
  static let smallPrint = 0.6, legendPrint = 0.85
  /// Height of a line of text, mm.
  private static let line = 3.6
  /// What stays empty at the left and right edge of a figure, mm.
  private static let edge = 1.0

  /// The frame of each panel, shape of the figure's rows.
  let frames: [[Frame]]
  /// The entries of the legend of the whole figure, with positions in mm.
  let commonLegend: [(entry: FigureLegend.Entry, x: Double, y: Double)]
  /// The lines of small print, broken so that they fit.
  let smallPrint: [String]

  init(_ figure: Figure) {
    // A character is about 0.58 of its size wide.
    let characterWidth = 0.353 * Self.textSize * Self.smallPrint * 0.58
    smallPrint = Self.broken(
      figure.provenance, width: Int(clamping: (figure.width - 4) / characterWidth))
    let below = smallPrint.isEmpty ? 0 : 1.5 + Double(smallPrint.count) * 2.3
    let common = FigureLegend(figure).height(width: figure.width - 2 * Self.edge)
    let above = (figure.title == nil ? 1.0 : 1.5 * Self.line) + common
    func largest(_ panels: [Panel?], _ need: (Panel) -> Double) -> Double {
      panels.compactMap { $0.map(need) }.max() ?? 0
    }
    func shares(_ weights: [Double]?, _ count: Int, of whole: Double) -> [Double] {
      let weights =
        weights.flatMap { $0.count == count ? $0 : nil } ?? [Double](repeating: 1, count: count)
      let sum = weights.reduce(0, +)
      return weights.map { max(1, whole * $0 / sum) }
    }
    let spans = Self.blocks(figure.rows).flatMap { rows in
      let sides = rows[0].indices.map { column in
        let panels = rows.map { $0[column] }
        return (left: largest(panels, Self.left), right: largest(panels, Self.right))
      }
      let width = figure.width - sides.reduce(0) { $0 + $1.left + $1.right }
      let widths = shares(figure.columnWeights, sides.count, of: width)
      var (start, columns) = (0.0, [Frame]())
      for (side, width) in zip(sides, widths) {
        let (left, end) = (start + side.left, start + side.left + width + side.right)
        columns.append(
          Frame(
            left: left, right: left + width, bottom: 0, top: 0,
            cell: min(start + Self.edge, left)...max(end - Self.edge, left + width)))
        start = end
      }
      return rows.map { _ in columns }
    }
    let margins = zip(figure.rows, spans).map { row, columns in
      let above = zip(row, columns).compactMap { panel, frame in
        panel.map { Self.above($0, width: frame.cell.upperBound - frame.cell.lowerBound) }
      }
      return (above: above.max() ?? 0, below: largest(row, Self.below))
    }
    let height = figure.height - below - above - margins.reduce(0) { $0 + $1.above + $1.below }
    let heights = shares(figure.rowWeights, margins.count, of: height)
    var (frames, top) = ([[Frame]](), figure.height - above)
    for (((margin, height), columns), row) in zip(zip(zip(margins, heights), spans), figure.rows) {
      top -= margin.above
      frames.append(
        zip(row, columns).map { panel, column in
          // A square is at the upper left of the space for its panel.
          let side = min(column.right - column.left, height)
          let (width, height) =
            panel?.isSquare == true ? (side, side) : (column.right - column.left, height)
          return Frame(
            left: column.left, right: column.left + width, bottom: top - height, top: top,
            cell: column.cell)
        })
      top -= height + margin.below
    }
    self.frames = frames
    commonLegend = FigureLegend(figure).placed(
      center: figure.width / 2, within: Self.edge...max(Self.edge, figure.width - Self.edge),
      bottom: figure.height - above)
  }

  /// The entries of a panel's legend, with positions in mm.
  func legend(
    of panel: Panel, row: Int, column: Int
  ) -> [(entry: FigureLegend.Entry, x: Double, y: Double)] {
    let frame = frames[row][column]
    return FigureLegend(panel).placed(
      center: (frame.left + frame.right) / 2, within: frame.cell, bottom: frame.top)
  }

  /// Consecutive rows of equal length, whose panels are aligned in columns.
  private static func blocks(_ rows: [[Panel?]]) -> [[[Panel?]]] {
    rows.reduce(into: []) { blocks, row in
      if blocks.last?.first?.count == row.count {
        blocks[blocks.count - 1].append(row)
      } else {
        blocks.append([row])
      }
    }
  }

  // MARK: Margins of a panel, mm

  /// Title and legend above a panel whose column is so wide.
  static func above(_ panel: Panel, width: Double) -> Double {
    (panel.title == nil ? 1 : 1.4 * line) + FigureLegend(panel).height(width: width)
  }

  static func below(_ panel: Panel) -> Double {
    let numbers = panel.x.showsNumbers && panel.x.showsTicks ? line : 0
    return 1 + numbers + (panel.x.label == nil ? 0 : 1.25 * line)
  }

  static func left(_ panel: Panel) -> Double {
    let numbers = panel.y.showsNumbers && panel.y.showsTicks ? numberWidth(panel) + 1.5 : 0
    return 1.5 + numbers + (panel.y.label == nil ? 0 : 1.25 * line)
  }

  private static func numberWidth(_ panel: Panel) -> Double {
    if let names = panel.y.shownNames {
      return 1.6 * Double(names.map(\.name.unicode.count).max() ?? 0)
    }
    // Eight numbers fit in most figures; a few more or less have the same digits.
    let marks = AxisTicks(panel.yRange, scale: panel.y.scale, maximumCount: 8).major
    return 1.75 * Double(max(2, marks.map(\.label.unicode.count).max() ?? 0))
  }

  static func right(_ panel: Panel) -> Double {
    colorLabel(panel).map { $0 + 3 } ?? 4
  }

  /// The middle of the label of a color bar, mm right of the panel; nil where there is none.
  static func colorLabel(_ panel: Panel) -> Double? {
    guard let map = panel.map, map.barTitle != nil else { return nil }
    // The bar ends 3.7 mm from the panel, and its numbers begin a millimeter on.
    return 4.7 + 1.75
      * Double(max(2, map.barTicks(maximumCount: 8).map(\.label.unicode.count).max() ?? 0))
      + 2.6
  }

  /// Text broken between words into lines of at most `width` characters, and of about the same length.
  static func broken(_ text: String, width: Int) -> [String] {
    var lines = filled(text, width: width)
    // The narrowest lines that are not more: no word stands alone in the last.
    for narrower in stride(from: width - 1, to: 0, by: -1) where lines.count > 1 {
      let other = filled(text, width: narrower)
      guard other.count == lines.count else { break }
      lines = other
    }
    return lines
  }

  /// Text broken between words, each line as full as fits into `width` characters.
  private static func filled(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
