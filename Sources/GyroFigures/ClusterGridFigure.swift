// SPDX-License-Identifier: GPL-3.0-or-later
// The stars of many groups against the model at their ages, one panel per group.

package import GyroModel
internal import GyroPlatform
package import GyroPlotting
internal import GyroQuantities
package import Gyrochronology

extension Figure {
  /// The picture of the groups that a run has dated: of one, or of many.
  ///
  /// - Parameters:
  ///   - estimates: The answers.
  ///   - run: What they rest on.
  ///   - isSingle: Whether one group was asked for.
  ///   - command: What draws it.
  /// - Returns: The figure; nil where no group has an age.
  package static func clusters(
    _ estimates: ClusterEstimates, of run: ClusterRun, isSingle: Bool, command: String
  ) -> Figure? {
    let forward = ForwardModel(run.estimator.stars.model)
    let provenance = "\(run.manifest.modelWords), \(run.manifest.priorWords)"
    guard isSingle else {
      return clusters(
        estimates.clusters, headline: { AgeText.headline($0) }, forward: forward,
        provenance: provenance, command: command)
    }
    return estimates.clusters.first.flatMap { group in
      cluster(
        group, headline: group.age.map { ClusterText.headline($0) } ?? "", forward: forward,
        provenance: provenance, command: command)
    }
  }

  /// Each group with an age in a panel of its own: its stars over the model at that age, the youngest first.
  ///
  /// - Parameters:
  ///   - clusters: The answers; groups without an age are left out, and nil where no group has one.
  ///   - headline: An age as text.
  ///   - forward: The model, asked for periods at the groups' ages.
  ///   - provenance: What it rests on.
  ///   - command: What draws it.
  /// - Returns: The figure, as wide as a page, with the same axes in all panels.
  package static func clusters(
    _ clusters: [ClusterEstimate], headline: (AgeSummary) -> String, forward: ForwardModel,
    provenance: String, command: String
  ) -> Figure? {
    let dated = clusters.compactMap { cluster in cluster.age.map { (cluster, $0) } }
      .sorted { ($0.1.summary.q50, $0.0.name) < ($1.1.summary.q50, $1.0.name) }
    guard !dated.isEmpty else { return nil }
    let (colors, periods) = (0.3...3.7, 0.05...200.0)
    let grid = PanelGrid(count: dated.count)
    let rows = grid.rows { position in
      let (cluster, age) = dated[position.index]
      let outside = PanelGrid.note(
        x: cluster.stars.map(\.covariates.bpRp0.value), y: cluster.stars.map(\.periodDays.value),
        outside: colors, periods)
      let isConverged = age.diagnostics.isConverged
      // In the upper right corner, unless slow red stars are there.
      let isTaken = cluster.stars.contains {
        $0.covariates.bpRp0.value > 1.8 && $0.periodDays.value > 40
      }
      let flags = cluster.flags.filter { $0 != .notConverged }.enumerated().map { line, flag in
        Annotation(
          FigureText(flag.rawValue.replacing("_", with: " ")),
          at: .panel(
            x: 0.96, y: isTaken ? 0.08 + 0.11 * Double(line) : 0.9 - 0.11 * Double(line)),
          color: .vermilion, anchor: .right, scale: 0.7)
      }
      return Panel(
        FigureText(
          "\(cluster.name), \(cluster.usedCount) star\(cluster.usedCount == 1 ? "" : "s")"),
        x: Axis(
          position.isLowest ? .bpRp0 + " (mag)" : nil, range: colors,
          showsNumbers: position.isLowest),
        y: .log(
          position.isLeft ? "Period (d)" : nil, range: periods, showsNumbers: position.isLeft),
        layers: starLayers(cluster, age, forward, colors: colors, scale: 0.7) + [
          Annotation(
            FigureText(
              headline(age.summary).replacing(" -", with: " −")
                + (isConverged ? "" : ", not converged")),
            at: .panel(x: 0.05, y: 0.08), color: isConverged ? .black : .vermilion, scale: 0.8)
        ] + outside + flags)
    }
    let errors =
      dated.allSatisfy(\.1.includesCalibration)
      ? "errors include the calibration error" : "errors statistical only"
    var figure = Figure(
      rows: rows, width: pageWidth, height: 22 + 31 * Double(rows.count),
      provenance: "\(provenance), \(errors)", command: command)
    figure.hasCommonLegend = true
    return figure
  }
}
