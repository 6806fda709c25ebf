// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of every mark, as both languages have them, and the axes that numbers ask for.

import Foundation
import Testing
import _TestSupport

@testable import GyroPlotting

@Suite struct MarkDataLawTests {
  private typealias Object = [String: Any]
  private static let x = [0.5, 2, .nan, 30], y = [4.0, .nan, 1, 16]

  private func figure(_ mark: any Mark, _ scale: Axis.Scale) -> Figure {
    Figure(
      Panel(x: Axis("x", scale: scale), y: Axis("y", scale: scale), layers: [mark]),
      provenance: "")
  }

  /// The views of the only panel in the language of Vega-Lite.
  private func views(_ mark: any Mark, _ scale: Axis.Scale) throws -> [Object] {
    let text = VegaLite(figure(mark, scale)).text
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
    let rows = try #require(root["vconcat"] as? [Object])
    let panel = try #require((rows[0]["hconcat"] as? [Object])?.first)
    return try #require(panel["layer"] as? [Object])
  }

  /// A column of a view; nil where a number is missing.
  private func column(_ view: Object, _ name: String) throws -> [Double?] {
    let values = try #require((view["data"] as? Object)?["values"] as? [Object])
    return values.map { $0[name] as? Double }
  }

  private func channel(_ view: Object, _ name: String) -> Object? {
    (view["encoding"] as? Object)?[name] as? Object
  }

  /// The numbers of the only block of data of a script; NaN where one is missing.
  private func block(_ mark: any Mark, _ scale: Axis.Scale) throws -> [[String]] {
    let script = GnuplotScript(figure(mark, scale)).text(.svg, output: "a.svg")
    let start = try #require(script.range(of: "$r1c1_1 << EOD\n")).upperBound
    let end = try #require(script[start...].range(of: "EOD\n")).lowerBound
    return script[start..<end].split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
  }

  private func finite(_ values: [Double]) -> [Double?] { values.map { $0.isFinite ? $0 : nil } }

