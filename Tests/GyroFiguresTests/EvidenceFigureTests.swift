// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of evidence show the numbers of the results, and nothing else.

import Foundation
import GyroStudies
import Testing
import _TestSupport

@testable import GyroFigures
@testable import GyroPlotting

@Suite struct EvidenceFigureTests {
  private static let rounding = Closeness.relative(1e-12, because: "a power and its logarithm")

  private func panel(_ figure: Figure, _ column: Int = 0) throws -> Panel {
    try #require(figure.rows[0][column])
  }

  private func marks<M: Mark>(_ panel: Panel, _ type: M.Type) -> [M] {
    panel.layers.compactMap { $0 as? M }
  }

  private func expect(_ values: [Double], _ expected: [Double], _ name: String = "") {
    #expect(values.count == expected.count, "\(name): \(values)")
    for (value, other) in zip(values, expected) { expectClose(value, other, Self.rounding, name) }
  }

  // MARK: Held-out clusters

  /// Praesepe is 0.02 dex off and the Pleiades 0.4; the third cluster has no age and is not drawn.
  @Test func heldOutAgesAreDrawnAgainstTheirCalibrationAges() throws {
    let figure = try #require(
      Figure.heldOut(try DomainFigure.heldOutResult(), command: "gyro plot"))
    let panel = try panel(figure)
    let points = marks(panel, Points.self)
    #expect(
      points.map { $0.label?.unicode } == [
        "cluster, mean of 2 seeds", "off by over 0.25 dex",
      ])
    expect(points[0].x, [pow(10, 2.85)])
    expect(points[0].y, [pow(10, 2.83)])
    expect(points[0].yErrors ?? [], [pow(10, 2.83) * (pow(10, 0.03) - 1)])
    expect(points[1].x, [pow(10, 2.1)])
    expect(points[1].y, [pow(10, 2.5)])
    // Both axes are the same, so that the diagonal is where recovered ages should be.
    #expect(panel.x.scale == .logarithmic && panel.y.scale == .logarithmic)
    #expect(panel.xRange == panel.yRange)
    #expect(panel.isSquare && marks(panel, Annotation.self).map(\.text.unicode) == ["Pleiades"])
    let frame = FigureLayout(figure).frames[0][0]
    expectClose(frame.width, frame.height, .relative(1e-12, because: "a square"))
    let diagonal = try #require(marks(panel, Line.self).first)
    #expect(diagonal.x == diagonal.y)
    #expect(points.allSatisfy { $0.y.allSatisfy(panel.yRange.contains) })
    #expect(figure.fault == nil && figure.command == "gyro plot")
  }

  @Test func decilesAreSharesOfAllStars() throws {
    let figure = try #require(Figure.heldOut(try DomainFigure.heldOutResult(), command: ""))
    let panel = try panel(figure, 1)
    let bars = try #require(marks(panel, Bars.self).first)
    // Counts of the two clusters, 22 and 10 stars, added decile by decile.
    let mixture = [3.0, 3, 3, 4, 4, 3, 3, 2, 3, 4].map { $0 / 32 }
    expect(bars.heights, mixture, "mixture")
    #expect(bars.edges.count == 11 && bars.edges.first == 0 && bars.edges.last == 1)
    let steps = try #require(marks(panel, Line.self).first)
    let flow = [1.0, 3, 4, 5, 4, 3, 2, 1, 3, 6].map { $0 / 32 }
    expect(steps.y, flow.flatMap { [$0, $0] }, "flow")
    expect(steps.x, bars.edges.dropLast().flatMap { [$0, $0 + 0.1] }, "edges")
    let expected = try #require(marks(panel, Rule.self).first)
    #expect(expected.ends(0...1, 0...1).y == [0.1, 0.1])
    #expect(
      marks(panel, Annotation.self).map(\.text.unicode) == [
        "68 % intervals of star ages hold 67.5 %", "95 % intervals of star ages hold 94.2 %",
      ])
    #expect(panel.yRange.upperBound > (flow + mixture).max() ?? 1)
  }

  // MARK: Error budget

  @Test func errorsOfABudgetAreDrawnByAgeWithDisputedOnesApart() throws {
    let figure = Figure.budget(try DomainFigure.budgetResult(), command: "gyro plot")
    let panel = try panel(figure)
    #expect(panel.x.scale == .logarithmic && panel.y.scale == .logarithmic)
    let points = Dictionary(
      uniqueKeysWithValues: marks(panel, Points.self).map { ($0.label?.unicode ?? "", $0) })
    #expect(points.count == 4)
    for (label, log10AgeMyr, error) in [
      ("statistical", 2.83, 0.04), ("systematic", 2.83, 0.022), ("total", 2.83, 0.046),
      ("total, age in dispute", 2.3, 0.072),
    ] {
      expect(try #require(points[label]).x, [pow(10, log10AgeMyr)], label)
      expect(try #require(points[label]).y, [error], label)
    }
  }

  /// Clusters have their names beside their totals, and none lies over another.
  @Test func clustersOfABudgetAreNamed() throws {
    let figure = Figure.budget(try DomainFigure.budgetResult(), command: "gyro plot")
    let names = marks(try panel(figure), Annotation.self)
    #expect(names.map(\.text.unicode) == ["Praesepe", "disputed"])
    #expect(names.map(\.color) == [.black, .vermilion])
    for (name, total) in zip(names, [(2.83, 0.046), (2.3, 0.072)]) {
      guard case .axes(let x, let y) = name.position else {
        Issue.record("a name that is not at its cluster")
        continue
      }
      #expect(abs(log10(x) - total.0) < 1e-9 && y > total.1 && y < 1.2 * total.1)
    }
  }

  @Test func causesAreOrderedByTheirMeansWithTheTotalBelow() throws {
    let panel = try panel(Figure.budget(try DomainFigure.budgetResult(), command: ""), 1)
    #expect(
      panel.y.names == [4: "  statistical", 3: "  extinction", 2: "  prior", 1: "  total"])
    let points = marks(panel, Points.self)
    #expect(points.map { $0.label?.unicode } == ["clusters", "their mean"])
    // Only undisputed clusters, of which the means are.
    expect(points[0].x, [0.04, 0.02, 0.01, 0.046])
    expect(points[1].x, [0.04, 0.02, 0.01, 0.046])
    for one in points { #expect(one.y == [4, 3, 2, 1]) }
    #expect(panel.xRange.lowerBound == 0 && panel.xRange.upperBound > 0.046)
  }

  // MARK: Robustness

  @Test func everyShiftIsAPointInTheRowOfItsSuite() throws {
    let panel = try panel(.shiftsBySuite(try DomainFigure.robustness()))
    #expect(panel.y.names == [2: "  extinction", 1: "  prior"])
    let points = marks(panel, Points.self)
    let near = Closeness.absolute(1e-12, because: "differences of quantiles, dex")
    for (index, shift) in [0.03, -0.01].enumerated() {
      #expect(points[index].x.count == 2)
      for x in points[index].x { expectClose(x, shift, near) }
      let row = Double(2 - index)
      #expect(points[index].y.allSatisfy { abs($0 - row) <= 0.25 })
    }
    let none = try #require(marks(panel, Rule.self).first)
    #expect(none.ends(-1...1, 0...1).x == [0, 0])
    // Small shifts do not fill the axis: it shows at least 0.05 dex.
    #expect(panel.xRange.contains(-0.05) && panel.xRange.contains(0.05))
  }

  @Test func theTotalIsTheRootOfTheSumOfSquares() throws {
    let panel = try panel(.budgetByAge(try DomainFigure.robustness()))
    let points = Dictionary(
      uniqueKeysWithValues: marks(panel, Points.self).map { ($0.label?.unicode ?? "", $0) })
    let (statistical, systematic, total) = (
      try #require(points["statistical"]), try #require(points["systematic"]),
      try #require(points["total"])
    )
    #expect(total.x == total.x.sorted() && total.x == statistical.x)
    for index in total.y.indices {
      expectClose(
        total.y[index],
        (statistical.y[index] * statistical.y[index] + systematic.y[index] * systematic.y[index])
          .squareRoot(), Self.rounding)
    }
    let paper = try #require(marks(panel, Rule.self).first)
    #expect(paper.ends(1...2, 0.01...1).y == [0.08, 0.08])
    #expect(paper.label?.unicode.contains("Van-Lane") == true)
  }

  @Test(arguments: [0, 1, 2, 9]) func theWorstClustersComeFirst(count: Int) throws {
    let figure = Figure.worstClusters(try DomainFigure.robustness(), count: count)
    #expect(figure.fault == nil)
    let panel = try panel(figure)
    let totals = try #require(marks(panel, Points.self).first { $0.label == "total" })
    // Of two clusters, the Pleiades have the wider posterior.
    #expect(totals.x == totals.x.sorted(by: >) && totals.x.count == min(count, 2))
    let names = (panel.y.names ?? [:]).sorted { $0.key > $1.key }.map(\.value)
    #expect(names == Array(["  Pleiades", "  Praesepe"].prefix(count)))
    #expect(totals.y == (panel.y.names ?? [:]).keys.sorted(by: >))
    for points in marks(panel, Points.self) {
      #expect(points.x.count == points.y.count && points.x.allSatisfy { $0 >= 0 })
    }
  }

  // MARK: Reports

  @Test func aReportHasAFileForEachPictureAndTable() {
    let names = RobustnessPages.names
    #expect(Set(names).count == 7)
    for name in ["budget.json", "shifts.csv", "report.md", "report.html"] {
      #expect(names.contains(name))
    }
  }
}
