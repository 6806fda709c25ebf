// SPDX-License-Identifier: GPL-3.0-or-later
// What can be drawn into a panel, and the languages in which it is written.

/// One thing drawn in a panel, in the units of the panel's axes.
///
/// Arrays of one mark have equal lengths. Points that are not finite, and on a logarithmic axis those
/// that are not positive, are left out and interrupt a line.
///
/// A new mark is a file with a type of its own, and a method of every ``MarkWriter``.
package protocol Mark: Sendable {
  /// The name in the legend; nil leaves the mark out of it.
  var label: FigureText? { get }
  /// The values that the horizontal and the vertical axis must show.
  var extent: (x: [Double], y: [Double]) { get }
  /// Gives the mark to a writer, by its type.
  func written<Writer: MarkWriter>(by writer: Writer) -> Writer.Output
}

extension Mark {
  /// No name: the mark is not in the legend.
  package var label: FigureText? { nil }
}

/// A language in which marks are written: one method per type of mark.
package protocol MarkWriter {
  /// What becomes of one mark.
  associatedtype Output
  /// Writes a line.
  func write(_ line: Line) -> Output
  /// Writes the area between two curves.
  func write(_ band: Band) -> Output
  /// Writes points with their errors.
  func write(_ points: Points) -> Output
  /// Writes the bars of a histogram.
  func write(_ bars: Bars) -> Output
  /// Writes a grid of colored cells.
  func write(_ map: DensityMap) -> Output
  /// Writes a straight line across the panel.
  func write(_ rule: Rule) -> Output
  /// Writes text.
  func write(_ annotation: Annotation) -> Output
}
