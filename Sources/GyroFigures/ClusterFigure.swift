// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a group as a picture: posterior, stars against the model, and what is tied to the age.

internal import Foundation
internal import GyroModel
package import GyroPlotting
internal import GyroQuantities
package import Gyrochronology

extension Figure {
  /// The density of a group's age, its stars over the model at that age, whether the model expects such
  /// periods, and a corner plot of the nuisances.
  ///
  /// - Parameters:
  ///   - cluster: The answer; nil where it has no age.
  ///   - headline: The age as text.
  ///   - forward: The model, asked for periods at the group's age.
  ///   - provenance: What it rests on.
  ///   - command: What draws it.
  /// - Returns: The figure, as wide as a page; without a corner plot where the nuisances were fixed.
  package static func cluster(
    _ cluster: ClusterEstimate, headline: String, forward: ForwardModel, provenance: String,
    command: String
  ) -> Figure? {
    guard let age = cluster.age else { return nil }
    let flags = cluster.flags.map { $0.rawValue.replacing("_", with: " ") }
    var rows: [[Panel?]] = [
      [agePanel(age), starsPanel(cluster, age, forward), transformPanel(age, flags: flags)]
    ]
    if age.diagnostics.method == .nuts { rows += cornerPanels(age) }
    return Figure(
      title: FigureText("\(cluster.name): age \(headline.replacing(" -", with: " −"))"), rows: rows,
      rowWeights: rows.count > 1 ? [1.25, 1, 1] : nil, width: pageWidth,
      height: rows.count > 1 ? 175 : 75, provenance: provenance, command: command)
  }

  private static func agePanel(_ age: ClusterAge) -> Panel {
    let summary = age.summary
    let margin = 0.25 * (summary.q975 - summary.q025) + 1e-3
    let curve = SmoothDensity(age.density)
    let (first, last) = (summary.q025 - margin, summary.q975 + margin)
    func area(_ lower: Double, _ upper: Double, _ opacity: Double, _ label: FigureText?) -> Band {
      let part = curve.points(from: lower, to: upper)
      return Band(
        x: part.map { pow(10, $0.log10AgeMyr) }, lower: part.map { _ in 0 },
        upper: part.map(\.value), color: FigureColor.blue.opacity(opacity), label: label)
    }
    let shown = curve.points(from: first, to: last)
    return Panel(
      x: .log(.ageMyr), y: Axis("Density per dex"), legend: .above,
      layers: [
        area(summary.q16, summary.q84, 0.65, "68 %"),
        area(summary.q025, summary.q16, 0.3, "95 %"),
        area(summary.q84, summary.q975, 0.3, nil),
        Line(
          x: shown.map { pow(10, $0.log10AgeMyr) }, y: shown.map(\.value), color: .blue, width: 1.2),
        Rule(
          x: pow(10, summary.q50), color: .black, dash: .dashed, label: "median"),
      ])
  }

  /// Stars by their chance to be outliers, over what the model says of members of the median age.
  private static func starsPanel(
    _ cluster: ClusterEstimate, _ age: ClusterAge, _ forward: ForwardModel
  ) -> Panel {
    let colors = cluster.stars.map(\.covariates.bpRp0.value)
    let shown = AxisRange((colors.min() ?? 0.5) - 0.1, (colors.max() ?? 3) + 0.1)
      .shown(on: .linear)
    return Panel(
      x: Axis(.bpRp0 + " (mag)", range: shown), y: .log(.periodDays), legend: .above,
      layers: starLayers(cluster, age, forward, colors: shown))
  }

