// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroPlotting
import Testing
import _TestSupport

/// A figure with every kind of mark, whole, in both languages and on every terminal of gnuplot.
@Suite struct MarkSnapshotTests {
  @Test(arguments: GnuplotScript.Terminal.allCases)
  func everyMarkInTheScript(terminal: GnuplotScript.Terminal) throws {
    let name = "every-mark.\(terminal.rawValue)"
    try expectSnapshot(
      of: GnuplotScript(everyMark).text(terminal, output: name), named: name + ".gp")
  }

  @Test func everyMarkInTheSpecification() throws {
    try expectSnapshot(
      of: JSONText.lines(Data(VegaLite(everyMark).text.utf8)), named: "every-mark.vl.json")
  }

  @Test func framesInTheScriptOfAnAnimation() throws {
    var second = everyMark
    second.title = "Second"
    second.rows = [[everyMark.rows[1][1]]]
    let script = GnuplotScript(frames: [second, second])
    try expectSnapshot(
      of: script.animation(output: "a.gif", milliseconds: 120), named: "animation.gif.gp")
    try expectSnapshot(of: script.frames { "\($0).png" }, named: "animation.frames.gp")
  }
}
