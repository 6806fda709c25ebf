// SPDX-License-Identifier: GPL-3.0-or-later
// A straight line across the panel.

/// A straight line across the panel, at one value of one of its axes.
package struct Rule: Hashable, Mark {
  /// Where the line is.
  package enum Position: Hashable, Sendable {
    /// A vertical line at a value of the horizontal axis.
    case x(Double)
    /// A horizontal line at a value of the vertical axis.
    case y(Double)
  }

  /// Where the line is.
  package var position: Position
  /// The color.
  package var color: FigureColor
  /// Strokes and gaps.
  package var dash: LineDash
  /// The name in the legend.
  package var label: FigureText?

  /// A vertical line at a value of the horizontal axis.
  package init(x: Double, color: FigureColor, dash: LineDash = .solid, label: FigureText? = nil) {
    (position, self.color, self.dash, self.label) = (.x(x), color, dash, label)
  }

  /// A horizontal line at a value of the vertical axis.
  package init(y: Double, color: FigureColor, dash: LineDash = .solid, label: FigureText? = nil) {
    (position, self.color, self.dash, self.label) = (.y(y), color, dash, label)
  }

  /// The values that the axes must show.
  package var extent: (x: [Double], y: [Double]) {
    switch position {
    case .x(let x): ([x], [])
    case .y(let y): ([], [y])
    }
  }

  /// Its two ends in a panel that shows these ranges.
  func ends(
    _ xRange: ClosedRange<Double>, _ yRange: ClosedRange<Double>
  ) -> (x: [Double], y: [Double]) {
    switch position {
    case .x(let x): ([x, x], [yRange.lowerBound, yRange.upperBound])
    case .y(let y): ([xRange.lowerBound, xRange.upperBound], [y, y])
    }
  }

  /// Gives the mark to the method of a writer that is for its type.
  package func written<Writer: MarkWriter>(by writer: Writer) -> Writer.Output {
    writer.write(self)
  }
}
