// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite struct PlotCommandTests {
  let sun = "age --period 25.4 --bp-rp0 0.818 --bp-rp0-sigma 0.0282"

  private func text(_ program: borrowing BuiltProgram, _ name: String) throws -> String {
    try String(contentsOf: program.folder.appending(path: name), encoding: .utf8)
  }

  @Test func theNameTellsTheForm() throws {
    let program = try BuiltProgram()
    #expect(try program.shell("gyro \(sun) --plot a.gp").exitCode == 0)
    let script = try text(program, "a.gp")
    #expect(script.contains("set output \"a.png\""))
    #expect(script.contains("# gyro \(sun) --plot a.gp"))
    #expect(try program.shell("gyro \(sun) --plot a.vl.json").exitCode == 0)
    let json = Data(try text(program, "a.vl.json").utf8)
    #expect(try JSONSerialization.jsonObject(with: json) is [String: Any])
    let other = try program.shell("gyro \(sun) --plot a.jpeg")
    #expect(other.exitCode == 64)
    #expect(other.standardOutput.contains("--plot a.jpeg does not imply a format"))
  }

  @Test func withoutGnuplotTheScriptStandsBesideAndTheMessageSaysSo() throws {
    let program = try BuiltProgram()
    try FileManager.default.createDirectory(
      at: program.folder.appending(path: "out"), withIntermediateDirectories: false)
    let run = try program.shell(
      "g=$(command -v gyro); PATH=/nowhere \"$g\" \(sun) --plot out/a.pdf")
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("Age "), "the age is printed all the same")
    #expect(run.standardOutput.contains("gnuplot is not installed; its script stands in out/a.gp"))
    #expect(try text(program, "out/a.gp").contains("set terminal pdfcairo"))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: program.folder.appending(path: "out").path)
    #expect(names == ["a.gp"])
  }

  @Test(.enabled(if: Self.hasGnuplot, "gnuplot is not installed"))
  func gnuplotDrawsPicturesOfAStarAndOfATable() throws {
    let program = try BuiltProgram()
    #expect(try program.shell("gyro \(sun) --plot \"it's.png\"").exitCode == 0)
    try Data("period,bp_rp0,bp_rp0_sigma\n10,1,0.03\n-1,1,0.03\n12,1.2,0.03\n".utf8).write(
      to: program.folder.appending(path: "stars.csv"))
    let run = try program.shell("gyro age stars.csv --output ages.csv --plot survey.svg -q")
    #expect(run.exitCode == 0, "\(run.standardOutput)")
    #expect(try text(program, "survey.svg").contains("3 stars, 2 with an age"))
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(names.sorted() == ["ages.csv", "it's.png", "stars.csv", "survey.svg"])
  }

  @Test func aReportOfHeldOutClustersIsDrawnAndAnotherFileIsRefused() throws {
    let program = try BuiltProgram()
    let report = ExampleCommandTests.root.appending(path: "Validation/Results/heldout.json").path
    let run = try program.gyro("plot", report, "--plot", "h.gp")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let script = try text(program, "h.gp")
    #expect(script.contains("68 % intervals of star ages hold"))
    try Data("{\"clusters\": []}".utf8).write(to: program.folder.appending(path: "other.json"))
    let other = try program.gyro("plot", "other.json", "--plot", "h.gp")
    #expect(other.exitCode == 1)
    #expect(other.standardError.contains("is neither a report of held-out clusters nor an"))
    #expect(try program.gyro("plot", "none.json", "--plot", "h.gp").exitCode == 1)
    #expect(try program.gyro("plot", report).exitCode == 64)
  }

  /// A pipe that nobody writes to would hold the run up for ever.
  @Test func aPipeIsNoReport() throws {
    let run = try BuiltProgram().shell(
      "mkfifo p; gyro plot p --plot a.gp; echo $?; gyro model card p --catalogs "
        + "\(ExampleCommandTests.root.appending(path: "Catalogs").path); echo $?")
    #expect(run.standardOutput.split(separator: "\n").filter { $0 == "1" }.count == 2)
    #expect(run.standardOutput.components(separatedBy: "p: is not a regular file").count == 3)
  }

  @Test func anErrorBudgetIsDrawnByAgeAndByCause() throws {
    let program = try BuiltProgram()
    let report = ExampleCommandTests.root.appending(path: "Validation/Results/budget.json").path
    let run = try program.gyro("plot", report, "--plot", "b.gp")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let script = try text(program, "b.gp")
    for words in ["\"  training\"", "\"  statistical\"", "\"  total\"", "set label \"their mean\""]
    {
      #expect(script.contains(words), "\(words)")
    }
    // The mean of the totals of the report, 0.131 dex, stands in the lowest of ten rows.
    #expect(script.contains("\n0.1314786 1\n"))
  }

  @Test func widthAndStyleAreThoseOfEveryPicture() throws {
    let program = try BuiltProgram()
    #expect(
      try program.shell("gyro \(sun) --plot a.gp --width two --style dark").exitCode == 0)
    let script = try text(program, "a.gp")
    // 180 mm at 300 pixels to the inch.
    #expect(script.contains("size 2126,") && script.contains("background"))
    for option in ["--width two", "--style dark"] {
      let run = try program.shell("gyro \(sun) \(option)")
      #expect(run.exitCode == 64)
      #expect(run.standardOutput.contains("has no effect without --plot"))
    }
    #expect(try program.shell("gyro \(sun) --plot b.gp --width three").exitCode == 64)
  }

  @Test func mockStarsAreDrawn() throws {
    let program = try BuiltProgram()
    let run = try program.shell(
      "gyro simulate --age 300 --count 90 --field-fraction 0.3 --outlier-fraction 0.2 "
        + "--plot m.gp -o m.csv")
    #expect(run.exitCode == 0, "\(run.standardOutput)")
    let script = try text(program, "m.gp")
    #expect(script.contains("\"90 mock stars of 300 Myr\""))
    // The legend has as many of each origin as the table.
    let rows = try text(program, "m.csv").split(whereSeparator: \.isNewline).dropFirst()
    for (origin, name) in [
      ("member", "members"), ("outlier", "outliers"), ("field", "field stars"),
    ] {
      let count = rows.count { $0.hasSuffix(",\(origin)") }
      #expect(count > 0 && script.contains("\"\(count) \(name)\""))
    }
  }

  @Test func withoutGnuplotAnAnimationAndAReportLeaveTheirScripts() throws {
    let program = try BuiltProgram()
    let away = "g=$(command -v gyro); PATH=/nowhere \"$g\""
    let run = try program.shell(
      "\(away) track --ages 50:2000:2 --colors 0.6:2.5 --animate a.png")
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("gnuplot is not installed; its script stands in a.gp"))
    // Without gnuplot there is no tool that makes one file of frames: the script makes the GIF.
    #expect(try text(program, "a.gp").contains("set terminal gif animate"))
    #expect(try text(program, "a.gp").contains("set output \"a.gif\""))
  }

  @Test func aCatalogIsDrawnWithItsClusters() throws {
    let program = try BuiltProgram()
    let catalogs = ExampleCommandTests.root.appending(path: "Catalogs").path
    for (name, words) in [(nil, "\"Pleiades ("), ("Pleiades", "Pleiades: ")] {
      let run = try program.gyro(
        ["catalog", "show"] + [name].compactMap { $0 } + ["--catalogs", catalogs, "--plot", "c.gp"])
      #expect(run.exitCode == 0, "\(run.standardError)")
      #expect(try text(program, "c.gp").contains(words))
    }
  }

  @Test func thePosteriorStandsInALineOfTheReport() throws {
    let report = try BuiltProgram().shell("gyro \(sun)").standardOutput
    let line = try #require(report.split(separator: "\n").first { $0.contains("█") })
    #expect(line.hasPrefix("  1.00 Myr ") && line.hasSuffix(" 13.8 Gyr"))
    let blocks = line.dropFirst("  1.00 Myr ".count).dropLast(" 13.8 Gyr".count)
    #expect(blocks.count == 48)
    // The peak at log10 age 3.7 of 4.14 lies in the last fifth.
    let peak = try #require(blocks.firstIndex(of: "█"))
    #expect((38..<46).contains(blocks.distance(from: blocks.startIndex, to: peak)))
  }

  static let hasGnuplot = FileManager.default.isExecutableFile(atPath: "/usr/bin/gnuplot")
}
