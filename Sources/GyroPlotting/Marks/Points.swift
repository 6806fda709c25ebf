// SPDX-License-Identifier: GPL-3.0-or-later
// Points with their errors, and the shapes of points.

/// Points, with 1 σ errors where they are known.
package struct Points: Hashable, Mark {
  /// The points, in units of the axes.
  package var x, y: [Double]
  /// Errors of one σ, one per point, in units of the axes; nil for none.
  package var xErrors, yErrors: [Double]?
  /// The color of the points and of their error bars.
  package var color: FigureColor
  /// The shape.
  package var marker: Marker
  /// The size in typographic points.
  package var size: Double
  /// The name in the legend.
  package var label: FigureText?

  /// Disks of three typographic points without errors, by default.
  package init(
    x: [Double], y: [Double], xErrors: [Double]? = nil, yErrors: [Double]? = nil,
    color: FigureColor, marker: Marker = .disk, size: Double = 3, label: FigureText? = nil
  ) {
    (self.x, self.y, self.xErrors, self.yErrors) = (x, y, xErrors, yErrors)
    (self.color, self.marker, self.size, self.label) = (color, marker, size, label)
  }

  /// The values that the axes must show.
  package var extent: (x: [Double], y: [Double]) {
    (Self.spread(x, xErrors), Self.spread(y, yErrors))
  }

  private static func spread(_ values: [Double], _ errors: [Double]?) -> [Double] {
    guard let errors else { return values }
    return zip(values, errors).flatMap { [$0 - $1, $0 + $1] }
  }

  /// Gives the mark to the method of a writer that is for its type.
  package func written<Writer: MarkWriter>(by writer: Writer) -> Writer.Output {
    writer.write(self)
  }
}

/// The shape of a point.
package enum Marker: String, CaseIterable, Hashable, Sendable {
  /// A disk.
  case disk
  /// A ring.
  case circle
  /// A filled square.
  case square
  /// A filled triangle.
  case triangle
  /// A filled diamond.
  case diamond
  /// A cross of two lines.
  case cross
  /// The symbol of the Sun: a ring around a dot.
  case sun
}
