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
    #expect(other.standardError.contains("is not a result that gyro plot draws"))
    #expect(try program.gyro("plot", "none.json", "--plot", "h.gp").exitCode == 1)
    #expect(try program.gyro("plot", report).exitCode == 64)
  }

  /// A result with its figure, and the file that gyro plot draws it from.
  private static let redrawn: [(command: String, result: String)] = [
    ("age --period 12 --bp-rp0 1.05 --format json", "r.json"),
    ("age --star 'EPIC 211892816' --format json", "r.json"),
    ("age s.csv", "r.json"), ("age s.csv", "r.fits"), ("age s.csv", "r.ecsv"),
    ("cluster s.csv --method grid --name 'My group'", "r.json"),
    ("cluster s.csv --method grid", "r.vot"), ("cluster s.csv --draws 40 --chains 2", "r.json"),
    ("cluster g.csv --by group --method grid", "r.json"),
    ("track --bp-rp0 0.8,1.5 --ages 50:2000:5 --relations", "r.json"),
    ("track --gyrochrone 700Myr --stars s.csv", "r.json"),
    ("track --information --ages 50:2000:4 --colors 0.6:2.4:4", "r.json"),
    ("simulate --age 700Myr --count 40", "r.fits"),
  ]

  private func writeTables(_ program: borrowing BuiltProgram) throws {
    let stars = (0..<16).map { row -> String in
      let (period, bpRp0) = (6 + 0.4 * Double(row), 0.7 + 0.05 * Double(row))
      return "\(period),\(bpRp0),0.03"
    }
    let groups = stars.enumerated().map { "\($1),\($0 < 8 ? "a" : "b")" }
    let tables = [
      ("s.csv", "period,bp_rp0,bp_rp0_sigma", stars),
      ("g.csv", "period,bp_rp0,bp_rp0_sigma,group", groups),
    ]
    for (name, header, rows) in tables {
      let text = ([header] + rows).map { $0 + "\n" }.joined()
      try Data(text.utf8).write(to: program.folder.appending(path: name))
    }
  }

  /// The figure is that of the command itself but for the name of the picture.
  @Test(arguments: Self.redrawn) func aResultIsDrawnAgain(command: String, result: String) throws {
    let program = try BuiltProgram()
    try writeTables(program)
    let first = try program.shell("gyro \(command) -q -o \(result) --plot a.gp")
    #expect([0, 2].contains(first.exitCode), "\(first.standardOutput)")
    let again = try program.shell("gyro plot \(result) --plot b.gp")
    #expect(again.exitCode == 0, "\(again.standardOutput)")
    #expect(
      try text(program, "b.gp").replacing("\"b.png\"", with: "\"a.png\"") == text(program, "a.gp"))
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(
      names.sorted() == ["a.gp", "b.gp", "g.csv", result, "s.csv"], "nothing else is written")
  }

  /// A result may be a stranger's: the files that its command names are read, and none is written.
  @Test func theCommandOfAResultWritesNothing() throws {
    let program = try BuiltProgram()
    try writeTables(program)
    let command = "gyro cluster s.csv --draws 40 --chains 2 -q -o r.json --members m.csv"
    _ = try program.shell(
      "\(command) --draws-file kept; rm m.csv kept*; echo mine > kept")
    let again = try program.shell("gyro plot r.json --plot b.gp")
    #expect(again.exitCode == 0, "\(again.standardOutput)")
    #expect(again.standardOutput.contains("computing again, without outputs: gyro cluster s.csv"))
    #expect(try text(program, "kept") == "mine\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(names.sorted() == ["b.gp", "g.csv", "kept", "r.json", "s.csv"])
  }

  @Test func aResultWhoseTableWasChangedIsNotDrawn() throws {
    let program = try BuiltProgram()
    try writeTables(program)
    #expect(try program.shell("gyro age s.csv -q -o r.json").exitCode == 0)
    let changed = try program.shell("sed -i s/^6.0,/9.0,/ s.csv; gyro plot r.json --plot b.gp")
    #expect(changed.exitCode == 1)
    #expect(changed.standardOutput.contains("has other ages than its command gives now"))
    let gone = try program.shell("rm s.csv; gyro plot r.json --plot b.gp")
    #expect(gone.exitCode == 1)
    #expect(gone.standardOutput.contains("Its command was: gyro age s.csv -q -o r.json"))
    let other = try program.shell(
      "sed -i 's/\"model_sha256\":\"..../\"model_sha256\":\"0000/' r.json; "
        + "cp g.csv s.csv; gyro plot r.json --plot b.gp")
    #expect(other.standardOutput.contains("was made with another model"), "\(other.standardOutput)")
  }

  /// What has no figure here is told which command draws it.
  @Test func aFileWithoutAFigureIsToldWhatDrawsIt() throws {
    let program = try BuiltProgram()
    try writeTables(program)
    let results = ExampleCommandTests.root.appending(path: "Validation/Results").path
    let catalogs = ExampleCommandTests.root.appending(path: "Catalogs").path
    let cases = [
      ("gyro age s.csv -q -o r.csv", "r.csv", "Draw it with --plot of the command that made it"),
      ("gyro age s.csv -q -o r.parquet", "r.parquet", "Write the result as .json or .fits"),
      (
        "gyro age - -q --format json < s.csv > r.json", "r.json",
        "was computed from standard input"
      ),
      (
        "gyro catalog show Pleiades --catalogs \(catalogs) --format json > c.json", "c.json",
        "gyro catalog show --plot FILE draws"
      ),
      ("true", "\(results)/external.json", "gyro model card"),
      ("true", "\(results)/folds-stars.json", "gyro train --folds clusters makes a result"),
      ("true", "\(results)/records.json", "is not a result that gyro plot draws"),
    ]
    for (command, result, words) in cases {
      let run = try program.shell("\(command); gyro plot \(result) --plot b.gp")
      #expect(run.exitCode == 1)
      #expect(run.standardOutput.contains(words), "\(result): \(run.standardOutput)")
    }
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
    // The mean of the totals of the report stands in the lowest row.
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: report)))
    let mean = try #require((json as? [String: Any])?["mean_undisputed"] as? [String: Any])
    let total = try #require(mean["total"] as? Double)
    #expect(script.contains("\n\(String(format: "%.7g", total)) 1\n"), "\(total)")
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
