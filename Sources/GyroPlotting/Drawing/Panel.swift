// SPDX-License-Identifier: GPL-3.0-or-later
// One pair of axes with what is drawn between them.

/// A panel of a figure.
public struct Panel: Sendable {
  /// Where the legend stands; it names the layers that have a label.
  public enum Legend: String, Hashable, Sendable {
    /// Nowhere.
    case none
    /// Inside, in a corner.
    case topLeft, topRight, bottomLeft, bottomRight
    /// Above the panel, in as many columns as fit.
    case above
  }

  /// What stands above it; nil for nothing.
  public var title: FigureText?
  /// The horizontal and the vertical axis.
  public var x, y: Axis
  /// What is drawn, from the back to the front; at most one map.
  public var layers: [any Mark]
  /// Where the legend stands.
  public var legend: Legend

  /// Puts a panel together.
  public init(
    _ title: FigureText? = nil, x: Axis, y: Axis, legend: Legend = .none, layers: [any Mark]
  ) {
    (self.title, self.x, self.y, self.legend, self.layers) = (title, x, y, legend, layers)
  }

  /// What the horizontal axis shows.
  var xRange: ClosedRange<Double> { x.range(of: layers.lazy.flatMap(\.extent.x)) }
  /// What the vertical axis shows.
  var yRange: ClosedRange<Double> { y.range(of: layers.lazy.flatMap(\.extent.y)) }

  /// Why the panel cannot be drawn, in words; nil if it can.
  var fault: String? {
    x.fault(of: layers.lazy.flatMap(\.extent.x)) ?? y.fault(of: layers.lazy.flatMap(\.extent.y))
      ?? map?.fault
  }

  /// The map, if there is one.
  var map: DensityMap? {
    layers.lazy.compactMap { $0 as? DensityMap }.first
  }

  /// The labels that the legend shows.
  var labels: [FigureText] { layers.compactMap(\.label) }
}
