// SPDX-License-Identifier: GPL-3.0-or-later
// The stars of many groups against the model at their ages, one panel per group.

internal import Foundation
package import GyroModel
package import GyroPlotting
package import Gyrochronology

extension Figure {
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
    let (colors, periods) = (0.4...3.4, 0.03...100.0)
    let columns = min(4, dated.count)
    var rows: [[Panel?]] = []
    for first in stride(from: 0, to: dated.count, by: columns) {
      rows.append(
        (first..<(first + columns)).map { index in
          guard index < dated.count else { return nil }
          let (cluster, age) = dated[index]
          // Tick labels are drawn where no other panel of the same axis follows.
          let isLowest = index + columns >= dated.count
          let isLeft = index == first
          return Panel(
            FigureText("\(cluster.name) (\(cluster.usedCount))"),
            x: Axis(isLowest ? .bpRp0 : nil, range: colors, showsNumbers: isLowest),
            y: .log(isLeft ? "Period (d)" : nil, range: periods, showsNumbers: isLeft),
            layers: starLayers(cluster, age, forward, colors: colors, scale: 0.7) + [
              Annotation(
                FigureText(headline(age.summary).replacing(" -", with: " −")),
                at: .panel(x: 0.05, y: 0.08),
                scale: 0.8)
            ])
        })
    }
    return Figure(
      rows: rows, width: pageWidth, height: 22 + 36 * Double(rows.count), provenance: provenance,
      command: command)
  }
}
