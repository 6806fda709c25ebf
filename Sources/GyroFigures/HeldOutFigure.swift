// SPDX-License-Identifier: GPL-3.0-or-later
// What held-out clusters say of the model as a picture: recovered ages, and whether densities are right.

internal import Foundation
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
    let dated = byCluster.clusters.map(\.evidence).filter { $0.q50 != nil }
    func points(_ clusters: [HeldOutCluster], _ color: FigureColor, _ label: FigureText)
      -> Points
    {
      let ages = clusters.map { pow(10, $0.q50 ?? .nan) }
      // One symmetric bar for the two sides, which differ by little.
      let errors = zip(clusters, ages).map { cluster, age in
        let half = ((cluster.q84 ?? 0) - (cluster.q16 ?? 0)) / 2
        return age * (pow(10, half) - 1)
      }
      return Points(
        x: clusters.map { pow(10, $0.calibrationLog10AgeMyr) }, y: ages, yErrors: errors,
        color: color, marker: .disk, size: 3, label: label)
    }
    let ends = (
      (dated.map { pow(10, min($0.calibrationLog10AgeMyr, $0.q50 ?? 9)) }.min() ?? 1) / 1.5,
      (dated.map { pow(10, max($0.calibrationLog10AgeMyr, $0.q50 ?? 0)) }.max() ?? 1e4) * 1.5
    )
    let far = dated.filter { abs(($0.q50 ?? 0) - $0.calibrationLog10AgeMyr) > 0.25 }
    let near = dated.filter { abs(($0.q50 ?? 0) - $0.calibrationLog10AgeMyr) <= 0.25 }
    let recovered = Panel(
      x: .log("Calibration age (Myr)", range: AxisRange(ends.0, ends.1)),
      y: .log("Age from rotation, held out (Myr)", range: AxisRange(ends.0, ends.1)),
      legend: .above,
      layers: [
        Line(x: [ends.0, ends.1], y: [ends.0, ends.1], color: .gray, width: 0.8, dash: .dashed),
        points(near, .blue, "clusters, each by every seed"),
        points(far, .vermilion, "off by more than 0.25 dex"),
      ])
    let edges = (0...10).map { Double($0) / 10 }
    let (flow, mixture) = (result.share(\.flowPITCounts), result.share(\.mixturePITCounts))
    let coverage = [
      ("68", byCluster.means[.starCoverage68]), ("95", byCluster.means[.starCoverage95]),
    ].map {
      FigureText(String(format: "\($0.0) %% intervals of star ages hold %.1f %%", 100 * $0.1))
    }
    let transform = Panel(
      x: Axis("Probability of a shorter period", range: 0...1),
      y: Axis("Share of stars", range: AxisRange(0, 1.15 * max(0.15, (flow + mixture).max() ?? 0))),
      legend: .above,
      layers: [
        Bars(edges: edges, heights: mixture, color: .sky, label: "with outliers"),
        Line(
          x: edges.dropLast().flatMap { [$0, $0 + 0.1] }, y: flow.flatMap { [$0, $0] },
          color: .blue, width: 1.2, label: "flow alone"),
        Rule(y: 0.1, color: .black, dash: .dashed, label: "if densities are right"),
      ]
        + coverage.enumerated().map {
          Annotation($1, at: .panel(x: 0.5, y: 0.2 - 0.07 * Double($0)), anchor: .center)
        })
    return Figure(
      rows: [[recovered, transform]], width: pageWidth, height: 88,
      provenance: result.provenance, command: command)
  }
}
