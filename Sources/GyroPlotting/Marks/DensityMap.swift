// SPDX-License-Identifier: GPL-3.0-or-later
// A number for each cell of a grid, as colors.

/// A number for each cell of a grid that is uniform on the panel's axes, logarithmic ones included.
///
/// A panel has at most one, since it has one color bar.
package struct DensityMap: Hashable, Mark {
  /// The outer edges of the first and last column, in units of the horizontal axis.
  package var x: ClosedRange<Double>
  /// The outer edges of the first and last row, in units of the vertical axis.
  package var y: ClosedRange<Double>
  /// How many columns there are.
  package var columnCount: Int
  /// Row-major from the lowest row, shape `[rowCount, columnCount]`; NaN leaves a cell empty.
  package var values: [Double]
  /// The colors.
  package var scale: ColorScale
  /// Whether low values get the last color of the scale, as on a dark background.
  var isReversed = false
  /// Whether the lowest value has a color too, and not that of the background, since cells without a value are empty.
  package var showsLowest = false
  /// The values that get the first and the last color; nil is the range of the values.
  package var range: ClosedRange<Double>?
  /// Whether equal ratios of values get equal steps of color.
  package var isLogarithmic: Bool
  /// The label of the color bar; nil leaves the bar out.
  package var barTitle: FigureText?

  /// How many rows there are.
  package var rowCount: Int { values.count / max(1, columnCount) }

  /// A map in shades of blue over the range of its values, without a color bar, by default.
  ///
  /// - Precondition: The values fill rows of `columnCount`.
  package init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, columnCount: Int, values: [Double],
    scale: ColorScale = .blues, range: ClosedRange<Double>? = nil, isLogarithmic: Bool = false,
    barTitle: FigureText? = nil
  ) {
    precondition(
      columnCount > 0 && values.count.isMultiple(of: columnCount),
      "\(values.count) values do not fill rows of \(columnCount)")
    (self.x, self.y, self.columnCount, self.values) = (x, y, columnCount, values)
    (self.scale, self.range) = (scale, range)
    (self.isLogarithmic, self.barTitle) = (isLogarithmic, barTitle)
  }

  /// The values that the axes must show.
  package var extent: (x: [Double], y: [Double]) {
    ([x.lowerBound, x.upperBound], [y.lowerBound, y.upperBound])
  }

  /// Gives the mark to the method of a writer that is for its type.
  package func written<Writer: MarkWriter>(by writer: Writer) -> Writer.Output {
    writer.write(self)
  }

  /// The colors from low to high values, six hexadecimal digits each; the lowest is that of the background unless
  /// ``showsLowest``.
  var colors: [String] {
    let hidden = showsLowest ? 2 : 0
    guard isReversed, let background = FigureStyle.dark.background else {
      return Array(scale.steps.dropFirst(hidden))
    }
    return Array(([background] + scale.steps.reversed().dropFirst()).dropFirst(hidden))
  }

  /// Whether a cell with this value has a color.
  func shows(_ value: Double) -> Bool { value.isFinite && (!isLogarithmic || value > 0) }

  /// How the color bar is divided.
  var barScale: Axis.Scale { isLogarithmic ? .logarithmic : .linear }

  /// The tick labels of the color bar, about as many as fit.
  func barTicks(maximumCount: Int) -> [AxisTicks.Tick] {
    AxisTicks(colorRange, scale: barScale, maximumCount: maximumCount).major
  }

  /// Why the map cannot be drawn, as a sentence; nil if it can.
  var fault: String? {
    AxisRange(colorRange).fault(on: barScale).map { "the color bar \($0)" }
  }

  /// The values that get the first and the last color.
  package var colorRange: ClosedRange<Double> {
    if let range { return range }
    let shown = values.filter(shows)
    guard let minimum = shown.min(), let maximum = shown.max() else { return 0.1...1 }
    if minimum < maximum { return minimum...maximum }
    return isLogarithmic
      ? (minimum / 2)...(minimum * 2) : (minimum - 0.5)...(minimum + 0.5)
  }
}
