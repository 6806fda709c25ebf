// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroPlotting

/// What holds of every mark in every language.
@Suite struct MarkWriterLawTests {
  private static let x = [1.0, 2, 3], y = [10.0, 20, 15]

  /// Every mark, named where it can be.
  static let marks: [any Mark] = [
    Line(x: x, y: y, color: .blue, label: "named"),
    Band(x: x, lower: y, upper: y.map { $0 + 1 }, color: .blue, label: "named"),
    Points(x: x, y: y, xErrors: [0.5, 0.5, 0.5], color: .blue, label: "named"),
    Points(x: x, y: y, yErrors: [1, 1, 1], color: .blue, label: "named"),
    Bars(edges: [0.5] + x, heights: y, color: .blue, label: "named"),
    Rule(x: 2, color: .blue, label: "named"), Rule(y: 12, color: .blue, label: "named"),
    DensityMap(x: 1...3, y: 10...20, columnCount: 2, values: [1, 2, 3, 4], barTitle: "bar"),
    Annotation("text", at: .axes(x: 2, y: 15)), Annotation("text", at: .panel(x: 0.5, y: 0.5)),
  ]

  /// The same with no data, and with data that cannot be shown.
  static let degenerate: [any Mark] = [
    Line(x: [], y: [], color: .blue), Line(x: [.nan], y: [.infinity], color: .blue, label: "named"),
    Band(x: [], lower: [], upper: [], color: .blue),
    Band(x: [-1], lower: [.nan], upper: [-.infinity], color: .blue, label: "named"),
    Points(x: [], y: [], xErrors: [], yErrors: [], color: .blue),
    Points(x: [1], y: [1], xErrors: [5], yErrors: [.nan], color: .blue, label: "named"),
    Bars(edges: [], heights: [], color: .blue), Bars(edges: [1], heights: [], color: .blue),
    Bars(edges: [0, .nan], heights: [-1], color: .blue, label: "named"),
    Rule(x: .nan, color: .blue), Rule(y: -1, color: .blue, label: "named"),
    DensityMap(x: 1...1, y: 2...2, columnCount: 1, values: []),
    DensityMap(x: 1...2, y: 1...2, columnCount: 1, values: [.nan], isLogarithmic: true),
    Annotation("text", at: .axes(x: .nan, y: -1)),
    Annotation("", at: .panel(x: .infinity, y: .nan), scale: 0),
  ]

  private func figure(
    _ marks: [any Mark], _ scale: Axis.Scale, legend: Panel.Legend = .above
  ) -> Figure {
    Figure(
      Panel(x: Axis("x", scale: scale), y: Axis("y", scale: scale), legend: legend, layers: marks),
      provenance: "")
  }

  private func root(_ figure: Figure) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(VegaLite(figure).text.utf8)) as? [String: Any])
  }

  private func views(_ figure: Figure) throws -> [[String: Any]] {
    let rows = try #require(try root(figure)["vconcat"] as? [[String: Any]])
    return try #require(rows.first?["hconcat"] as? [[String: Any]])
  }

  @Test(arguments: marks.indices) func theAxesShowItsExtent(index: Int) {
    let mark = Self.marks[index]
    let panel = Panel(x: Axis("x"), y: Axis("y"), layers: [mark])
    #expect(mark.extent.x.allSatisfy { panel.xRange.contains($0) })
    #expect(mark.extent.y.allSatisfy { panel.yRange.contains($0) })
  }

  @Test(arguments: marks.indices) func theLegendNamesWhatHasALabel(index: Int) throws {
    let mark = Self.marks[index]
    let isNamed = mark.label != nil
    let figure = figure([mark], .linear)
    let script = GnuplotScript(figure).text(.png, output: "a.png")
    #expect(script.contains("set label \"named\"") == isNamed)
    #expect(try views(figure).count == (isNamed ? 2 : 1), "the legend is a view of its own")
    #expect(try views(self.figure([mark], .linear, legend: .none)).count == 1)
  }

  @Test(arguments: marks.indices) func dataAndPlotAgreeInTheirBlock(index: Int) {
    let panel = Panel(x: Axis("x"), y: .log("y"), layers: [])
    let layer = Self.marks[index].written(
      by: GnuplotMarkWriter(panel: panel, xRange: 0...4, yRange: 1...30, block: "$block"))
    #expect(layer.plots.allSatisfy { $0.hasPrefix("$block using ") })
    #expect((layer.columns == nil) == layer.plots.isEmpty)
    #expect(layer.columns.map { Set($0.map(\.count)).count <= 1 } ?? true)
    #expect(!layer.plots.isEmpty || !layer.labels.isEmpty, "it is seen")
  }

  @Test(arguments: degenerate.indices, [Axis.Scale.linear, .logarithmic])
  func whatCannotBeShownIsWrittenDownWithoutATrap(index: Int, scale: Axis.Scale) throws {
    let figure = figure([Self.degenerate[index]], scale)
    let script = GnuplotScript(figure).text(.svg, output: "a.svg")
    #expect(!script.contains("inf") && !script.contains("nan"), "gnuplot's own word is NaN")
    #expect(try !views(figure).isEmpty)
  }

  @Test(arguments: [Axis.Scale.linear, .logarithmic])
  func aRuleGoesFromEdgeToEdge(scale: Axis.Scale) {
    let ends = Rule(x: 2, color: .black).ends(1...3, 4...5)
    #expect(ends.x == [2, 2] && ends.y == [4, 5])
    let level = Rule(y: 4.5, color: .black).ends(1...3, 4...5)
    #expect(level.x == [1, 3] && level.y == [4.5, 4.5])
  }

  @Test func errorsExtendTheAxesAndEndsOffALogarithmicAxisAreCut() throws {
    let points = Points(x: [1], y: [3], yErrors: [4], color: .blue)
    #expect(points.extent.y == [-1, 7] && points.extent.x == [1])
    let panel = Panel(x: Axis("x"), y: .log("y", range: 0.5...10), layers: [points])
    let columns = try #require(
      points.written(
        by: GnuplotMarkWriter(
          panel: panel, xRange: panel.xRange, yRange: panel.yRange, block: "$b")
      ).columns)
    #expect(columns.map { $0[0] } == [1, 3, 1, 1, 0.5, 7])
  }

  @Test func barsOfALogarithmicAxisStandOnItsEnd() {
    let bars = Bars(edges: [0, 1], heights: [20], color: .blue)
    let panel = Panel(x: Axis("x"), y: .log("y", range: 10...100), layers: [bars])
    let layer = bars.written(
      by: GnuplotMarkWriter(panel: panel, xRange: 0...1, yRange: 10...100, block: "$b"))
    #expect(layer.plots[0].contains("using ($1):(1):($1):($2):(1):(log10($3)) with boxxyerror"))
  }

  @Test func theRangeOfAMapIsThatOfTheValuesThatHaveAColor() {
    func range(_ values: [Double], isLogarithmic: Bool = false) -> ClosedRange<Double> {
      DensityMap(
        x: 0...1, y: 0...1, columnCount: 1, values: values, isLogarithmic: isLogarithmic
      ).colorRange
    }
    #expect(range([1, .nan, 5]) == 1...5)
    #expect(range([-1, 0, 2, 8], isLogarithmic: true) == 2...8)
    #expect(range([3]) == 2.5...3.5 && range([3], isLogarithmic: true) == 1.5...6)
    #expect(range([]) == 0.1...1 && range([.nan]) == 0.1...1)
  }
}
