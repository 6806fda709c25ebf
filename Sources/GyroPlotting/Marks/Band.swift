// SPDX-License-Identifier: GPL-3.0-or-later
// The area between two curves.

/// The area between two curves over the same positions.
package struct Band: Hashable, Mark {
  /// Positions on the horizontal axis.
  package var x: [Double]
  /// The curves, in units of the vertical axis.
  package var lower, upper: [Double]
  /// The color; its opacity lets what is below show through.
  package var color: FigureColor
  /// The name in the legend.
  package var label: FigureText?

  /// The area between `lower` and `upper`, which have a value for each of `x`.
  package init(
    x: [Double], lower: [Double], upper: [Double], color: FigureColor, label: FigureText? = nil
  ) {
    (self.x, self.lower, self.upper, self.color, self.label) = (x, lower, upper, color, label)
  }

  /// The values that the axes must show.
  package var extent: (x: [Double], y: [Double]) { (x, lower + upper) }

  /// Gives the mark to the method of a writer that is for its type.
  package func written<Writer: MarkWriter>(by writer: Writer) -> Writer.Output {
    writer.write(self)
  }
}
