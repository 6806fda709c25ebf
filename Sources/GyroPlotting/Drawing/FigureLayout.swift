// SPDX-License-Identifier: GPL-3.0-or-later
// Where the panels of a figure stand, in mm, so that nothing lies over anything else.

internal import GyroNumerics

/// The positions of panels.
package struct FigureLayout {
  /// The frame of a panel, mm from the lower left corner of the figure.
  struct Frame: Hashable {
    var left, right, bottom, top: Double
    var width: Double { right - left }
    var height: Double { top - bottom }
  }

  /// Size of the words, typographic points; a point is 0.353 mm.
  static let textSize = 8.0
  /// The small print and the legend, relative to the words.
  static let smallPrint = 0.6, legendPrint = 0.85
  /// Height of a line of words, mm.
  private static let line = 3.6

  /// Frames in the places of the panels.
  let frames: [[Frame]]
  /// The lines of small print, broken so that they fit.
  let smallPrint: [String]

  init(_ figure: Figure) {
    // A character is about 0.58 of its size wide.
    let characterWidth = 0.353 * Self.textSize * Self.smallPrint * 0.58
    smallPrint = Self.broken(
      figure.provenance, width: Int(clamping: (figure.width - 4) / characterWidth))
    let below = smallPrint.isEmpty ? 0 : 1.5 + Double(smallPrint.count) * 2.3
    let above = figure.title == nil ? 1.0 : 1.5 * Self.line
    let columns = figure.rows[0].indices
    func largest(_ panels: [Panel?], _ need: (Panel) -> Double) -> Double {
      panels.compactMap { $0.map(need) }.max() ?? 0
    }
    let rooms = figure.rows.map { row in
      (
        above: largest(row, Self.above), below: largest(row, Self.below),
        panels: row
      )
    }
    let sides = columns.map { column in
      let panels = figure.rows.map { $0[column] }
      return (left: largest(panels, Self.left), right: largest(panels, Self.right))
    }
    let width = figure.width - sides.reduce(0) { $0 + $1.left + $1.right }
    let height = figure.height - below - above - rooms.reduce(0) { $0 + $1.above + $1.below }
    func shares(_ weights: [Double]?, _ count: Int, of whole: Double) -> [Double] {
      let weights =
        weights.flatMap { $0.count == count ? $0 : nil } ?? [Double](repeating: 1, count: count)
      let sum = weights.reduce(0, +)
      return weights.map { max(1, whole * $0 / sum) }
    }
    let widths = shares(figure.columnWeights, columns.count, of: width)
    let heights = shares(figure.rowWeights, rooms.count, of: height)
    var frames: [[Frame]] = []
    var top = figure.height - above
    for (room, height) in zip(rooms, heights) {
      top -= room.above
      var (left, row) = (0.0, [Frame]())
      for (side, width) in zip(sides, widths) {
        left += side.left
        row.append(Frame(left: left, right: left + width, bottom: top - height, top: top))
        left += width + side.right
      }
      frames.append(row)
      top -= height + room.below
    }
    self.frames = frames
  }

  // MARK: Room around a panel, mm

  static func above(_ panel: Panel) -> Double {
    (panel.title == nil ? 1 : 1.4 * line) + legend(panel)
  }

  /// Height of a legend above a panel, mm.
  package static func legend(_ panel: Panel) -> Double {
    guard panel.legend == .above, !panel.labels.isEmpty else { return 0 }
    return Double(legendRows(panel)) * 2.75 + 0.8
  }

  /// Rows of a legend above a panel: as many columns as fit into a narrow panel.
  static func legendRows(_ panel: Panel) -> Int {
    let longest = panel.labels.map(\.unicode.count).max() ?? 0
    let columns = min(max(1, Int(clamping: 66 / (6.5 + 1.42 * Double(longest)))), 4)
    return (panel.labels.count + columns - 1) / columns
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
    // Most figures have room for eight numbers; a few more or less have the same digits.
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

  /// Words in lines of so many characters.
  static func broken(_ words: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in words.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
