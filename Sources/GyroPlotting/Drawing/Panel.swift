// SPDX-License-Identifier: GPL-3.0-or-later
// One pair of axes with what is drawn between them.

/// A panel of a figure.
public struct Panel: Hashable, Sendable {
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
  public var layers: [Layer]
  /// Where the legend stands.
  public var legend: Legend

  /// Puts a panel together.
  public init(
    _ title: FigureText? = nil, x: Axis, y: Axis, legend: Legend = .none, layers: [Layer]
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
    for case .map(let map) in layers { return map }
    return nil
  }

  /// The labels that the legend shows.
  var labels: [FigureText] { layers.compactMap(\.label) }
}

extension Layer {
  /// The values that the axes must hold.
  fileprivate var extent: (x: [Double], y: [Double]) {
    switch self {
    case .line(let x, let y, _, _, _, _): (x, y)
    case .band(let x, let lower, let upper, _, _): (x, lower + upper)
    case .points(let x, let y, let xErrors, let yErrors, _, _, _, _):
      (spread(x, xErrors), spread(y, yErrors))
    case .bars(let edges, let heights, _, _): (edges, heights + [0])
    case .map(let map):
      ([map.x.lowerBound, map.x.upperBound], [map.y.lowerBound, map.y.upperBound])
    case .verticalRule(let x, _, _, _): ([x], [])
    case .horizontalRule(let y, _, _, _): ([], [y])
    case .text(_, let x, let y, _, _, _): ([x], [y])
    case .note: ([], [])
    }
  }

  private func spread(_ values: [Double], _ errors: [Double]?) -> [Double] {
    guard let errors else { return values }
    return zip(values, errors).flatMap { [$0 - $1, $0 + $1] }
  }

  /// What the legend calls it.
  var label: FigureText? {
    switch self {
    case .line(_, _, _, _, _, let label), .band(_, _, _, _, let label),
      .points(_, _, _, _, _, _, _, let label), .bars(_, _, _, let label),
      .verticalRule(_, _, _, let label), .horizontalRule(_, _, _, let label):
      label
    case .map, .text, .note: nil
    }
  }
}
