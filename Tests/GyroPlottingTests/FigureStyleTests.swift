// SPDX-License-Identifier: GPL-3.0-or-later
// Figures for other backgrounds and other widths.

import Testing

@testable import GyroPlotting

@Suite struct FigureStyleTests {
  private static let black = FigureColor.black.gnuplot

  @Test func aDarkFigureHasNothingBlackAndTheSameData() {
    let figure = everyMark.styled(.dark)
    #expect(figure.fault == nil)
    for terminal in GnuplotScript.Terminal.allCases {
      let script = GnuplotScript(figure).text(terminal, output: "f.\(terminal.rawValue)")
      #expect(script.contains("background"))
      #expect(!script.contains(Self.black), "\(terminal)")
      // All text has a color of its own, since that of gnuplot is black.
      for line in script.split(separator: "\n") where line.hasPrefix("set label") {
        #expect(line.contains("textcolor") || line.contains(" point "), "\(line)")
      }
    }
    let vega = VegaLite(figure).text
    #expect(!vega.contains("\"#000000\"") && !vega.contains("\"white\""))
    let extents = zip(everyMark.rows.joined(), figure.rows.joined()).map { before, after in
      before?.layers.map(\.extent.x) == after?.layers.map(\.extent.x)
    }
    #expect(extents.allSatisfy { $0 })
  }

  @Test func lowDensitiesAreDarkOnADarkBackground() throws {
    func colors(_ style: FigureStyle) throws -> [String] {
      try #require(everyMark.styled(style).rows[1][0]?.map).colors
    }
    let (dark, light) = (try colors(.dark), try colors(.light))
    #expect(
      dark.first == FigureStyle.dark.background && light.first == FigureStyle.light.background)
    #expect(Array(dark.dropFirst()) == Array(light.reversed().dropFirst()))
    #expect(try colors(.transparent) == (try colors(.light)))
  }

  @Test func aTransparentFigureHasNoBackground() {
    let figure = everyMark.styled(.transparent)
    func script(_ terminal: GnuplotScript.Terminal) -> String {
      GnuplotScript(figure).text(terminal, output: "f")
    }
    #expect(script(.png).contains(" transparent\n"))
    for terminal in GnuplotScript.Terminal.allCases {
      #expect(!script(terminal).contains("background"))
    }
    #expect(VegaLite(figure).text.contains("\"background\":\"transparent\""))
  }

  private func panel() -> Panel { Panel(x: Axis("x"), y: Axis("y"), layers: []) }

  @Test func widthsAreThoseOfAJournal() throws {
    let narrow = Figure(panel(), provenance: "p")
    #expect(try #require(narrow.fitted(to: .one)).height == narrow.height)
    let wide = try #require(narrow.fitted(to: .two))
    #expect(wide.width == 180 && wide.height > narrow.height)
    // Panels side by side are put one below the other.
    let pair = Figure(
      rows: [[panel(), nil, panel()]], columnWeights: [1, 1, 2], width: 180, height: 80,
      provenance: "p")
    let stacked = try #require(pair.fitted(to: .one))
    #expect(stacked.rows.map(\.count) == [1, 1] && stacked.width == 85)
    #expect(stacked.height > pair.height && stacked.columnWeights == nil)
    // A grid would be too small.
    let grid = Figure(
      rows: [[panel(), panel()], [panel(), panel()]], width: 180, height: 80, provenance: "p")
    #expect(grid.fitted(to: .one).map { _ in true } == nil)
    #expect(try #require(grid.fitted(to: .two)).height == 80)
  }
}
