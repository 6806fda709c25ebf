// SPDX-License-Identifier: GPL-3.0-or-later
// A picture as a value: what it shows, before anything draws it.

/// A figure: rows of panels, with what it rests on.
///
/// It knows neither files nor programs. ``GnuplotScript`` and ``VegaLite`` turn it into text.
public struct Figure: Sendable {
  /// The width of one column of a journal, mm.
  public static let columnWidth = 85.0
  /// The width of a page of a journal, mm.
  public static let pageWidth = 180.0

  /// What stands above all panels; nil for nothing.
  public var title: FigureText?
  /// Panels in rows from the top, all with as many places; nil leaves a place empty.
  public var rows: [[Panel?]]
  /// Relative heights of the rows and widths of the columns; nil for equal ones.
  public var rowWeights, columnWeights: [Double]?
  /// Width and height, mm.
  public var width, height: Double
  /// Pixels to the inch where it is made of pixels.
  public var resolution = 300.0
  /// What it rests on, in small print below: program, model, assumptions.
  public var provenance: String
  /// The command line that makes it again; it stands in the script and not in the picture.
  public var command: String

  /// Puts panels in a grid.
  ///
  /// - Precondition: There is a panel, and all rows have as many places.
  public init(
    title: FigureText? = nil, rows: [[Panel?]], rowWeights: [Double]? = nil,
    columnWeights: [Double]? = nil, width: Double = columnWidth, height: Double = 68,
    provenance: String, command: String = ""
  ) {
    precondition(
      rows.first?.isEmpty == false && rows.allSatisfy { $0.count == rows[0].count },
      "rows of \(rows.map(\.count)) panels")
    precondition(
      (rowWeights ?? []).isEmpty || rowWeights?.count == rows.count, "weights of other rows")
    precondition(
      (columnWeights ?? []).isEmpty || columnWeights?.count == rows[0].count,
      "weights of other columns")
    (self.title, self.rows) = (title, rows)
    (self.rowWeights, self.columnWeights) = (rowWeights, columnWeights)
    (self.width, self.height) = (width, height)
    (self.provenance, self.command) = (provenance, command)
  }

  /// Why the figure cannot be drawn, in words; nil if it can.
  ///
  /// Numbers of files and options may be beyond anything that an axis can show.
  public var fault: String? {
    for panel in rows.joined() {
      if let fault = panel?.fault { return fault }
    }
    return nil
  }

  /// A figure of one panel.
  public init(
    _ panel: Panel, width: Double = columnWidth, height: Double = 68, provenance: String,
    command: String = ""
  ) {
    self.init(
      rows: [[panel]], width: width, height: height, provenance: provenance, command: command)
  }
}
