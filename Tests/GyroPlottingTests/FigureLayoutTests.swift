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

  @Test func weightsAreRatiosOfSizes() {
    var figure = everyMark
    (figure.rowWeights, figure.columnWeights) = ([3, 1], [1, 2])
    let frames = FigureLayout(figure).frames
    #expect(abs(frames[0][0].height / frames[1][0].height - 3) < 1e-9)
    #expect(abs(frames[0][1].width / frames[0][0].width - 2) < 1e-9)
  }

  @Test func smallPrintIsBrokenBetweenWords() {
    #expect(FigureLayout.broken("one two three four", width: 9) == ["one two", "three", "four"])
    #expect(FigureLayout.broken("", width: 9).isEmpty)
    #expect(FigureLayout.broken("incomprehensible", width: 5) == ["incomprehensible"])
  }
}
