// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a group as a picture: posterior, stars against the model, and a corner plot.

internal import GyroModel
internal import GyroPlatform
package import GyroPlotting
internal import GyroQuantities
package import Gyrochronology

extension Figure {
  /// The density of a group's age, its stars over the model at that age, whether the model expects such
  /// periods, and a corner plot of what was sampled.
  ///
  /// - Parameters:
  ///   - cluster: The answer; nil where it has no age.
  ///   - headline: The age as text.
  ///   - forward: The model, asked for periods at the group's age.
  ///   - provenance: What it rests on.
  ///   - command: What draws it.
  /// - Returns: The figure, as wide as a page; without a corner plot where nothing was sampled.
  package static func cluster(
    _ cluster: ClusterEstimate, headline: String, forward: ForwardModel, provenance: String,
    command: String
  ) -> Figure? {
    guard let age = cluster.age else { return nil }
    let flags = cluster.flags.map { $0.rawValue.replacing("_", with: " ") }
    var rows: [[Panel?]] = [
      [agePanel(age), starsPanel(cluster, age, forward), transformPanel(age, flags: flags)]
    ]
    let corner = age.diagnostics.method == .nuts ? CornerPlot(age)?.rows ?? [] : []
    rows += corner
    return Figure(
      title: FigureText("\(cluster.name): age \(headline.replacing(" -", with: " −"))"), rows: rows,
      rowWeights: [1.7] + corner.map { _ in 1 }, width: pageWidth,
      height: 75 + 33 * Double(corner.count), provenance: provenance, command: command)
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
      x: .log(
        FigureText.ageMyr
          + (age.includesCalibration ? ", calibration error included" : ", statistical error only")),
      y: Axis(.agePerDex), legend: .above,
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
      layers: starLayers(cluster, age, forward, colors: shown, bandLabel: "90 %"))
  }

  /// The model between two colors at the median age of a group, and the stars of the group over it.
  static func starLayers(
    _ cluster: ClusterEstimate, _ age: ClusterAge, _ forward: ForwardModel,
    colors: ClosedRange<Double>, scale: Double = 1, bandLabel: FigureText = "model 90 %"
  ) -> [any Mark] {
    let width = colors.upperBound - colors.lowerBound
    let track = (0...60).map { colors.lowerBound + width * Double($0) / 60 }
    let lines = forward.gyrochrone(
      ageMyr: pow(10, age.summary.q50), bpRp0: track, quantiles: [0.05, 0.5, 0.95]
    ).map { line in line.points.map { pow(10, $0.log10PeriodDays) } }
    var layers: [any Mark] = [
      Band(
        x: track, lower: lines[0], upper: lines[2], color: FigureColor.sky.opacity(0.4),
        label: bandLabel)
    ]
    func median(_ color: FigureColor) -> Line {
      Line(x: track, y: lines[1], color: color, width: 1.2 * scale, label: "median")
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
    add(.vermilion, "outliers") { $0 >= 0.5 }
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
    let predictive = [
      ("distribution", age.predictive.distributionProbability),
      ("likelihood", age.predictive.logLikelihoodProbability),
    ].map { name, probability in
      "p of the \(name) "
        + (probability < ClusterFlag.minimumPredictiveProbability
          ? "< \(ClusterFlag.minimumPredictiveProbability)"
          : "= " + String(printf: "%.3f", probability))
    }
    let lines = predictive.map { ($0, FigureColor.black) } + flags.map { ($0, .vermilion) }
    let headroom = 1.15 + 0.12 * Double(lines.count)
    return Panel(
      x: Axis("Probability of a shorter period", range: 0...1),
      y: Axis("Share of stars", range: AxisRange(0, headroom * max(0.15, shares.max() ?? 0))),
      legend: .above,
      layers: [
        Bars(edges: edges, heights: shares, color: .sky, label: "stars"),
        Rule(y: 0.1, color: .black, dash: .dashed, label: "expected"),
      ]
        + lines.enumerated().map {
          Annotation(
            FigureText($1.0), at: .panel(x: 0.5, y: 0.93 - 0.07 * Double($0)), color: $1.1,
            anchor: .center, scale: 0.9)
        })
  }
}
