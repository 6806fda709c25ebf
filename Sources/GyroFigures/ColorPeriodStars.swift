// SPDX-License-Identifier: GPL-3.0-or-later
// Stars in the plane of color and period: points while they are few, a density when they are many.

internal import GyroNumerics
internal import GyroPlatform
internal import GyroPlotting
package import Gyrochronology

/// The colors and periods of any number of stars, in constant memory.
package struct ColorPeriodStars: Sendable {
  /// The largest number of stars that are drawn as points.
  package static let maximumPointCount = 2000

  static let colors = -0.2...4.2
  static let log10Periods = -1.75...2.5
  static let columnCount = 110
  static let rowCount = 85

  /// How many stars there are.
  package private(set) var count = 0
  private var x: [Double] = [], y: [Double] = []
  private var cells = [Double](repeating: 0, count: columnCount * rowCount)

  /// No stars.
  package init() {}

  /// Stars at these positions.
  package init(_ positions: some Sequence<ColorPeriodPosition>) {
    for position in positions {
      add(bpRp0: position.bpRp0, periodDays: position.periodDays)
    }
  }

  /// Adds a star: dereddened color in mag, period in d.
  package mutating func add(bpRp0: Double, periodDays: Double) {
    count += 1
    if count <= Self.maximumPointCount {
      x.append(bpRp0)
      y.append(periodDays)
    }
    if let column = Self.bin(bpRp0, Self.colors, Self.columnCount),
      let row = Self.bin(log10(periodDays), Self.log10Periods, Self.rowCount)
    {
      cells[row * Self.columnCount + column] += 1
    }
  }

  static func bin(_ value: Double, _ range: ClosedRange<Double>, _ count: Int) -> Int? {
    let part = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return part >= 0 && part < 1 ? Int(clamping: part * Double(count)) : nil
  }

  /// The stars as a layer: points, or above ``maximumPointCount`` their density.
  ///
  /// - Parameters:
  ///   - color: The color of the points.
  ///   - label: Their name in the legend.
  ///   - wholeCount: How many stars there are in the panel, the more the smaller; nil for these alone.
  /// - Returns: One mark.
  func layer(color: FigureColor, label: FigureText?, of wholeCount: Int? = nil) -> any Mark {
    guard count > Self.maximumPointCount else {
      let shown = wholeCount ?? count
      let size = shown < 20 ? 5.0 : shown < 200 ? 3.5 : 2
      return Points(x: x, y: y, color: color, size: size, label: label)
    }
    // Where there is no star there is no color, so that marks below stay visible.
    var map = DensityMap(
      x: Self.colors,
      y: pow(10, Self.log10Periods.lowerBound)...pow(10, Self.log10Periods.upperBound),
      columnCount: Self.columnCount, values: cells.map { $0 > 0 ? $0 : .nan },
      range: 1...max(2, cells.max() ?? 2), isLogarithmic: true, barTitle: "Stars in a cell")
    map.showsLowest = true
    return map
  }

  /// The number of stars as a legend, with how many of those drawn as points lie outside a frame.
  func label(x colors: ClosedRange<Double>, y periods: ClosedRange<Double>) -> String {
    let outside = zip(x, y).count { !colors.contains($0) || !periods.contains($1) }
    return (count == 1 ? "1 star" : "\(count) stars")
      + (outside > 0 ? ", \(outside) outside the frame" : "")
  }

  /// Where stars are, and never less than the usual part of the plane: mag.
  var colorRange: ClosedRange<Double> { occupied(Self.colors, byRow: false, 0.4...3.2) }
  /// The same for periods, d.
  var periodRange: ClosedRange<Double> {
    let range = occupied(Self.log10Periods, byRow: true, -1...2)
    return pow(10, range.lowerBound)...pow(10, range.upperBound)
  }

  private func occupied(
    _ range: ClosedRange<Double>, byRow: Bool, _ usual: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    let bins = cells.indices.filter { cells[$0] > 0 }.map {
      byRow ? $0 / Self.columnCount : $0 % Self.columnCount
    }
    guard let first = bins.min(), let last = bins.max() else { return usual }
    let width = range.upperBound - range.lowerBound
    let step = width / Double(byRow ? Self.rowCount : Self.columnCount)
    // A bin of space at either end, so that no point is cut in half by the frame.
    let (lower, upper) = (
      range.lowerBound + step * Double(first - 1), range.lowerBound + step * Double(last + 2)
    )
    return min(usual.lowerBound, lower)...max(usual.upperBound, upper)
  }
}
