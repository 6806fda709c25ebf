// SPDX-License-Identifier: GPL-3.0-or-later
// A figure for paper, for a dark background, or for a background of any color.

/// What a figure is drawn on.
package enum FigureStyle: String, CaseIterable, Sendable {
  /// Black on white.
  case light
  /// White on nearly black.
  case dark
  /// Black on whatever is below the picture.
  case transparent

  /// The color below everything, six hexadecimal digits; nil for none.
  var background: String? {
    switch self {
    case .light: "ffffff"
    case .dark: "1a1a1a"
    case .transparent: nil
    }
  }

  /// The color of frames and text.
  var ink: FigureColor { color(.black) }

  /// What becomes of a color that was chosen for a white background.
  func color(_ color: FigureColor) -> FigureColor {
    guard self == .dark else { return color }
    let lighter: [FigureColor: FigureColor] = [
      .black: .white, .gray: .lightGray, .blue: .sky,
    ]
    return (lighter[color.opacity(1)] ?? color).opacity(color.opacity)
  }
}

/// A mark of one color.
protocol ColoredMark: Mark {
  var color: FigureColor { get set }
}

extension Line: ColoredMark {}
extension Band: ColoredMark {}
extension Points: ColoredMark {}
extension Bars: ColoredMark {}
extension Rule: ColoredMark {}
extension Annotation: ColoredMark {}

extension Figure {
  /// The same figure for another background.
  package func styled(_ style: FigureStyle) -> Figure {
    var copy = self
    copy.style = style
    copy.rows = rows.map { row in
      row.map { panel in
        guard var panel else { return nil }
        panel.layers = panel.layers.map { mark in
          if var map = mark as? DensityMap {
            map.isReversed = style == .dark && map.scale == .blues
            return map
          }
          guard var colored = mark as? any ColoredMark else { return mark }
          colored.color = style.color(colored.color)
          return colored
        }
        return panel
      }
    }
    return copy
  }
}
