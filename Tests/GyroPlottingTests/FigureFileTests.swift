// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

@testable import GyroPlotting

@Suite struct FigureFileTests {
  private let figure = Figure(
    Panel(
      x: Axis("x"), y: Axis("y"),
      layers: [Line(x: [1, 2], y: [1, 2], color: .blue, label: "a")]), provenance: "a test")

  /// Lends a folder that is gone afterwards.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test(arguments: ["a.png", "a.SVG", "b/a.pdf", "a.gp", "a.vl.json", "a.b.PNG"])
  func theNameSaysTheForm(name: String) {
    #expect(FigureFile(path: name) != nil)
  }

  @Test(arguments: ["a", "a.json", "a.jpg", "a.png.txt", "", "png", ".gif", "a.gif"])
  func anotherNameSaysNone(name: String) {
    #expect(FigureFile(path: name) == nil)
  }

  @Test(arguments: [
    ("a.gif", true), ("a.PNG", true), ("a.apng", true), ("a.svg", false), ("a", false),
  ])
  func theNameSaysTheFormOfAnAnimation(name: String, isOne: Bool) {
    #expect((AnimationFile(path: name) != nil) == isOne)
  }

  @Test func aScriptDrawsAPictureBesideIt() throws {
    try inFolder { folder in
      try #require(FigureFile(path: folder + "/it's.gp")).write(figure)
      let text = try String(contentsOfFile: folder + "/it's.gp", encoding: .utf8)
      #expect(text == GnuplotScript(figure).text(.png, output: "it's.png"))
    }
  }

  @Test func aSpecificationIsWrittenAsItIs() throws {
    try inFolder { folder in
      try #require(FigureFile(path: folder + "/a.vl.json")).write(figure)
      let text = try String(contentsOfFile: folder + "/a.vl.json", encoding: .utf8)
      #expect(text == VegaLite(figure).text)
    }
  }

  @Test(arguments: ["a.gp", "a.vl.json", "a.png"])
  func numbersBeyondWhatCanBeDrawnAreRefusedAndNothingIsWritten(name: String) throws {
    let panel = Panel(x: Axis("Age", range: AxisRange(2, 1)), y: Axis("y"), layers: [])
    try inFolder { folder in
      let file = try #require(FigureFile(path: "\(folder)/\(name)"))
      let error = try #require(throws: FileError.self) {
        try file.write(Figure(panel, provenance: ""))
      }
      #expect(error.problem.hasPrefix("cannot be drawn: the axis \"Age\" would go from 2.0 to 1.0"))
      #expect(error.path == "\(folder)/\(name)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test(
    .enabled(if: Gnuplot.isInstalled, "gnuplot is not installed"),
    arguments: [("a.png", PictureFormat.png), ("a.svg", .svg), ("a.pdf", .pdf)])
  func aPictureIsComplete(name: String, format: PictureFormat) throws {
    try inFolder { folder in
      try #require(FigureFile(path: "\(folder)/\(name)")).write(figure)
      let bytes = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
      #expect(format.isComplete(bytes))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
    }
  }

  @Test(
    .enabled(if: Gnuplot.isInstalled, "gnuplot is not installed"),
    arguments: [("a.png", PictureFormat.png), ("a.gif", .gif)])
  func anAnimationIsComplete(name: String, format: PictureFormat) throws {
    var second = figure
    second.title = "second"
    try inFolder { folder in
      let file = try #require(AnimationFile(path: "\(folder)/\(name)"))
      try Gnuplot.animate(GnuplotScript(frames: [figure, second]), to: file)
      #expect(format.isComplete(try Data(contentsOf: URL(filePath: file.path))))
    }
  }

  @Test func aFolderThatIsNotThereIsAnErrorOfTheFile() throws {
    for name in ["a.gp", "a.vl.json"] + (Gnuplot.isInstalled ? ["a.png"] : []) {
      let path = "/nowhere at all/\(name)"
      let error = try #require(throws: FileError.self) {
        try #require(FigureFile(path: path)).write(figure)
      }
      #expect(error.path == path)
    }
  }

  @Test(arguments: [
    ("a.png", "a.gp"), ("b/a.png", "b/a.gp"), ("/b/a.tar.png", "/b/a.tar.gp"),
    ("./a.svg", "./a.gp"),
    ("b//a.png", "b//a.gp"),
  ])
  func theScriptStandsBesideThePicture(picture: String, script: String) {
    #expect(Gnuplot.scriptPath(beside: picture) == script)
    #expect(Gnuplot.substitute(for: picture) == (Gnuplot.isInstalled ? nil : script))
    #expect(Gnuplot.substitute(for: "a.gp") == nil && Gnuplot.substitute(for: "a.vl.json") == nil)
  }
}
