// SPDX-License-Identifier: GPL-3.0-or-later
// What held-out clusters say of the model as a picture: recovered ages, and whether densities are right.

internal import GyroPlatform
package import GyroPlotting
package import GyroStudies

extension Figure {
  /// Recovered against calibration ages, and the probability integral transform with the coverage.
  ///
  /// - Parameters:
  ///   - result: Held-out clusters, as `gyro train --folds clusters` writes them.
  ///   - command: What draws it.
  /// - Returns: The figure, as wide as a page; nil where stars and not clusters were held out.
  package static func heldOut(_ result: HeldOutResult, command: String) -> Figure? {
    guard let byCluster = result.byCluster else { return nil }
    let recovered = recoveredAges(byCluster.clusters.map(\.evidence), seedCount: result.seeds.count)
    let edges = (0...10).map { Double($0) / 10 }
    let (flow, mixture) = (result.share(\.flowPITCounts), result.share(\.mixturePITCounts))
    let coverage = [
      ("68", byCluster.means[.starCoverage68]), ("95", byCluster.means[.starCoverage95]),
    ].map {
      FigureText(String(printf: "\($0.0) %% intervals of star ages hold %.1f %%", 100 * $0.1))
    }
    let transform = Panel(
      x: Axis("Probability of a shorter period", range: 0...1),
      // Room for the text above the bars.
      y: Axis("Share of stars", range: AxisRange(0, 1.35 * max(0.12, (flow + mixture).max() ?? 0))),
      legend: .above,
      layers: [
        Bars(edges: edges, heights: mixture, color: .sky, label: "outliers modeled"),
        Line(
          x: edges.dropLast().flatMap { [$0, $0 + 0.1] }, y: flow.flatMap { [$0, $0] },
          color: .blue, width: 1.2, label: "flow alone, no outliers"),
        Rule(y: 0.1, color: .black, dash: .dashed, label: "expected"),
      ]
        + coverage.enumerated().map {
          Annotation($1, at: .panel(x: 0.5, y: 0.94 - 0.06 * Double($0)), anchor: .center)
        })
    return Figure(
      rows: [[recovered, transform]], width: pageWidth, height: 88,
      provenance: result.provenance, command: command)
  }

  /// From which difference on a cluster is named, dex.
  private static let namedOffset = 0.25

  /// The recovered age of each cluster against that of its calibration: means over the seeds.
  private static func recoveredAges(_ evidence: [HeldOutCluster], seedCount: Int) -> Panel {
    let bySeed = Dictionary(grouping: evidence.filter { $0.q50 != nil }, by: \.cluster)
    let clusters = bySeed.map { name, seeds in
      func mean(_ value: (HeldOutCluster) -> Double) -> Double {
        seeds.map(value).reduce(0, +) / Double(seeds.count)
      }
      return (
        name: name, calibration: mean(\.calibrationLog10AgeMyr), recovered: mean { $0.q50 ?? 0 },
        // One symmetric bar for the two sides, which differ by little.
        half: mean { (($0.q84 ?? 0) - ($0.q16 ?? 0)) / 2 }
      )
    }.sorted { ($0.calibration, $0.name) < ($1.calibration, $1.name) }
    let isFar = clusters.map { abs($0.recovered - $0.calibration) > namedOffset }
    func points(_ isShown: Bool, _ color: FigureColor, _ label: FigureText) -> [Points] {
      let shown = zip(clusters, isFar).filter { $0.1 == isShown }.map(\.0)
      guard !shown.isEmpty else { return [] }
      return [
        Points(
          x: shown.map { pow(10, $0.calibration) }, y: shown.map { pow(10, $0.recovered) },
          yErrors: shown.map { pow(10, $0.recovered) * (pow(10, $0.half) - 1) },
          color: color, size: 3.5, label: label)
      ]
    }
    let ends = AxisRange(
      (clusters.map { pow(10, min($0.calibration, $0.recovered)) }.min() ?? 1) / 1.5,
      (clusters.map { pow(10, max($0.calibration, $0.recovered)) }.max() ?? 1e4) * 1.5)
    // Names are right of the points, left of them where they would leave the frame; those of clusters close to
    // each other are one text.
    typealias Name = (text: String, calibration: Double, recovered: Double)
    let named = zip(clusters, isFar).filter(\.1).reduce(into: [Name]()) { names, far in
      let cluster = far.0
      if let last = names.last, abs(last.calibration - cluster.calibration) < 0.1,
        abs(last.recovered - cluster.recovered) < 0.15
      {
        names[names.count - 1].text += ", \(cluster.name)"
      } else {
        names.append((cluster.name, cluster.calibration, cluster.recovered))
      }
    }
    let names = named.map { name in
      let age = pow(10, name.calibration)
      let isLeft = log(age / ends.lower) < 0.65 * log(ends.upper / ends.lower)
      return Annotation(
        FigureText(name.text),
        at: .axes(x: isLeft ? age * 1.25 : age / 1.25, y: pow(10, name.recovered)),
        color: .vermilion, anchor: isLeft ? .left : .right, scale: 0.9)
    }
    let seeds = seedCount > 1 ? ", mean of \(seedCount) seeds" : ""
    var panel = Panel(
      x: .log("Calibration age (Myr)", range: ends),
      y: .log("Age from rotation, held out (Myr)", range: ends), legend: .above,
      layers: [
        Line(
          x: [ends.lower, ends.upper], y: [ends.lower, ends.upper], color: .gray, width: 0.8,
          dash: .dashed, label: "1:1")
      ] + points(false, .blue, FigureText("cluster" + seeds))
        + points(true, .vermilion, FigureText(String(printf: "off by over %g dex", namedOffset)))
        + names)
    panel.isSquare = true
    return panel
  }
}
