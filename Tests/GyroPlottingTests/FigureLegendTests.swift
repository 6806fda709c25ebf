// SPDX-License-Identifier: GPL-3.0-or-later
// Legends: every name once, in few rows, within the figure.

import Testing

@testable import GyroPlotting

@Suite struct FigureLegendTests {
  private func marks(_ labels: [String?]) -> [any Mark] {
    labels.map { Line(x: [0, 1], y: [0, 1], color: .blue, label: $0.map { FigureText($0) }) }
  }

  private func words(_ rows: [[FigureLegend.Entry]]) -> [[String]] {
    rows.map { $0.map(\.label.unicode) }
  }

  @Test func everyNameStandsThereOnceInItsOrder() {
    let legend = FigureLegend(marks(["68 %", nil, "95 %", "68 %", "median"]))
    #expect(words(legend.rows(width: 80)) == [["68 %", "95 %", "median"]])
    #expect(FigureLegend(marks([nil])).height(width: 80) == 0)
  }

  /// The legend of a single star's age takes one row of a column of a journal.
  @Test func shortNamesShareARowWhateverTheLongestIs() {
    let legend = FigureLegend(marks(["no calibrators", "68 %", "95 %", "prior", "median"]))
    #expect(legend.rows(width: Figure.columnWidth - 2).count == 1)
    #expect(legend.height(width: 40) > legend.height(width: 80))
  }

  @Test(arguments: 1...12) func rowsStayWithinTheirWidth(count: Int) {
    let names = (0..<count).map { String(repeating: "x", count: 1 + 5 * $0 % 17) + "\($0)" }
    let legend = FigureLegend(marks(names))
    #expect(words(legend.rows(width: 60)).flatMap { $0 } == names)
    let placed = legend.placed(center: 50, within: 10...70, bottom: 5)
    for (entry, x, y) in placed { #expect(x >= 10 && x + entry.width <= 70.001 && y > 5) }
    // Entries of a row do not overlap.
    for (left, right) in zip(placed, placed.dropFirst()) where left.y == right.y {
      #expect(left.x + left.entry.width < right.x)
    }
    // A name that is too long has a row of its own.
    let long = FigureLegend(marks(names.map { $0 + String(repeating: "x", count: 90) }))
    #expect(long.rows(width: 60).count == count)
  }

  @Test func aCommonLegendNamesTheMarksOfAllPanels() {
    func panel(_ labels: [String?]) -> Panel {
      Panel(x: Axis("x"), y: Axis("y"), layers: marks(labels))
    }
    var figure = Figure(rows: [[panel(["a", "b"]), nil, panel(["b", "c"])]], provenance: "p")
    let without = FigureLayout(figure)
    #expect(without.commonLegend.isEmpty)
    figure.hasCommonLegend = true
    let layout = FigureLayout(figure)
    #expect(layout.commonLegend.map(\.entry.label.unicode) == ["a", "b", "c"])
    #expect(
      layout.commonLegend.allSatisfy { $0.y > layout.frames[0][0].top && $0.y < figure.height })
    #expect(layout.frames[0][0].height < without.frames[0][0].height)
    #expect(VegaLite(figure).text.contains("\"text\":\"c\""))
    #expect(GnuplotScript(figure).text(.svg, output: "f.svg").contains("set label \"c\""))
  }
}
