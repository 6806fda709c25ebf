// SPDX-License-Identifier: GPL-3.0-or-later
// Text within a panel.

/// Text within a panel.
package struct Annotation: Hashable, Mark {
  /// Where text is.
  package enum Position: Hashable, Sendable {
    /// In units of the axes; the axes are extended to show it.
    case axes(x: Double, y: Double)
    /// In fractions of the panel, from its lower left corner.
    case panel(x: Double, y: Double)
  }

  /// Which part of the text is at the position.
  package enum Anchor: String, CaseIterable, Hashable, Sendable {
    /// The beginning.
    case left
    /// The middle.
    case center
    /// The end.
    case right
  }

  /// The text.
  package var text: FigureText
  /// Where it is.
  package var position: Position
  /// The color.
  package var color: FigureColor
  /// Which part of it is at the position.
  package var anchor: Anchor
  /// The size relative to other text in panels.
  package var scale: Double

  /// Black text that begins at the position, by default.
  package init(
    _ text: FigureText, at position: Position, color: FigureColor = .black,
    anchor: Anchor = .left, scale: Double = 1
  ) {
    (self.text, self.position, self.color) = (text, position, color)
    (self.anchor, self.scale) = (anchor, scale)
  }

  /// The values that the axes must show.
  package var extent: (x: [Double], y: [Double]) {
    switch position {
    case .axes(let x, let y): ([x], [y])
    case .panel: ([], [])
    }
  }

  /// Gives the mark to the method of a writer that is for its type.
  package func written<Writer: MarkWriter>(by writer: Writer) -> Writer.Output {
    writer.write(self)
  }
}
