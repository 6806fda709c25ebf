// SPDX-License-Identifier: GPL-3.0-or-later
// Colors that are distinguishable with every kind of color vision, and scales of monotonic lightness.

internal import GyroNumerics

/// A color with an opacity.
///
/// > Source: the named ones are those of Okabe & Ito (2008), *Color universal design*.
package struct FigureColor: Hashable, Sendable {
  /// Red, green and blue as six hexadecimal digits.
  package let hexadecimal: String
  /// 0 is invisible, 1 hides what is below.
  package var opacity: Double

  private init(_ hexadecimal: String) { (self.hexadecimal, opacity) = (hexadecimal, 1) }

  /// Black.
  package static let black = FigureColor("000000")
  /// Nearly white, for dark backgrounds.
  static let white = FigureColor("e8e8e8")
  /// What gray becomes there.
  static let lightGray = FigureColor("b0b0b0")
  /// For what serves only as a background, and for small print.
  package static let gray = FigureColor("6e6e6e")
  /// Blue.
  package static let blue = FigureColor("0072b2")
  /// Red-orange.
  package static let vermilion = FigureColor("d55e00")
  /// Bluish green.
  package static let green = FigureColor("009e73")
  /// Reddish purple.
  package static let purple = FigureColor("cc79a7")
  /// Orange.
  package static let orange = FigureColor("e69f00")
  /// Sky blue.
  package static let sky = FigureColor("56b4e9")

  /// The colors of series, in the order of use.
  package static let series: [FigureColor] = [.blue, .vermilion, .green, .purple, .orange, .sky]

  /// The color of a series by its number, from 0; they repeat after the last.
  package static func series(_ index: Int) -> FigureColor { series[index % series.count] }

  /// The same color, fainter.
  package func opacity(_ opacity: Double) -> FigureColor {
    var copy = self
    copy.opacity = min(max(opacity, 0), 1)
    return copy
  }

  /// As gnuplot writes it: transparency, red, green, blue.
  var gnuplot: String {
    let transparency = Int(clamping: ((1 - opacity) * 255).rounded())
    let digits = String(transparency, radix: 16)
    return "rgb '#\(digits.count < 2 ? "0" : "")\(digits)\(hexadecimal)'"
  }
}

/// Colors of a map, from low to high values.
package enum ColorScale: String, Hashable, Sendable {
  /// White to dark blue, on which colored lines can be seen.
  case blues
  /// Dark blue to yellow, for maps without other colors (Nuñez et al. 2018).
  case cividis

  /// The colors at equal steps from low to high, six hexadecimal digits each.
  package var steps: [String] {
    switch self {
    case .blues:
      [
        "ffffff", "e3eef9", "cfe1f2", "b5d4e9", "93c3df", "6daed5", "4b97c9", "2f7ebc", "1864aa",
        "08306b",
      ]
    case .cividis:
      [
        "00224e", "123570", "3b496c", "575d6d", "707173", "8a8678", "a59c74", "c3b369", "e1cc55",
        "fee838",
      ]
    }
  }
}
