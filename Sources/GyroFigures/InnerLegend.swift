// SPDX-License-Identifier: GPL-3.0-or-later
// The names of some marks inside a panel, in a corner where nothing is drawn.

internal import GyroPlatform
internal import GyroPlotting

/// A legend inside a panel with two logarithmic axes, for more names than fit above it.
struct InnerLegend {
  /// A rectangle in fractions of the panel, from its lower left corner.
  private struct Corner {
    let left: Double
    let bottom: Double
    let width: Double
    let height: Double

    /// Whether something at a position that reaches from one height to another is inside, or nearly.
    func holds(_ x: Double, from low: Double, to high: Double) -> Bool {
      let margin = 0.03
      return x > left - margin && x < left + width + margin && low < bottom + height + margin
        && high > bottom - margin
    }
  }

  /// The height of a row, and the width of the panel in mm, about.
  private static let row = 0.052, panelWidth = 70.0
  private static let symbol = 0.02...0.1, textStart = 0.12

  /// The layers with the names where they are now.
  let layers: [any Mark]
  /// The range of the vertical axis, which is longer than before where no corner was free.
  let y: ClosedRange<Double>

  /// Moves the names of lines and points from the legend above into the panel.
  ///
  /// - Parameters:
  ///   - layers: All that is drawn, without what fills the whole panel.
  ///   - named: The marks among them, lines or points, whose names are moved.
  ///   - x: The range of the horizontal axis.
  ///   - y: The range of the vertical axis.
  init(
    _ layers: [any Mark], of named: [any Mark], x: ClosedRange<Double>, y: ClosedRange<Double>
  ) {
    let labels = named.compactMap(\.label)
    guard !labels.isEmpty, labels.count == named.count else {
      (self.layers, self.y) = (layers, y)
      return
    }
    let width =
      Self.textStart + 0.02
      + (labels.map(FigureLegend.width(of:)).max() ?? 0) / Self.panelWidth
    let height = Self.row * Double(labels.count)
    let corners = [
      Corner(left: max(0, 0.98 - width), bottom: 0.03, width: width, height: height),
      Corner(left: 0.02, bottom: 0.97 - height, width: width, height: height),
      Corner(left: 0.02, bottom: 0.03, width: width, height: height),
      Corner(left: max(0, 0.98 - width), bottom: 0.97 - height, width: width, height: height),
    ]
    let drawn = layers.flatMap { Self.parts(of: $0, x, y) }
    let free = corners.first { corner in
      !drawn.contains { corner.holds($0.x, from: $0.low, to: $0.high) }
    }
    // Below everything else there is always space.
    let share = height + 0.06
    self.y =
      free == nil
      ? Self.value(-share / (1 - share), y)...y.upperBound : y
    let corner = free ?? corners[0]
    let range = self.y
    self.layers =
      layers.map { mark in
        labels.contains { $0 == mark.label } ? Self.unnamed(mark) : mark
      }
      + named.enumerated().flatMap { index, mark -> [any Mark] in
        let place = corner.bottom + corner.height - Self.row * (Double(index) + 0.5)
        return [
          Self.sample(of: mark, from: corner.left, at: place, x, range),
          Annotation(labels[index], at: .panel(x: corner.left + Self.textStart, y: place)),
        ]
      }
  }

  // MARK: Parts

  private static func position(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    log10(value / range.lowerBound) / log10(range.upperBound / range.lowerBound)
  }

  private static func value(_ position: Double, _ range: ClosedRange<Double>) -> Double {
    range.lowerBound * pow(range.upperBound / range.lowerBound, position)
  }

  /// What a mark covers, as vertical pieces close to each other, in fractions of the panel.
  private static func parts(
    of mark: any Mark, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>
  ) -> [(x: Double, low: Double, high: Double)] {
    let (xs, lower, upper): ([Double], [Double], [Double]) =
      switch mark {
      case let band as Band: (band.x, band.lower, band.upper)
      case let line as Line: (line.x, line.y, line.y)
      default: (mark.extent.x, mark.extent.y, mark.extent.y)
      }
    let known = zip(xs, zip(lower, upper)).map {
      (x: position($0, x), low: position($1.0, y), high: position($1.1, y))
    }.filter { $0.low.isFinite && $0.high.isFinite }
    guard mark is Band || mark is Line else { return known }
    let count = 24
    return zip(known, known.dropFirst()).flatMap { first, second in
      (0...count).map { step in
        let share = Double(step) / Double(count)
        func between(_ a: Double, _ b: Double) -> Double { a + share * (b - a) }
        return (
          between(first.x, second.x), between(first.low, second.low),
          between(first.high, second.high)
        )
      }
    }
  }

  private static func unnamed(_ mark: any Mark) -> any Mark {
    switch mark {
    case var line as Line:
      line.label = nil
      return line
    case var points as Points:
      points.label = nil
      return points
    default: return mark
    }
  }

  /// A short piece of a line, or one point, before the name of either.
  private static func sample(
    of mark: any Mark, from left: Double, at height: Double, _ x: ClosedRange<Double>,
    _ y: ClosedRange<Double>
  ) -> any Mark {
    func place(_ position: Double) -> Double { value(left + position, x) }
    let height = value(height, y)
    if let line = mark as? Line {
      return Line(
        x: [place(symbol.lowerBound), place(symbol.upperBound)], y: [height, height],
        color: line.color, width: line.width, dash: line.dash)
    }
    guard var points = mark as? Points else { return mark }
    (points.x, points.y, points.label) = (
      [place((symbol.lowerBound + symbol.upperBound) / 2)], [height], nil
    )
    return points
  }
}
