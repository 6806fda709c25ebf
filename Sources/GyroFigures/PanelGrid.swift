// SPDX-License-Identifier: GPL-3.0-or-later
// Many panels with the same axes on one page.

internal import GyroPlotting

/// The arrangement of panels with the same axes, row by row.
struct PanelGrid {
  /// What of the axes a panel shows: numbers where no other panel is left of it or below it.
  struct Position {
    let index: Int
    let isLeft, isLowest: Bool
  }

  /// The largest number of rows that a page has space for.
  private static let maximumRowCount = 8

  let count, columnCount: Int

  /// An arrangement of panels, at least one, whose last row is as full as possible.
  init(count: Int) {
    func fullness(_ columns: Int) -> Double { Double((count - 1) % columns + 1) / Double(columns) }
    func rowCount(_ columns: Int) -> Int { (count + columns - 1) / columns }
    // The last of the best is taken: panels four in a row are neither small nor few.
    let choices = [5, 3, 4].filter { rowCount($0) <= Self.maximumRowCount }
    self.count = count
    columnCount =
      count <= 4 ? max(1, count) : choices.max { fullness($0) < fullness($1) } ?? 5
  }

  /// How many points a frame leaves out, in its upper left corner, where slow blue stars
  /// would be; nothing where it leaves out none.
  static func note(
    x: [Double], y: [Double], outside colors: ClosedRange<Double>, _ periods: ClosedRange<Double>
  ) -> [any Mark] {
    let count = zip(x, y).count { !colors.contains($0) || !periods.contains($1) }
    guard count > 0 else { return [] }
    return [
      Annotation(
        FigureText("\(count) outside the frame"), at: .panel(x: 0.04, y: 0.9),
        scale: 0.8)
    ]
  }

  var rowCount: Int { (count + columnCount - 1) / columnCount }

  /// Rows of equal length; nil where there are no more panels.
  func rows(_ panel: (Position) -> Panel) -> [[Panel?]] {
    (0..<rowCount).map { row in
      (0..<columnCount).map { column in
        let index = row * columnCount + column
        guard index < count else { return nil }
        return panel(
          Position(index: index, isLeft: column == 0, isLowest: index + columnCount >= count))
      }
    }
  }
}