  /// The model between two colors at the median age of a group, and the stars of the group over it.
  static func starLayers(
    _ cluster: ClusterEstimate, _ age: ClusterAge, _ forward: ForwardModel,
    colors: ClosedRange<Double>, scale: Double = 1
  ) -> [any Mark] {
    let width = colors.upperBound - colors.lowerBound
    let track = (0...60).map { colors.lowerBound + width * Double($0) / 60 }
    let lines = forward.gyrochrone(
      ageMyr: pow(10, age.summary.q50), bpRp0: track, quantiles: [0.05, 0.5, 0.95]
    ).map { line in line.points.map { pow(10, $0.log10PeriodDays) } }
    var layers: [any Mark] = [
      Band(
        x: track, lower: lines[0], upper: lines[2], color: FigureColor.sky.opacity(0.4),
        label: "model, 90 %")
    ]
    func median(_ color: FigureColor) -> Line {
      Line(x: track, y: lines[1], color: color, width: 1.2 * scale)
    }
    guard cluster.stars.count <= ColorPeriodStars.maximumPointCount else {
      var many = ColorPeriodStars()
      for star in cluster.stars {
        many.add(bpRp0: star.covariates.bpRp0.value, periodDays: star.periodDays.value)
      }
      // Another color than that of their density.
      return layers + [many.layer(color: .black, label: nil), median(.vermilion)]
    }
    layers.append(median(.blue))
    let chances = cluster.members.filter { $0.reason == nil }.map { $0.outlierProbability ?? 0 }
    func add(_ color: FigureColor, _ label: FigureText, _ isShown: (Double) -> Bool) {
      let stars = zip(cluster.stars, chances).filter { isShown($0.1) }.map(\.0)
      guard !stars.isEmpty else { return }
      layers.append(
        Points(
          x: stars.map(\.covariates.bpRp0.value), y: stars.map(\.periodDays.value), color: color,
          size: scale * (cluster.stars.count > 300 ? 1.5 : 2.5), label: label))
    }
    add(.black, "stars") { $0 < 0.5 }
    add(.vermilion, "likely outliers") { $0 >= 0.5 }
    return layers
  }

  private static func transformPanel(_ age: ClusterAge, flags: [String]) -> Panel {
    let edges = (0...10).map { Double($0) / 10 }
    let values = age.predictive.probabilitiesBelow
    var shares = [Double](repeating: 0, count: 10)
    for value in values {
      guard let bin = ColorPeriodStars.bin(min(value, 0.999), 0...1, 10) else { continue }
      shares[bin] += 1 / Double(values.count)
    }
    let probability = age.predictive.distributionProbability
    let predictive = FigureText(
      probability < ClusterFlag.minimumPredictiveProbability
        ? "predictive p below \(ClusterFlag.minimumPredictiveProbability)"
        : String(format: "predictive p %.3f", probability))
    let headroom = 1.3 + 0.12 * Double(flags.count)
    return Panel(
      x: Axis("Probability of a shorter period", range: 0...1),
      y: Axis("Share of stars", range: AxisRange(0, headroom * max(0.15, shares.max() ?? 0))),
      legend: .above,
      layers: [
        Bars(edges: edges, heights: shares, color: .sky, label: "stars"),
        Rule(y: 0.1, color: .black, dash: .dashed, label: "expected"),
        Annotation(predictive, at: .panel(x: 0.5, y: 0.93), anchor: .center),
      ]
        + flags.enumerated().map {
          Annotation(
            FigureText($1), at: .panel(x: 0.5, y: 0.86 - 0.07 * Double($0)), color: .vermilion,
            anchor: .center,
            scale: 0.9)
        })
  }

  /// Age, zero point of the extinction and outlier fraction, each against each.
  private static func cornerPanels(_ age: ClusterAge) -> [[Panel?]] {
    // Some hundreds of points show a shape as well as thousands, and take less ink.
    let step = max(1, age.draws.count / 800)
    let draws = stride(from: 0, to: age.draws.count, by: step).map { age.draws[$0] }
    let columns: [(label: FigureText, values: [Double])] = [
      ("log" + FigureText("").sub("10") + "(age / Myr)", draws.map(\.log10AgeMyr)),
      (FigureText("Δ") + "E(BP−RP) (mag)", draws.map(\.zeroPoint)),
      ("Outlier fraction", draws.map(\.outlierFraction)),
    ]
    func against(_ column: Int, _ row: Int) -> Panel {
      Panel(
        x: Axis(columns[column].label), y: Axis(columns[row].label),
        layers: [
          Points(
            x: columns[column].values, y: columns[row].values,
            color: FigureColor.blue.opacity(0.3), size: 1.5)
        ])
    }
    func histogram(_ column: Int) -> Panel {
      let values = columns[column].values
      let (minimum, maximum) = (values.min() ?? 0, values.max() ?? 1)
      let width = max(maximum - minimum, 1e-9) / 25
      var counts = [Double](repeating: 0, count: 25)
      for value in values {
        // The largest draw belongs to the last bar.
        let part = min((value - minimum) / width, 24.5)
        if let bin = ColorPeriodStars.bin(part, 0...25, 25) { counts[bin] += 1 }
      }
      return Panel(
        x: Axis(columns[column].label), y: Axis("Draws"),
        layers: [
          Bars(edges: (0...25).map { minimum + width * Double($0) }, heights: counts, color: .sky)
        ])
    }
    return [[against(0, 1), histogram(1), nil], [against(0, 2), against(1, 2), histogram(2)]]
  }
}
