// SPDX-License-Identifier: GPL-3.0-or-later
// What can be drawn into a panel, in the units of its axes.

/// How a line is dashed.
public enum LineDash: String, Hashable, Sendable {
  /// Without gaps.
  case solid
  /// Long strokes.
  case dashed
  /// Dots.
  case dotted
  /// Short strokes.
  case shortDashed
  /// Strokes and dots by turns.
  case dashDotted
  /// Very long strokes.
  case longDashed

  /// Lengths of strokes and gaps in widths of a line; none without gaps.
  var pattern: [Double] {
    switch self {
    case .solid: []
    case .dashed: [9, 5]
    case .dotted: [2, 4]
    case .shortDashed: [5, 3]
    case .dashDotted: [9, 4, 2, 4]
    case .longDashed: [18, 5]
    }
  }
}

/// The shape of a point.
public enum Marker: String, Hashable, Sendable {
  /// A disk.
  case disk
  /// A ring.
  case circle
  /// A filled square.
  case square
  /// A filled triangle.
  case triangle
  /// A filled diamond.
  case diamond
  /// A cross of two lines.
  case cross
}

/// Which part of a text stands at its place.
public enum TextAnchor: String, Hashable, Sendable {
  /// Its beginning.
  case left
  /// Its middle.
  case center
  /// Its end.
  case right
}

/// A part of a panel; later ones lie above earlier ones.
///
/// Arrays of one layer have equal lengths. Points that are not finite, and on a logarithmic axis those
/// that are not positive, are left out, and part a line.
public enum Layer: Hashable, Sendable {
  /// A line through points; width in typographic points.
  case line(
    x: [Double], y: [Double], color: FigureColor, width: Double = 1, dash: LineDash = .solid,
    label: FigureText? = nil)
  /// The area between two curves.
  case band(
    x: [Double], lower: [Double], upper: [Double], color: FigureColor, label: FigureText? = nil)
  /// Points, with 1 σ errors where they are given; size in typographic points.
  case points(
    x: [Double], y: [Double], xErrors: [Double]? = nil, yErrors: [Double]? = nil,
    color: FigureColor, marker: Marker = .disk, size: Double = 3, label: FigureText? = nil)
  /// Bars from zero between consecutive edges: one edge more than heights.
  case bars(edges: [Double], heights: [Double], color: FigureColor, label: FigureText? = nil)
  /// A number for each cell of a grid, as colors.
  case map(DensityMap)
  /// A straight line across the panel at a value of the horizontal axis.
  case verticalRule(
    x: Double, color: FigureColor, dash: LineDash = .solid, label: FigureText? = nil)
  /// A straight line across the panel at a value of the vertical axis.
  case horizontalRule(
    y: Double, color: FigureColor, dash: LineDash = .solid, label: FigureText? = nil)
  /// Words at a place given in the units of the axes; they grow or shrink with the scale.
  case text(
    FigureText, x: Double, y: Double, color: FigureColor = .black, anchor: TextAnchor = .left,
    scale: Double = 1)
  /// Words at a place given as fractions of the panel, from its lower left corner.
  case note(
    FigureText, x: Double, y: Double, color: FigureColor = .black, anchor: TextAnchor = .left,
    scale: Double = 1)
}

extension Layer {
  /// A curve known at some places: a line, or a point where it is known at one place only.
  ///
  /// A line through a single point would be invisible.
  package static func curve(
    x: [Double], y: [Double], color: FigureColor, width: Double, dash: LineDash = .solid,
    marker: Marker = .disk, label: FigureText?
  ) -> Layer {
    x.count == 1
      ? .points(x: x, y: y, color: color, marker: marker, size: 3 + 2 * width, label: label)
      : .line(x: x, y: y, color: color, width: width, dash: dash, label: label)
  }
}

/// A number for each cell of a grid that is uniform on the panel's axes, logarithmic ones included.
public struct DensityMap: Hashable, Sendable {
  /// The outer edges of the first and last column, in units of the horizontal axis.
  public var x: ClosedRange<Double>
  /// The outer edges of the first and last row, in units of the vertical axis.
  public var y: ClosedRange<Double>
  /// How many columns there are.
  public var columnCount: Int
  /// Row-major from the lowest row, shape `[rowCount, columnCount]`; NaN leaves a cell empty.
  public var values: [Double]
  /// The colors.
  public var scale: ColorScale
  /// The values that get the first and the last color; nil is the range of the values.
  public var range: ClosedRange<Double>?
  /// Whether equal ratios of values get equal steps of color.
  public var isLogarithmic: Bool
  /// What the values are, beside the bar of colors; nil leaves the bar out.
  public var label: FigureText?

  /// How many rows there are.
  public var rowCount: Int { values.count / max(1, columnCount) }

  /// Takes the cells.
  ///
  /// - Precondition: The values fill rows of `columnCount`.
  public init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, columnCount: Int, values: [Double],
    scale: ColorScale = .blues, range: ClosedRange<Double>? = nil, isLogarithmic: Bool = false,
    label: FigureText? = nil
  ) {
    precondition(
      columnCount > 0 && values.count.isMultiple(of: columnCount),
      "\(values.count) values do not fill rows of \(columnCount)")
    (self.x, self.y, self.columnCount, self.values) = (x, y, columnCount, values)
    (self.scale, self.range, self.isLogarithmic, self.label) = (scale, range, isLogarithmic, label)
  }

  /// The numbers beside the bar of colors.
  func marks(most: Int) -> [AxisTicks.Mark] {
    AxisTicks(colorRange, scale: isLogarithmic ? .logarithmic : .linear, most: most).major
  }

  /// Why the map cannot be drawn, in words; nil if it can.
  var fault: String? {
    let scale: Axis.Scale = isLogarithmic ? .logarithmic : .linear
    return AxisRange(colorRange).fault(on: scale).map { "the bar of colors \($0)" }
  }

  /// The values that get the first and the last color.
  package var colorRange: ClosedRange<Double> {
    if let range { return range }
    let shown = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    guard let least = shown.min(), let most = shown.max() else { return 0.1...1 }
    if least < most { return least...most }
    return isLogarithmic ? (least / 2)...(least * 2) : (least - 0.5)...(least + 0.5)
  }
}
