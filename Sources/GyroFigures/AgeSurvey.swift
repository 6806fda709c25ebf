// SPDX-License-Identifier: GPL-3.0-or-later
// The ages of a table of any size as a picture, in constant memory.

internal import Foundation
internal import GyroModel
public import Gyrochronology

/// What a picture needs of the ages of a survey, collected star by star.
///
/// Few stars are drawn as points, many as the density of points.
public struct AgeSurvey: Sendable {
  /// The largest number of stars that are drawn as points.
  public static let mostPoints = 2000
  /// The half width of the 68 % interval up to which an age counts as well determined, dex.
  public static let smallHalfWidth = 0.2

  private static let colors = -0.2...4.2
  private static let log10Periods = -1.75...2.5
  private static let columnCount = 110
  private static let rowCount = 85
  private static let ageBinCount = 42

  private var points: (colors: [Double], periods: [Double]) = ([], [])
  private var cells = [Double](repeating: 0, count: columnCount * rowCount)
  private var ages = [Double](repeating: 0, count: ageBinCount)
  private var goodAges = [Double](repeating: 0, count: ageBinCount)
  private var starCount = 0, ageCount = 0, flaggedCount = 0

  /// An empty survey.
  public init() {}

  /// Takes note of a star.
  public mutating func add(_ estimate: AgeEstimate) {
    starCount += 1
    guard case .age(let age) = estimate else { return }
    ageCount += 1
    if !age.flags.isEmpty { flaggedCount += 1 }
    let (color, log10Period) = (age.star.bpRp0, age.star.log10PeriodDays)
    if ageCount <= Self.mostPoints {
      points.colors.append(color)
      points.periods.append(pow(10, log10Period))
    }
    if let column = Self.bin(color, Self.colors, Self.columnCount),
      let row = Self.bin(log10Period, Self.log10Periods, Self.rowCount)
    {
      cells[row * Self.columnCount + column] += 1
    }
    if let bin = Self.bin(age.summary.q50, 0...4.2, Self.ageBinCount) {
      ages[bin] += 1
      if age.summary.q84 - age.summary.q16 < 2 * Self.smallHalfWidth { goodAges[bin] += 1 }
    }
  }

  private static func bin(_ value: Double, _ range: ClosedRange<Double>, _ count: Int) -> Int? {
    let part = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return part >= 0 && part < 1 ? Int(part * Double(count)) : nil
  }

  /// The survey as a picture.
  public func figure(_ manifest: RunManifest) -> Figure {
    let edges = (0...Self.ageBinCount).map { pow(10, 4.2 * Double($0) / Double(Self.ageBinCount)) }
    let filled = ages.indices.filter { ages[$0] > 0 }
    let shown = (filled.first ?? 0)...(filled.last ?? Self.ageBinCount - 1)
    let histogram = Panel(
      x: .log("Median age (Myr)", range: edges[shown.lowerBound]...edges[shown.upperBound + 1]),
      y: Axis("Stars", range: 0...(1.1 * max(1, ages.max() ?? 1))), legend: .above,
      layers: [
        .bars(
          edges: Array(edges[shown.lowerBound...(shown.upperBound + 1)]),
          heights: Array(ages[shown]), color: .sky, label: "all"),
        .bars(
          edges: Array(edges[shown.lowerBound...(shown.upperBound + 1)]),
          heights: Array(goodAges[shown]), color: .blue,
          label: FigureText("68 % interval within ±\(Self.smallHalfWidth) dex")),
      ])
    return Figure(
      title: FigureText(
        "\(starCount) stars, \(ageCount) with an age, \(flaggedCount) of them flagged"),
      rows: [[diagram, histogram]], width: Figure.pageWidth, height: 82,
      provenance: manifest.summary, command: manifest.commandLine)
  }

  private var diagram: Panel {
    let layers: [Layer]
    if ageCount <= Self.mostPoints {
      layers = [
        .points(x: points.colors, y: points.periods, color: .blue, size: ageCount < 200 ? 4 : 2)
      ]
    } else {
      layers = [
        .map(
          DensityMap(
            x: Self.colors,
            y: pow(10, Self.log10Periods.lowerBound)...pow(10, Self.log10Periods.upperBound),
            columnCount: Self.columnCount, values: cells,
            // A cell with one star is not white.
            range: 0.5...max(2, cells.max() ?? 2), isLogarithmic: true,
            label: "Stars in a cell"))
      ]
    }
    return Panel(
      x: Axis(.bpRp0 + " (mag)", range: colorRange), y: .log(.periodDays, range: periodRange),
      layers: layers)
  }

  /// What the diagram shows: where stars are, and never less than the plane's usual part.
  private var colorRange: ClosedRange<Double> { occupied(Self.colors, byRow: false, 0.4...3.2) }
  private var periodRange: ClosedRange<Double> {
    let range = occupied(Self.log10Periods, byRow: true, -1...2)
    return pow(10, range.lowerBound)...pow(10, range.upperBound)
  }

  private func occupied(
    _ range: ClosedRange<Double>, byRow: Bool, _ usual: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    let bins = cells.indices.filter { cells[$0] > 0 }.map {
      byRow ? $0 / Self.columnCount : $0 % Self.columnCount
    }
    guard let least = bins.min(), let most = bins.max() else { return usual }
    let step =
      (range.upperBound - range.lowerBound) / Double(byRow ? Self.rowCount : Self.columnCount)
    return min(
      usual.lowerBound, range.lowerBound + step * Double(least))...max(
        usual.upperBound, range.lowerBound + step * Double(most + 1))
  }
}
