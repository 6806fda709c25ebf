// SPDX-License-Identifier: GPL-3.0-or-later
// A line through points, and how lines are dashed.

/// A line through points in their order.
package struct Line: Hashable, Mark {
  /// The points, in units of the axes; one that cannot be shown interrupts the line.
  package var x, y: [Double]
  /// The color.
  package var color: FigureColor
  /// The width in typographic points.
  package var width: Double
  /// Strokes and gaps.
  package var dash: LineDash
  /// The name in the legend.
  package var label: FigureText?

  /// A line of one typographic point without gaps, by default.
  package init(
    x: [Double], y: [Double], color: FigureColor, width: Double = 1, dash: LineDash = .solid,
    label: FigureText? = nil
  ) {
    (self.x, self.y, self.color) = (x, y, color)
    (self.width, self.dash, self.label) = (width, dash, label)
  }

  /// The values that the axes must show.
  package var extent: (x: [Double], y: [Double]) { (x, y) }

  /// Gives the mark to the method of a writer that is for its type.
  package func written<Writer: MarkWriter>(by writer: Writer) -> Writer.Output {
    writer.write(self)
  }
}

/// How a line is dashed.
package enum LineDash: String, CaseIterable, Hashable, Sendable {
  /// Without gaps.
  case solid
  /// Long strokes.
  case dashed
  /// Dots.
  case dotted
  /// Short strokes.
  case shortDashed
  /// Alternating strokes and dots.
  case dashDotted
  /// Very long strokes.
  case longDashed

  /// Lengths of strokes and gaps in widths of a line; empty for a line without gaps.
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
