// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFigures
import GyroPlotting
import Gyrochronology
import Testing

@Suite struct ClusterDensityFigureTests {
  @Test(arguments: [1, 4, 5, 21])
  func everyClusterHasAPanel(count: Int) throws {
    let clusters = (0..<count).map {
      Figure.DensityCluster(
        title: "cluster \($0)", ageMyr: 100 + 10 * Double($0), bpRp0: [1, 2], periodsDays: [5, 1])
    }
    let figure = Figure.clusterDensities(
      clusters, forward: ForwardModel(try LoadedModel()), provenance: "", command: "")
    let panels = figure.rows.flatMap { $0 }.compactMap { $0 }
    #expect(panels.map(\.title) == clusters.map { FigureText($0.title) })
    #expect(Set(figure.rows.map(\.count)).count == 1)
    // The lowest panel of each column has the numbers of the colors.
    for column in figure.rows[0].indices {
      let lowest = figure.rows.compactMap { $0[column] }.last
      #expect(lowest?.x.showsNumbers == true)
    }
  }

  /// The density is darkest where K dwarfs rotate at 700 Myr.
  ///
  /// > Source: slow rotators of BP−RP 1.2 in Praesepe have 10.8 d, `Validation/Results/tracks.md`; the
  /// > darkest blue begins below the peak, hence the width.
  @Test func theDensityIsWhereStarsAre() throws {
    let cluster = Figure.DensityCluster(
      title: "", ageMyr: 700, bpRp0: [], periodsDays: [])
    let figure = Figure.clusterDensities(
      [cluster], forward: ForwardModel(try LoadedModel()), provenance: "", command: "")
    let panel = try #require(figure.rows[0][0])
    let map = try #require(panel.layers.first as? DensityMap)
    let width = (map.x.upperBound - map.x.lowerBound) / Double(map.columnCount)
    let column = Int((1.2 - map.x.lowerBound) / width)
    let values = (0..<map.rowCount).map { row -> Double in
      let value = map.values[row * map.columnCount + column]
      return value.isNaN ? 0 : value
    }
    let most = values.max() ?? 0
    let logs = (log10(map.y.lowerBound), log10(map.y.upperBound))
    let peaks = values.indices.filter { values[$0] == most }.map {
      pow(10, logs.0 + (logs.1 - logs.0) * (Double($0) + 0.5) / Double(map.rowCount))
    }
    #expect(!peaks.isEmpty && peaks.allSatisfy { (8.5...13).contains($0) }, "\(peaks)")
  }
}
