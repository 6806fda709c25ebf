// SPDX-License-Identifier: GPL-3.0-or-later
// A figure as wide as one or two columns of a journal.

/// How many columns of a journal a figure is wide.
package enum FigureWidth: String, CaseIterable, Sendable {
  /// One column, 85 mm.
  case one
  /// Both columns, 180 mm.
  case two
}

extension Figure {
  /// Panels one below the other in one column have this part of the height that they have side by side.
  private static let stackedHeight = 0.85
  /// A figure of one column that is drawn in two grows as much in height.
  private static let wideHeight = 1.25

  /// The same figure in another width, with text as large as before.
  ///
  /// - Parameter columns: How many columns of a journal it is wide.
  /// - Returns: The figure, whose panels are one below the other in one column; nil where it has several rows of
  ///   panels side by side, which would be too small.
  package func fitted(to columns: FigureWidth) -> Figure? {
    let target = columns == .one ? Self.columnWidth : Self.pageWidth
    guard target != width else { return self }
    var copy = self
    copy.width = target
    guard columns == .one else {
      copy.height *= Self.wideHeight
      return copy
    }
    guard rows.contains(where: { $0.count > 1 }) else { return copy }
    guard rows.count == 1 else { return nil }
    copy.rows = rows[0].filter { $0 != nil }.map { [$0] }
    (copy.rowWeights, copy.columnWeights) = (nil, nil)
    copy.height *= Self.stackedHeight * Double(copy.rows.count)
    return copy
  }
}
