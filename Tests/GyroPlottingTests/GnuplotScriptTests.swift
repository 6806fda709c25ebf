// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroPlotting

@Suite struct GnuplotScriptTests {
  let script = GnuplotScript(everyMark).text(.png, output: "it's.png")

  @Test func dataStandInTheScriptInTheirOwnUnits() {
    #expect(script.contains("$r1c1_1 << EOD\n10 0 1\n100 0 2\n1000 0 1\nEOD\n"))
    #expect(script.contains("$r1c1_2 << EOD\n10 1\n100 2\nNaN 2\n1000 1\nEOD\n"))
    // The lower end of 3 ± 4 has no place on a logarithmic axis, and is drawn to its edge.
    #expect(script.contains("1 3 0.9 1.1 "))
    #expect(!script.contains(" -1 7"))
  }

  @Test func logarithmicAxesTakeTheLogarithmOfData() {
    #expect(script.contains("$r1c1_1 using (log10($1)):($2):($3) with filledcurves"))
    #expect(script.contains("set xrange [0:4]"))
    #expect(script.contains("\"1000\" 3 0"))
    #expect(script.contains("at first 3.659916,first 1 left"))
    // Cells of a map are uniform in log10, and so are its values: 0, 1, 2, none; none, log10 5.
    #expect(script.contains("$r2c1_1 << EOD\n0 1\n2 NaN\nNaN 0.69897\nEOD\n"))
    #expect(script.contains("using (1+2*$1):(-0.5+1*$2):3 matrix with image"))
  }

  @Test func theFileSaysWhatItRestsOnAndHowItWasMade() {
    #expect(script.contains("# gyro, model default\n# gyro age stars.csv\n"))
    #expect(script.contains("set output \"it\\0047s.png\""))
  }

  @Test func whatAUserNamedIsNoMarkupAndNoCommand() {
    let name = "A_b^{c} 'd' `rm` @e & ~f \\g\nset output 'x'"
    let text = FigureText(name).gnuplot
    #expect(
      text
        == #""A\0134\0137b\0134\0136\0134\0173c\0134\0175 \0047d\0047 \0140rm\0140 \0134\0100e \0134\0046 \0134\0176f "#
        + #"\0134\0134g\0134\0134u\0134\0173A\0134\0175set output \0047x\0047""#)
    let figure = Figure(
      Panel(
        x: Axis("x"), y: Axis("y"), layers: [Annotation(FigureText(name), at: .panel(x: 0, y: 0))]),
      provenance: name, command: name)
    let commands = GnuplotScript(figure).text(.svg, output: name)
      .split(separator: "\n").filter { $0.hasPrefix("set output") }
    #expect(commands.count == 1)
  }

  /// In SVG words after a subscript are an element of their own, which loses a space at its beginning.
  @Test func aSpaceAfterASubscriptStays() {
    #expect(
      (FigureText("(BP−RP)").sub("0") + " (mag)").gnuplot == "\"(BP−RP)_{0}\u{200B}\u{A0}(mag)\"")
    #expect(FigureText(" a").gnuplot == "\" a\"")
  }

  @Test func everyDashIsItsOwn() {
    let dashes: [LineDash] = [.dotted, .dashed, .shortDashed, .dashDotted, .longDashed]
    #expect(Set(dashes.map(\.pattern)).count == dashes.count)
    let figure = Figure(
      Panel(
        x: Axis("x"), y: Axis("y"),
        layers: dashes.map { Line(x: [0, 1], y: [0, 1], color: .black, dash: $0) }),
      provenance: "")
    let script = GnuplotScript(figure).text(.png, output: "a.png")
    for pattern in ["(2,4)", "(9,5)", "(5,3)", "(9,4,2,4)", "(18,5)"] {
      #expect(script.contains("dashtype \(pattern)"))
    }
  }

  @Test func aColorHasItsTransparencyFirst() {
    #expect(FigureColor.blue.gnuplot == "rgb '#000072b2'")
    #expect(FigureColor.blue.opacity(0.25).gnuplot == "rgb '#bf0072b2'")
  }

  /// gnuplot itself takes every script, and draws more than an empty page.
  @Test(
    .enabled(if: Self.gnuplot != nil, "gnuplot is not installed"),
    arguments: GnuplotScript.Terminal.allCases)
  func gnuplotTakesIt(terminal: GnuplotScript.Terminal) throws {
    let program = try #require(Self.gnuplot)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let empty = Figure(Panel(x: Axis(nil), y: Axis(nil), layers: []), provenance: "")
    for (name, figure) in [("all", everyMark), ("empty", empty)] {
      let (commands, picture) = (
        folder.appending(path: name), folder.appending(path: name + ".out")
      )
      let text = GnuplotScript(figure).text(terminal, output: picture.path)
      try Data(text.utf8).write(to: commands)
      let process = Process()
      process.executableURL = program
      process.arguments = ["-d", commands.path]
      let said = Pipe()
      process.standardError = said
      try process.run()
      let words = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(words)")
      // Empty cells are meant; of nothing else may it warn.
      let others = words.split(separator: "\n").filter { !$0.hasSuffix("undefined values") }
      #expect(others.isEmpty, "\(words)")
      let drawn = try Data(contentsOf: picture)
      #expect(drawn.count > 1000)
      let start: [UInt8] =
        switch terminal {
        case .png: [0x89, 0x50, 0x4E, 0x47]
        case .svg: Array("<?xml".utf8)
        case .pdf: Array("%PDF".utf8)
        }
      #expect(drawn.starts(with: start))
    }
  }

  static let gnuplot = ["/usr/bin/gnuplot", "/usr/local/bin/gnuplot", "/opt/homebrew/bin/gnuplot"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }.map { URL(filePath: $0) }
}
