// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import GyroPlotting

@Suite struct FigureTextTests {
  private let color = FigureText("(BP−RP)").sub("0") + " (mag)"

  @Test func digitsAreRaisedAndLoweredInUnicode() {
    #expect(color.unicode == "(BP−RP)₀ (mag)")
    #expect(FigureText("10").sup("-12").unicode == "10⁻¹²")
    #expect(FigureText("10").sup("−12").unicode == "10⁻¹²")
    #expect(FigureText("x").sub("+3").unicode == "x₊₃")
  }

  @Test func otherTextFollowsAMark() {
    #expect(FigureText("v").sub("rot").unicode == "v_rot")
    #expect(FigureText("e").sup("2x").unicode == "e^2x")
  }

  @Test func gnuplotHasMarkupForEachPiece() {
    #expect(FigureText("10").sup("3").gnuplot == "\"10^{3}\"")
    #expect(FigureText.symbol("P").sub("rot").gnuplot == "\"{/:Italic P}_{rot}\"")
    #expect(FigureText("").gnuplot == "\"\"")
  }

  @Test func aPercentSignBesideATickFormatsNoNumber() {
    #expect(FigureText("68 %").gnuplot == "\"68 %\"")
    #expect(FigureText("68 %").gnuplotTick == "\"68 \\0134045\"")
  }

  @Test func invisibleCharactersAreShownByTheirCode() {
    #expect(FigureText("a\nb").unicode == "a\\u{A}b")
    #expect(FigureText("a\u{202E}b").unicode == "a\\u{202E}b")
    #expect(FigureText.symbol("\u{7}").sub("\t").sup("\r").unicode == "\\u{7}_\\u{9}^\\u{D}")
  }

  @Test func aLiteralIsPlainText() {
    let literal: FigureText = "a_b"
    #expect(literal == FigureText("a_b"))
    #expect(literal != FigureText("a").sub("b"))
    #expect((literal + FigureText("")).unicode == "a_b")
  }
}
