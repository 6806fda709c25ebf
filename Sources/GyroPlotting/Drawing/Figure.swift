// SPDX-License-Identifier: GPL-3.0-or-later
// A picture as a value: what it shows, before anything draws it.

/// A figure: rows of panels, with its provenance.
///
/// It knows neither files nor programs. ``GnuplotScript`` and ``VegaLite`` turn it into text.
package struct Figure: Sendable {
  /// The width of one column of a journal, mm.
  package static let columnWidth = 85.0
  /// The width of a page of a journal, mm.
  package static let pageWidth = 180.0

  /// The title above all panels; nil for none.
  package var title: FigureText?
  /// Panels in rows from the top; nil leaves a position empty.
  ///
  /// Consecutive rows of equal length are a block, whose panels are aligned in columns.
  package var rows: [[Panel?]]
  /// Relative heights of the rows, and widths of the columns of a figure that is one block; nil for equal ones.
  package var rowWeights, columnWeights: [Double]?
  /// Whether the names of the marks of all panels stand above them, each name once.
  package var hasCommonLegend = false
  /// Width and height, mm.
  package var width, height: Double
  /// What it is drawn on; ``styled(_:)`` adapts the colors of the marks.
  package internal(set) var style = FigureStyle.light
  /// Pixels per inch where it is made of pixels.
  package var resolution = 300.0
  /// The provenance in small print below: program, model, assumptions.
  package var provenance: String
  /// The command line that makes it again; in the script and not in the picture.
  package var command: String

  /// A figure of panels in a grid.
  ///
  /// - Precondition: There is a row, no row is empty, and weights are one per row and per column.
  package init(
    title: FigureText? = nil, rows: [[Panel?]], rowWeights: [Double]? = nil,
    columnWeights: [Double]? = nil, width: Double = columnWidth, height: Double = 68,
    provenance: String, command: String = ""
  ) {
    precondition(
      !rows.isEmpty && rows.allSatisfy { !$0.isEmpty },
      "rows of \(rows.map(\.count)) panels")
    precondition(
      (rowWeights ?? []).isEmpty || rowWeights?.count == rows.count,
      "row weights that are not one per row")
    precondition(
      (columnWeights ?? []).isEmpty || rows.allSatisfy { $0.count == columnWeights?.count },
      "column weights that are not one per column")
    (self.title, self.rows) = (title, rows)
    (self.rowWeights, self.columnWeights) = (rowWeights, columnWeights)
    (self.width, self.height) = (width, height)
    (self.provenance, self.command) = (provenance, command)
  }

  /// Why the figure cannot be drawn, as a sentence; nil if it can.
  ///
  /// Numbers of files and options may be beyond anything that an axis can show.
  package var fault: String? {
    for panel in rows.joined() {
      if let fault = panel?.fault { return fault }
    }
    return nil
  }

  /// A figure of one panel.
  package init(
    _ panel: Panel, width: Double = columnWidth, height: Double = 68, provenance: String,
    command: String = ""
  ) {
    self.init(
      rows: [[panel]], width: width, height: height, provenance: provenance, command: command)
  }
}
