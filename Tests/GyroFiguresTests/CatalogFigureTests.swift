// SPDX-License-Identifier: GPL-3.0-or-later
// The overview of a catalog: clusters in the order of their ages, with every age of every scale.

import GyroPlotting
import Gyrochronology
import Testing

@testable import GyroFigures

@Suite struct CatalogFigureTests {
  private func figure(
    _ clusters: [CatalogRun.Cluster], stars: ColorPeriodStars = DomainFigure.stars
  ) -> Figure {
    .catalog(stars, clusters: clusters, title: "t", provenance: "p", command: "c")
  }

  @Test func theYoungestIsOnTopAndTheUndatedBelow() throws {
    let panel = try #require(figure(DomainFigure.catalogClusters).rows[0][1])
    #expect(panel.y.names == [0: "undated (1)", 1: "Praesepe (3)", 2: "Pleiades (2)"])
    #expect(panel.x.scale == .logarithmic)
    let points = panel.layers.compactMap { $0 as? Points }
    #expect(points.map { $0.label?.unicode } == ["a", "b"])
    #expect(points[0].x == [700, 120] && points[0].y == [1, 2])
    #expect(points[1].x == [650] && points[1].y == [1])
    #expect(points[0].color != points[1].color && points[0].marker != points[1].marker)
  }

  @Test func clustersOfOneAgeAreOrderedByName() throws {
    let clusters = ["b", "a", "c"].map {
      CatalogRun.Cluster(name: $0, starCount: 1, agesMyr: ["s": 100])
    }
    let panel = try #require(figure(clusters).rows[0][1])
    #expect(panel.y.names == [0: "c (1)", 1: "b (1)", 2: "a (1)"])
  }

  @Test func starsStandWhereTheyAre() throws {
    let panel = try #require(figure([]).rows[0][0])
    let points = try #require(panel.layers.first as? Points)
    #expect(points.x == [0.8, 1.2, 2.5, 3] && points.y == [7, 10, 1.5, 0.4])
    #expect(
      panel.x.label?.unicode == "(BP−RP)₀ (mag)" && panel.y.label?.unicode.contains("(d)") == true)
    #expect(panel.x.scale == .linear && panel.y.scale == .logarithmic)
  }

  @Test func withoutClustersItIsAColumnWide() {
    let alone = figure([])
    #expect(alone.rows.count == 1 && alone.rows[0].count == 1)
    #expect(alone.width == Figure.columnWidth)
    #expect(figure(DomainFigure.catalogClusters).width == Figure.pageWidth)
  }

  @Test(arguments: [0, 1]) func hardlyAnyStarIsAPictureToo(count: Int) throws {
    var stars = ColorPeriodStars()
    for _ in 0..<count { stars.add(bpRp0: 1, periodDays: 10) }
    for clusters in [[], DomainFigure.catalogClusters] {
      let figure = figure(clusters, stars: stars)
      #expect(figure.fault == nil)
      let points = try #require(figure.rows[0][0]?.layers.first as? Points)
      #expect(points.x.count == count)
      #expect(GnuplotScript(figure).text(.svg, output: "a.svg").contains("plot "))
    }
  }

  @Test func everyClusterHasRoom() {
    func height(_ count: Int) -> Double {
      figure(
        (0..<count).map {
          CatalogRun.Cluster(name: "\($0)", starCount: 1, agesMyr: ["s": Double($0 + 1)])
        }
      ).height
    }
    #expect(height(1) == height(5))
    #expect(height(60) - height(50) > 10 * 3, "3 mm for each")
  }
}
