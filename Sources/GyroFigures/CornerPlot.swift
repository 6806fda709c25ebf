// SPDX-License-Identifier: GPL-3.0-or-later
// What a sampler drew, each parameter alone and against each other.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroPlotting
internal import Gyrochronology

/// Histograms on the diagonal, with quantiles; below it contours of each pair of parameters.
///
/// All panels of a column share their horizontal axis, all of a row but the histogram the vertical one.
struct CornerPlot {
  /// A parameter with its draws.
  struct Parameter {
    let name: FigureText
    let values: [Double]
    /// What the axes of this parameter show: all draws, with a margin.
    let range: ClosedRange<Double>

    /// A parameter; nil where it does not vary, so that there is nothing to draw.
    init?(_ name: FigureText, _ values: [Double]) {
      guard let minimum = values.min(), let maximum = values.max(), minimum < maximum else {
        return nil
      }
      let margin = 0.04 * (maximum - minimum)
      (self.name, self.values) = (name, values)
      range = (minimum - margin)...(maximum + margin)
    }

    /// The quantile at a probability; there is at least one draw.
    func quantile(_ probability: Double) -> Double {
      Statistics.quantile(probability, values) ?? values[0]
    }

    /// The median with the distances to the quantiles of 16 and 84 %, two digits of the smaller one.
    var words: String {
      let median = quantile(0.5)
      let (above, below) = (quantile(0.84) - median, median - quantile(0.16))
      let smaller = min(above, below)
      let places = smaller > 0 ? min(max(1 - Int(clamping: floor(log10(smaller))), 0), 9) : 3
      return String(printf: "%.\(places)f +%.\(places)f −%.\(places)f", median, above, below)
        .replacing("-", with: "−")
    }
  }

  /// The shares of the draws within the contours: one and two standard deviations of two normal numbers.
  static let contourShares = [1 - exp(-0.5), 1 - exp(-2.0)]
  /// The quantiles on the diagonal.
  static let quantiles = [0.16, 0.5, 0.84]
  /// Some hundreds of points show a shape as well as thousands, and take less ink.
  private static let pointCount = 800
  private static let binCount = 25

  private let parameters: [Parameter]
  private let note: [String]

  /// The parameters of a group that vary; nil where none does.
  init?(_ age: ClusterAge) {
    let candidates: [(FigureText, KeyPath<ClusterParameters, Double>)] = [
      ("log" + FigureText("").sub("10") + "(age / Myr)", \.log10AgeMyr),
      ("ΔE(BP−RP) (mag)", \.zeroPoint), ("Membership shift", \.membershipShift),
      ("Outlier fraction", \.outlierFraction), ("Age spread (dex)", \.ageSpread),
    ]
    parameters = candidates.compactMap { name, value in
      Parameter(name, age.draws.map { $0[keyPath: value] })
    }
    guard !parameters.isEmpty else { return nil }
    let percent = Self.contourShares.map { String(printf: "%.0f", 100 * $0) }
    note = [
      "The age here is without the calibration error"
        + (age.budget.calibration > 0
          ? String(printf: " of %.3f dex,", age.budget.calibration) : ","),
      "which the panel of the age above includes.",
      "Contours hold \(percent.joined(separator: " and ")) % of the draws;",
      "dashed and above: 16, 50 and 84 %.",
    ]
  }

  /// The panels, a row and a column for each parameter.
  var rows: [[Panel?]] {
    parameters.indices.map { row in
      parameters.indices.map { column in
        column < row ? pair(column, row) : column == row ? histogram(column) : nil
      }
    }
  }

  /// The horizontal axis of a column; the lowest panel has its numbers and its name.
  private func axis(_ column: Int, row: Int) -> Axis {
    let isLowest = row == parameters.count - 1
    return Axis(
      isLowest ? parameters[column].name : nil, range: parameters[column].range,
      showsNumbers: isLowest)
  }

  private func pair(_ column: Int, _ row: Int) -> Panel {
    let (x, y) = (parameters[column], parameters[row])
    let step = max(1, x.values.count / Self.pointCount)
    let shown = stride(from: 0, to: x.values.count, by: step)
    let density = PlaneDensity(x: x.values, y: y.values, xRange: x.range, yRange: y.range)
    return Panel(
      x: axis(column, row: row),
      y: Axis(column == 0 ? y.name : nil, range: y.range, showsNumbers: column == 0),
      layers: [
        Points(
          x: shown.map { x.values[$0] }, y: shown.map { y.values[$0] },
          color: FigureColor.sky.opacity(0.45), size: 1.5)
      ]
        + Self.contourShares.map { share in
          let contour = density.contour(holding: share)
          return Line(x: contour.x, y: contour.y, color: .blue, width: 0.9)
        })
  }

  private func histogram(_ column: Int) -> Panel {
    let parameter = parameters[column]
    let (minimum, maximum) = (parameter.values.min() ?? 0, parameter.values.max() ?? 1)
    let width = (maximum - minimum) / Double(Self.binCount)
    var counts = [Double](repeating: 0, count: Self.binCount)
    for value in parameter.values {
      // The largest draw belongs to the last bar.
      let part = min((value - minimum) / width, Double(Self.binCount) - 0.5)
      if let bin = ColorPeriodStars.bin(part, 0...Double(Self.binCount), Self.binCount) {
        counts[bin] += 1
      }
    }
    let bars = Bars(
      edges: (0...Self.binCount).map { minimum + width * Double($0) }, heights: counts, color: .sky)
    // Right of the first histogram there is space up to the end of the row.
    let words = column == 0 ? note : []
    return Panel(
      FigureText(parameter.words), x: axis(column, row: column),
      y: Axis(nil, range: 0...(1.08 * max(1, counts.max() ?? 1)), showsTicks: false),
      layers: [bars]
        + Self.quantiles.map { Rule(x: parameter.quantile($0), color: .black, dash: .shortDashed) }
        + words.enumerated().map {
          Annotation(
            FigureText($1), at: .panel(x: 1.15, y: 0.85 - 0.15 * Double($0)), color: .gray)
        })
  }
}