  @Test(arguments: [Axis.Scale.linear, .logarithmic])
  func aLineIsItsNumbersWithGaps(scale: Axis.Scale) throws {
    let line = Line(x: Self.x, y: Self.y, color: .blue)
    let view = try views(line, scale)[0]
    #expect(try column(view, "x") == finite(Self.x))
    #expect(try column(view, "y") == finite(Self.y))
    #expect(
      try block(line, scale) == [["0.5", "4"], ["2", "NaN"], ["NaN", "1"], ["30", "16"]],
      "data keep their own units, on a logarithmic axis too")
    let type = (channel(view, "x")?["scale"] as? Object)?["type"] as? String
    #expect((type == "log") == (scale == .logarithmic))
  }

  @Test(arguments: [Axis.Scale.linear, .logarithmic])
  func aBandHasTwoCurves(scale: Axis.Scale) throws {
    let band = Band(x: [1, 2], lower: [3, .nan], upper: [5, 6], color: .blue.opacity(0.3))
    let view = try views(band, scale)[0]
    #expect(try column(view, "x") == [1, 2])
    #expect(try column(view, "lower") == [3, nil])
    #expect(try column(view, "upper") == [5, 6])
    #expect(channel(view, "y2")?["field"] as? String == "upper")
    #expect((view["mark"] as? Object)?["opacity"] as? Double == 0.3)
    #expect(try block(band, scale) == [["1", "3", "5"], ["2", "NaN", "6"]])
  }

  @Test func errorsAreEndsOnBothSidesOfAPoint() throws {
    let points = Points(x: [10], y: [20], xErrors: [1], yErrors: [3], color: .blue)
    let views = try views(points, .linear)
    #expect(views.count == 3)
    #expect(try column(views[1], "lower") == [9])
    #expect(try column(views[1], "upper") == [11])
    #expect(try column(views[1], "y") == [20])
    #expect(try column(views[2], "lower") == [17])
    #expect(try column(views[2], "upper") == [23])
    #expect(try column(views[2], "x") == [10])
    #expect(try block(points, .linear) == [["10", "20", "9", "11", "17", "23"]])
  }

  @Test(arguments: [Axis.Scale.linear, .logarithmic])
  func barsStandOnTheFloorOfTheirAxis(scale: Axis.Scale) throws {
    let bars = Bars(edges: [1, 2, 4], heights: [5, 50], color: .sky)
    let view = try views(bars, scale)[0]
    #expect(try column(view, "from") == [1, 2])
    #expect(try column(view, "to") == [2, 4])
    #expect(try column(view, "height") == [5, 50])
    let floor = try #require(channel(view, "y2")?["datum"] as? Double)
    let panel = try #require(figure(bars, scale).rows[0][0])
    #expect(floor == (scale == .linear ? 0 : panel.yRange.lowerBound))
    #expect(try block(bars, scale) == [["1", "2", "5"], ["2", "4", "50"]])
  }

  /// Cells are uniform on the axes: 1, 10, 100 where they are logarithmic.
  @Test(arguments: [Axis.Scale.linear, .logarithmic])
  func cellsOfAMapTileItsRange(scale: Axis.Scale) throws {
    let map = DensityMap(
      x: 1...100, y: 1...100, columnCount: 2, values: [1, 2, 3, .nan], barTitle: "n")
    let view = try views(map, scale)[0]
    #expect(try column(view, "value") == [1, 2, 3], "an empty cell has no color")
    let middle = scale == .linear ? 50.5 : 10.0
    let near = Closeness.relative(1e-12, because: "powers")
    for (name, edges) in [
      ("x", [1, middle, 1]), ("x2", [middle, 100, middle]), ("y", [1, 1, middle]),
      ("y2", [middle, middle, 100]),
    ] {
      for (value, edge) in zip(try column(view, name), edges) {
        expectClose(try #require(value), edge, near, name)
      }
    }
    let color = try #require(channel(view, "color")?["scale"] as? Object)
    #expect(color["domain"] as? [Double] == [1, 3] && color["type"] as? String == "linear")
    #expect(try block(map, scale) == [["1", "2"], ["3", "NaN"]], "from the lowest row")
  }

  @Test func textInAPanelIsPlacedFromItsLowerLeftCorner() throws {
    let figure = figure(Annotation("a", at: .panel(x: 0.25, y: 0.9), anchor: .right), .linear)
    let panel = try #require(figure.rows[0][0])
    let view = try views(try #require(panel.layers.first), .linear)[0]
    let frame = FigureLayout(figure).frames[0][0]
    let near = Closeness.absolute(1, because: "a pixel")
    expectClose(
      try #require(channel(view, "x")?["value"] as? Double), 0.25 * frame.width * VegaPanel.pixels,
      near)
    expectClose(
      try #require(channel(view, "y")?["value"] as? Double), 0.1 * frame.height * VegaPanel.pixels,
      near)
    #expect((view["mark"] as? Object)?["align"] as? String == "right")
    let script = GnuplotScript(figure).text(.svg, output: "a.svg")
    #expect(script.contains("at graph 0.25,graph 0.9 right front"))
  }

  // MARK: Axes

  private func range(_ values: [Double], _ scale: Axis.Scale) -> ClosedRange<Double> {
    Panel(
      x: Axis("x", scale: scale), y: Axis("y"),
      layers: [Points(x: values, y: values.map { _ in 1 }, color: .blue)]
    ).xRange
  }

  @Test(arguments: [[], [Double.nan], [.infinity, .nan]] as [[Double]])
  func noValueHasTheUsualRange(values: [Double]) {
    #expect(range(values, .linear) == 0...1)
    #expect(range(values, .logarithmic) == 1...10)
  }

  @Test func oneValueIsInTheMiddle() {
    let linear = range([7], .linear)
    expectClose(
      linear.upperBound - 7, 7 - linear.lowerBound, .relative(1e-12, because: "symmetric"))
    let logarithmic = range([7], .logarithmic)
    expectClose(
      logarithmic.upperBound / 7, 7 / logarithmic.lowerBound,
      .relative(1e-12, because: "symmetric in ratio"))
  }

  @Test func marginsAreATwentiethAndCountsStartAtZero() {
    let near = Closeness.relative(1e-12, because: "sums and powers")
    let linear = range([10, 30], .linear)
    expectClose(linear.lowerBound, 9, near)
    expectClose(linear.upperBound, 31, near)
    #expect(range([0, 20], .linear).lowerBound == 0)
    let logarithmic = range([1, 1e4], .logarithmic)
    expectClose(logarithmic.lowerBound, pow(10, -0.2), near)
    expectClose(logarithmic.upperBound, pow(10, 4.2), near)
  }

  @Test func valuesWithoutAPositionDoNotWidenAnAxis() {
    #expect(range([10, 30, .nan, .infinity], .linear) == range([10, 30], .linear))
    #expect(range([10, 30, 0, -5], .logarithmic) == range([10, 30], .logarithmic))
  }

  @Test(arguments: [
    (AxisRange(0, 1e40), Axis.Scale.linear), (AxisRange(0, 10), .logarithmic),
    (AxisRange(2, 1), .linear), (AxisRange(.nan, 1), .linear),
  ]) func aRangeThatCannotBeDrawnIsNamed(range: AxisRange, scale: Axis.Scale) throws {
    let panel = Panel(
      x: Axis("Age (Myr)", scale: scale, range: range), y: Axis("y"), layers: [])
    let fault = try #require(Figure(panel, provenance: "").fault)
    #expect(fault.contains("axis \"Age (Myr)\"") && fault.contains("expected"), "\(fault)")
    let shown = panel.xRange
    #expect(shown.lowerBound < shown.upperBound && shown.lowerBound.isFinite)
    #expect(scale == .linear || shown.lowerBound > 0)
  }

  @Test func namesStandInTheOrderOfTheirValuesAndLongOnesAreCut() throws {
    let long = String(repeating: "n", count: 60)
    let axis = Axis(nil, names: [2: "two\n", 1: long, 3: ""])
    let shown = try #require(axis.shownNames)
    #expect(shown.map(\.value) == [1, 2, 3])
    #expect(shown[0].name.unicode.count == 41 && shown[0].name.unicode.hasSuffix("n…"))
    #expect(!shown[1].name.unicode.contains("\n"))
    #expect(Axis("x").shownNames.map(\.count) == nil)
  }
}
