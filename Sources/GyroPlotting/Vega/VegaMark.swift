// SPDX-License-Identifier: GPL-3.0-or-later
// Marks of Vega-Lite that look the same in a panel and in its legend.

/// Marks that look the same in a panel and in its legend.
enum VegaMark {
  /// A line in the order of its data, not of their positions.
  static func line(_ width: Double, _ dash: LineDash, _ color: FigureColor) -> JSONValue {
    .object([
      "type": .text("line"), "clip": .flag(true), "strokeWidth": .number(1.5 * width),
      "strokeDash": pattern(dash), "opacity": .number(color.opacity), "order": .flag(false),
    ])
  }

  static func pattern(_ dash: LineDash) -> JSONValue {
    .array(dash.pattern.map { .number(0.75 * $0) })
  }

  static func point(_ marker: Marker, _ size: Double, _ color: FigureColor) -> JSONValue {
    .object([
      "type": .text("point"), "shape": .text(marker.vega), "clip": .flag(true),
      "filled": .flag(marker.isFilled), "size": .number(size * size * 1.5),
      "opacity": .number(color.opacity),
    ])
  }
}

extension FigureColor {
  /// As a style sheet wants it.
  var css: String { "#" + hexadecimal }
}

extension Marker {
  fileprivate var vega: String {
    switch self {
    case .disk, .circle: "circle"
    case .square: "square"
    case .triangle: "triangle-up"
    case .diamond: "diamond"
    case .cross: "cross"
    case .sun: Self.ringAroundDot
    }
  }
  /// Two circles as a path, in a square from -1 to 1.
  private static let ringAroundDot =
    "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0ZM-0.2,0A0.2,0.2,0,1,1,0.2,0A0.2,0.2,0,1,1,-0.2,0Z"
  fileprivate var isFilled: Bool { self != .circle && self != .sun }
}
