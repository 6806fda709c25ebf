// SPDX-License-Identifier: GPL-3.0-or-later
// What a model says of every cluster, under the cluster's stars: small pictures on one page.

internal import GyroNumerics
internal import GyroPlatform
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
  /// - Returns: The figure, as wide as a page.
  package static func clusterDensities(
    _ clusters: [DensityCluster], forward: ForwardModel, provenance: String, command: String
  ) -> Figure {
    let rows = PanelGrid(count: clusters.count).rows {
      densityPanel(clusters[$0.index], forward, at: $0)
    }
    var figure = Figure(
      rows: rows, width: pageWidth, height: 18 + 32 * Double(rows.count), provenance: provenance,
      command: command)
    figure.hasCommonLegend = true
    // A whole page with thousands of stars would be a file of a megabyte at the usual resolution.
    figure.resolution = 150
    return figure
  }

  private static func densityPanel(
    _ cluster: DensityCluster, _ forward: ForwardModel, at position: PanelGrid.Position
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
      let step = (24 * min(1, value / darkest)).rounded()
      return step > 0 ? step / 24 : .nan
    }
    return Panel(
      FigureText(cluster.title),
      x: Axis(
        position.isLowest ? .bpRp0 + " (mag)" : nil, range: colors,
        showsNumbers: position.isLowest),
      y: .log(
        position.isLeft ? "Period (d)" : nil, range: periods, showsNumbers: position.isLeft),
      layers: [
        DensityMap(
          x: colors, y: periods, columnCount: columns, values: steps, range: 0...1),
        Points(
          x: cluster.bpRp0, y: cluster.periodsDays,
          color: FigureColor.black.opacity(0.6),
          size: 1.4, label: "stars"),
      ] + PanelGrid.note(x: cluster.bpRp0, y: cluster.periodsDays, outside: colors, periods))
  }
}
