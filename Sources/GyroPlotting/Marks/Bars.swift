// SPDX-License-Identifier: GPL-3.0-or-later
// The bars of a histogram.

/// Bars between consecutive edges, from zero, or on a logarithmic axis from its lower end.
package struct Bars: Hashable, Mark {
  /// Where bars begin and end, in units of the horizontal axis: one more than there are heights.
  package var edges: [Double]
  /// How high they are, in units of the vertical axis.
  package var heights: [Double]
  /// The color.
  package var color: FigureColor
  /// The name in the legend.
  package var label: FigureText?

  /// Bars from the first to the last edge.
  package init(edges: [Double], heights: [Double], color: FigureColor, label: FigureText? = nil) {
    (self.edges, self.heights, self.color, self.label) = (edges, heights, color, label)
  }

  /// The values that the axes must show.
  package var extent: (x: [Double], y: [Double]) { (edges, heights + [0]) }

  /// Gives the mark to the method of a writer that is for its type.
  package func written<Writer: MarkWriter>(by writer: Writer) -> Writer.Output {
    writer.write(self)
  }
}
