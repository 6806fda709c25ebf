// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import GyroPlotting

@Suite struct FigureLayoutTests {
  @Test func panelsLieInTheFigureAndNotOverEachOther() {
    let frames = FigureLayout(everyMark).frames
    for frame in frames.joined() {
      #expect(frame.left > 0 && frame.right < everyMark.width)
      #expect(frame.bottom > 0 && frame.top < everyMark.height)
      #expect(frame.width > 40 && frame.height > 20)
    }
    // Room for the numbers and the label of the right panel, and for those of the upper one.
    #expect(frames[1][1].left - frames[1][0].right > 20)
    #expect(frames[0][0].bottom - frames[1][0].top > 9)
    #expect(frames[0][0].left == frames[1][0].left)
  }

  /// A row of another length begins a block with columns of its own: wide numbers there move nothing here.
  @Test func rowsOfDifferentLengthAreAlignedBlockByBlock() {
    let wide = panel(y: Axis("y", range: 0...250_000))
    let narrow = panel(y: Axis(nil, showsNumbers: false))
    func frames(_ rows: [[Panel?]]) -> [[FigureLayout.Frame]] {
      FigureLayout(Figure(rows: rows, width: 180, height: 150, provenance: "p")).frames
    }
    let mixed = frames([[wide, wide], [narrow, narrow, nil], [narrow, narrow, narrow]])
    #expect(mixed.map(\.count) == [2, 3, 3])
    #expect(mixed[1][1].left == mixed[2][1].left && mixed[1][1].right == mixed[2][1].right)
    #expect(mixed[1][0].left < mixed[0][0].left)
    #expect(mixed.joined().allSatisfy { $0.left > 0 && $0.right < 180 })
    #expect(mixed[0][0].bottom > mixed[1][0].top && mixed[1][0].bottom > mixed[2][0].top)
  }

  @Test func weightsAreRatiosOfSizes() {
    var figure = everyMark
    (figure.rowWeights, figure.columnWeights) = ([3, 1], [1, 2])
    let frames = FigureLayout(figure).frames
    #expect(abs(frames[0][0].height / frames[1][0].height - 3) < 1e-9)
    #expect(abs(frames[0][1].width / frames[0][0].width - 2) < 1e-9)
  }

  @Test func smallPrintIsBrokenBetweenWords() {
    #expect(FigureLayout.broken("one two three four", width: 9) == ["one two", "three", "four"])
    #expect(
      FigureLayout.broken("one two three four five", width: 20) == ["one two three", "four five"])
    #expect(FigureLayout.broken("", width: 9).isEmpty)
    #expect(FigureLayout.broken("incomprehensible", width: 5) == ["incomprehensible"])
  }

  private func panel(
    _ title: FigureText? = nil, x: Axis = Axis("x"), y: Axis = Axis("y"), labels: [FigureText] = []
  ) -> Panel {
    Panel(
      title, x: x, y: y, legend: .above,
      layers: labels.map { Line(x: [0, 1], y: [0, 1], color: .blue, label: $0) })
  }

  @Test func whatIsNotDrawnTakesNoSpace() {
    let full = panel("title")
    #expect(FigureLayout.above(full, width: 80) > FigureLayout.above(panel(), width: 80))
    let bare = panel(x: Axis(nil, showsNumbers: false), y: Axis(nil, showsNumbers: false))
    #expect(FigureLayout.below(full) > FigureLayout.below(bare))
    #expect(FigureLayout.left(full) > FigureLayout.left(bare))
    #expect(FigureLayout.below(panel(x: Axis("x", showsTicks: false))) < FigureLayout.below(full))
    #expect(FigureLayout.colorLabel(full) == nil)
  }

  @Test func longerNumbersAndNamesTakeMoreSpace() {
    func left(_ axis: Axis) -> Double { FigureLayout.left(panel(y: axis)) }
    #expect(left(Axis("y", range: 0...250_000)) > left(Axis("y", range: 0...10)))
    #expect(left(Axis(nil, names: [1: "Praesepe"])) > left(Axis(nil, names: [1: "M 37"])))
  }

  @Test func aTinyFigureHasPanelsOfPositiveSize() {
    var figure = everyMark
    (figure.width, figure.height) = (1, 1)
    for frame in FigureLayout(figure).frames.joined() {
      #expect(frame.width >= 1 && frame.height >= 1)
    }
  }
}
