// SPDX-License-Identifier: GPL-3.0-or-later
// What a model says of every cluster, under the cluster's stars: small pictures on one page.

internal import Foundation
internal import GyroNumerics
package import GyroPlotting
package import Gyrochronology

extension Figure {
  /// A cluster with the age at which the model is asked for it.
  package struct DensityCluster: Sendable {
    /// The title of its panel.
    package var title: String
    /// The age, Myr.
    package var ageMyr: Double
    /// Dereddened colors in mag and periods in d of its stars.
    package var bpRp0, periodsDays: [Double]

    /// A cluster; `bpRp0` and `periodsDays` have one value per star.
    package init(title: String, ageMyr: Double, bpRp0: [Double], periodsDays: [Double]) {
      (self.title, self.ageMyr) = (title, ageMyr)
      (self.bpRp0, self.periodsDays) = (bpRp0, periodsDays)
    }
  }

  /// Colors in mag and periods in d that the panels show.
  package static let densityColors = 0.3...3.6, densityPeriods = 0.1...100.0

  /// The density of periods at each color and the age of each cluster, with the cluster's stars.
  ///
  /// - Parameters:
  ///   - clusters: The clusters, at least one, in the order of the panels.
  ///   - forward: The model.
  ///   - provenance: What it rests on.
  ///   - command: What draws it.
  /// - Returns: The figure, as wide as a page, four panels a row.
  package static func clusterDensities(
    _ clusters: [DensityCluster], forward: ForwardModel, provenance: String, command: String
  ) -> Figure {
    let columns = min(4, clusters.count)
    let rowCount = (clusters.count + columns - 1) / columns
    let rows = (0..<rowCount).map { row in
      (0..<columns).map { column -> Panel? in
        let index = row * columns + column
        guard index < clusters.count else { return nil }
        // Tick labels and axis names are drawn at the edge of the page, where no panel is below or to the left.
        return densityPanel(
          clusters[index], forward, isLeft: column == 0,
          isLowest: index + columns >= clusters.count, isLast: row == rowCount - 1)
      }
    }
    var figure = Figure(
      rows: rows, width: pageWidth, height: 14 + 38 * Double(rowCount), provenance: provenance,
      command: command)
    // A whole page with thousands of stars would be a file of a megabyte at the usual resolution.
    figure.resolution = 150
    return figure
  }

  private static func densityPanel(
    _ cluster: DensityCluster, _ forward: ForwardModel, isLeft: Bool, isLowest: Bool, isLast: Bool
  ) -> Panel {
    let (columns, rows) = (44, 60)
    let (colors, periods) = (densityColors, densityPeriods)
    let logs = (low: log10(periods.lowerBound), high: log10(periods.upperBound))
    func middle(_ index: Int, of count: Int, from low: Double, to high: Double) -> Double {
      low + (high - low) * (Double(index) + 0.5) / Double(count)
    }
    let densities = forward.densities(
      at: (0..<columns).map {
        (
          ageMyr: cluster.ageMyr,
          bpRp0: middle($0, of: columns, from: colors.lowerBound, to: colors.upperBound)
        )
      }, log10PeriodsDays: (0..<rows).map { middle($0, of: rows, from: logs.low, to: logs.high) })
    let values = (0..<rows * columns).map { densities[$0 % columns * rows + $0 / columns] }
    // Narrow sequences would leave everything else white: the darkest blue begins below the peak.
    let darkest = max(0.1, values.sorted()[Int(clamping: 0.97 * Double(values.count - 1))])
    // Steps of color that hardly show, and white where there is next to nothing, keep the file small.
    let steps = values.map { value -> Double in
      let step = (40 * min(1, value / darkest)).rounded()
      return step > 0 ? step / 40 : .nan
    }
    return Panel(
      FigureText(cluster.title),
      x: Axis(
        isLast ? .bpRp0 + " (mag)" : nil, range: colors, showsNumbers: isLowest),
      y: .log(isLeft ? "Period (d)" : nil, range: periods, showsNumbers: isLeft),
      layers: [
        DensityMap(
          x: colors, y: periods, columnCount: columns, values: steps, range: 0...1),
        Points(
          x: cluster.bpRp0, y: cluster.periodsDays,
          color: FigureColor.black.opacity(cluster.bpRp0.count < 200 ? 0.8 : 0.45),
          size: cluster.bpRp0.count < 100 ? 2 : 1.2),
      ])
  }
}
