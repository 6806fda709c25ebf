// SPDX-License-Identifier: GPL-3.0-or-later
// One pair of axes with what is drawn between them.

/// A panel of a figure.
package struct Panel: Sendable {
  /// Where the legend is; it names the marks that have a label.
  package enum Legend: String, Hashable, Sendable {
    /// There is none.
    case none
    /// Above the panel, in one row if it fits.
    case above
  }

  /// The title above it; nil for none.
  package var title: FigureText?
  /// The horizontal and the vertical axis.
  package var x, y: Axis
  /// The marks, from the back to the front; at most one map.
  package var layers: [any Mark]
  /// Where the legend is.
  package var legend: Legend
  /// Whether it is as high as wide, for two axes of one quantity.
  package var isSquare = false

  /// A panel without a legend, by default.
  package init(
    _ title: FigureText? = nil, x: Axis, y: Axis, legend: Legend = .none, layers: [any Mark]
  ) {
    (self.title, self.x, self.y, self.legend, self.layers) = (title, x, y, legend, layers)
  }

  /// The range of the horizontal axis.
  var xRange: ClosedRange<Double> { x.range(of: layers.lazy.flatMap(\.extent.x)) }
  /// The range of the vertical axis.
  var yRange: ClosedRange<Double> { y.range(of: layers.lazy.flatMap(\.extent.y)) }

  /// Why the panel cannot be drawn, as a sentence; nil if it can.
  var fault: String? {
    x.fault(of: layers.lazy.flatMap(\.extent.x)) ?? y.fault(of: layers.lazy.flatMap(\.extent.y))
      ?? map?.fault
  }

  /// The map, if there is one.
  var map: DensityMap? {
    layers.lazy.compactMap { $0 as? DensityMap }.first
  }
}
