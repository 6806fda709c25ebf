// SPDX-License-Identifier: GPL-3.0-or-later
// Words within a panel.

/// Words within a panel.
public struct Annotation: Hashable, Mark {
  /// Where words are.
  public enum Position: Hashable, Sendable {
    /// In units of the axes; the axes are extended to show it.
    case axes(x: Double, y: Double)
    /// In fractions of the panel, from its lower left corner.
    case panel(x: Double, y: Double)
  }

  /// Which part of the words is at the position.
  public enum Anchor: String, CaseIterable, Hashable, Sendable {
    /// The beginning.
    case left
    /// The middle.
    case center
    /// The end.
    case right
  }

  /// The words.
  public var words: FigureText
  /// Where they are.
  public var position: Position
  /// The color.
  public var color: FigureColor
  /// Which part of them is at the position.
  public var anchor: Anchor
  /// The size relative to other words in panels.
  public var scale: Double

  /// Black words that begin at the position, unless told otherwise.
  public init(
    _ words: FigureText, at position: Position, color: FigureColor = .black,
    anchor: Anchor = .left, scale: Double = 1
  ) {
    (self.words, self.position, self.color) = (words, position, color)
    (self.anchor, self.scale) = (anchor, scale)
  }

  /// The values that the axes must show.
  public var extent: (x: [Double], y: [Double]) {
    switch position {
    case .axes(let x, let y): ([x], [y])
    case .panel: ([], [])
    }
  }

  /// Gives the mark to the method of a writer that is for its type.
  public func written<Writer: MarkWriter>(by writer: Writer) -> Writer.Output { writer.write(self) }
}
