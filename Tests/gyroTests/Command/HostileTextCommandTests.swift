// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import _TestSupport

/// Names that would run a command or act on a terminal, on every way into a figure, a page or a message.
@Suite struct HostileTextCommandTests {
  private static let root = ExampleCommandTests.root
  private static let catalogs = root.appending(path: "Catalogs").path
  private static let hasGnuplot = PlotCommandTests.hasGnuplot
  /// The quote and its accent are one character to a person, and two to gnuplot.
  static let payloads = [
    "x'\u{301}`touch canary`", "x\"\u{301}`touch canary`\"\u{200D}",
    "\u{301}\\\u{FE0F}`touch canary`'",
    "x'.system('touch canary').'", "$(touch canary)'; !touch canary #", "| touch canary",
    "{@^_&~%d%s}\\",
  ]

  private static let stars = """
    name,prot,e_prot,bp_rp0,e_bp_rp0
    a,5.1,0.1,1.0,0.02
    b,6.1,0.1,1.1,0.02
    c,7.0,0.1,1.2,0.02
    d,5.5,0.1,0.9,0.02

    """

  private func files(_ program: borrowing BuiltProgram) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: program.folder.path).sorted()
  }

  /// The pictures, and the scripts run by gnuplot as a stranger would run them; no canary.
  private func expectDrawn(
    _ program: borrowing BuiltProgram, _ arguments: [String],
    as forms: [String] = ["p.svg", "p.gp", "p.vl.json"], shows name: String?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for form in forms where Self.hasGnuplot || form != "p.svg" {
      let run = try program.gyro(arguments + ["--plot", form])
      #expect(run.exitCode == 0, "\(form): \(run.standardError)", sourceLocation: sourceLocation)
    }
    if Self.hasGnuplot {
      #expect(try program.shell("gnuplot -d p.gp").exitCode == 0, sourceLocation: sourceLocation)
      if let name, forms.contains("p.svg") {
        let svg = try String(contentsOf: program.folder.appending(path: "p.svg"), encoding: .utf8)
        #expect(
          svg.contains(name.replacingOccurrences(of: "&", with: "&amp;")),
          sourceLocation: sourceLocation)
      }
    }
    #expect(try !files(program).contains("canary"), sourceLocation: sourceLocation)
  }

  @Test(arguments: payloads.prefix(3)) func theNameOfAGroup(name: String) throws {
    let program = try BuiltProgram()
    try Data(Self.stars.utf8).write(to: program.folder.appending(path: "s.csv"))
    try expectDrawn(
      program, ["cluster", "s.csv", "--method", "grid", "--quiet", "--name", name], as: ["p.gp"],
      shows: name)
  }

  @Test(arguments: payloads.filter { !$0.contains("/") }.suffix(3)) func theNameOfAFile(
    name: String
  ) throws {
    let program = try BuiltProgram()
    try Data(Self.stars.utf8).write(to: program.folder.appending(path: name + ".csv"))
    try expectDrawn(
      program, ["cluster", name + ".csv", "--method", "grid", "--quiet"], as: ["p.gp"],
      shows: name)
  }

  @Test(arguments: payloads.filter { !$0.contains("/") }) func theNameOfThePicture(name: String)
    throws
  {
    let program = try BuiltProgram()
    let star = ["age", "--period", "25", "--bp-rp0", "0.8", "--bp-rp0-sigma", "0.03", "--plot"]
    #expect(try program.gyro(star + [name + ".gp"]).exitCode == 0)
    if Self.hasGnuplot {
      #expect(try program.gyro(star + [name + ".svg"]).exitCode == 0)
      try FileManager.default.moveItem(
        at: program.folder.appending(path: name + ".gp"), to: program.folder.appending(path: "a.gp")
      )
      #expect(try program.shell("gnuplot -d a.gp").exitCode == 0)
      #expect(try files(program) == ["a.gp", name + ".png", name + ".svg"].sorted())
    }
  }

  @Test(arguments: payloads, ["program", "catalog", "suites"]) func aReport(
    name: String, field: String
  ) throws {
    let program = try BuiltProgram()
    let data = try Data(contentsOf: Self.root.appending(path: "Validation/Results/budget.json"))
    var report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    report["clusters"] = try Array(#require(report["clusters"] as? [Any]).prefix(3))
    switch field {
    case "program": report["program"] = name
    case "catalog": report["provenance"] = ["catalog": name]
    default: report["suites"] = [name]
    }
    try JSONSerialization.data(withJSONObject: report).write(
      to: program.folder.appending(path: "r.json"))
    guard field == "suites" else {
      return try expectDrawn(program, ["plot", "r.json"], shows: nil)
    }
    // A suite is one of those that the program knows.
    let run = try program.gyro("plot", "r.json", "--plot", "p.gp")
    #expect(run.exitCode == 1 && run.standardError.contains("at suites/0"), "\(run.standardError)")
    #expect(try files(program) == ["r.json"])
  }

  @Test func theNameOfAClusterInACatalog() throws {
    let program = try BuiltProgram()
    let name = "x'\u{301}`touch canary`"
    let lines = try String(contentsOfFile: Self.catalogs + "/rotators.ecsv", encoding: .utf8)
      .split(separator: "\n").filter { line in
        line.hasPrefix("#") || line.hasPrefix("gaia_dr3_source_id")
          || line.contains(",NGC752,") || line.contains(",NGC6819,")
      }
    let text = lines.joined(separator: "\n").replacingOccurrences(of: ",NGC752,", with: ",\(name),")
    try Data((text + "\n").utf8).write(to: program.folder.appending(path: "small.ecsv"))
    try expectDrawn(
      program, ["catalog", "show", "--catalogs", Self.catalogs, "--catalog", "small.ecsv"],
      shows: name)
  }

  @Test func theNameOfACatalogInTheReportOfRobustness() throws {
    let program = try BuiltProgram()
    let name = "x'\u{301}`touch canary`<script>alert(1)<!--|_*[a](b).ecsv"
    let lines = try String(contentsOfFile: Self.catalogs + "/rotators.ecsv", encoding: .utf8)
      .split(separator: "\n").filter { line in
        line.hasPrefix("#") || line.hasPrefix("gaia_dr3_source_id") || line.contains(",NGC752,")
      }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(
      to: program.folder.appending(path: name))
    let run = try program.gyro(
      "robustness", "--catalog", name, "--catalogs", Self.catalogs, "--suite", "prior,outliers",
      "--clusters", "NGC 752", "--quiet", "--output", "r")
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(try files(program) == ["r", name].sorted())
    for page in ["report.md", "report.html"] {
      let text = try String(
        contentsOf: program.folder.appending(path: "r/\(page)"), encoding: .utf8)
      #expect(!text.contains("<script") && !text.contains("<!--"), "\(page)")
      #expect(text.contains("script"), "\(page): the name stands there")
      #expect(page == "report.html" || !text.contains("`touch") || text.contains("\\`touch"))
    }
  }

  // MARK: Terminal

  private func expectInert(_ run: ProgramRun, sourceLocation: SourceLocation = #_sourceLocation) {
    for scalar in (run.standardOutput + run.standardError).unicodeScalars {
      let isFormat = [.control, .format].contains(scalar.properties.generalCategory)
      #expect(
        scalar == "\n" || !isFormat, "U+\(String(scalar.value, radix: 16))",
        sourceLocation: sourceLocation)
    }
  }

  /// The title of the window, red, what hides the rest of a line, the same with one byte, and reversed text.
  static let sequences = [
    "\u{1B}]0;owned\u{7}", "\u{1B}[31m", "\u{1B}[8m", "\u{9B}31m", "\u{202E}cod",
  ]

  @Test(arguments: sequences) func namesActOnNoTerminal(sequence: String) throws {
    let program = try BuiltProgram()
    let table = Self.stars.replacingOccurrences(of: "\na,", with: "\na\(sequence),")
      .replacingOccurrences(of: "\nb,6.1,", with: "\nb\(sequence),-6.1,")
    try Data(table.utf8).write(to: program.folder.appending(path: "s.csv"))
    let code = PrintableTextCode.of(sequence)
    for form in ["text", "json"] {
      let ages = try program.gyro("age", "s.csv", "--format", form)
      #expect(ages.exitCode == 0)
      expectInert(ages)
      if form == "text" { #expect(ages.standardOutput.contains("a" + code)) }
    }
    // In JSON it is the same name, written by its number.
    let object = try #require(
      try JSONSerialization.jsonObject(
        with: Data(program.gyro("age", "s.csv", "--format", "json").standardOutput.utf8))
        as? [String: Any])
    let stars = try #require(object["stars"] as? [[String: Any]])
    #expect(stars.contains { $0.values.contains { $0 as? String == "a" + sequence } })
    let cluster = try program.gyro("cluster", "s.csv", "--method", "grid", "--name", "n" + sequence)
    #expect(cluster.standardOutput.hasPrefix("n" + code))
    expectInert(cluster)
    for wrong in [
      ["age", "no" + sequence + ".csv"], ["plot", "no" + sequence, "--plot", "a.png"],
      ["age", "s.csv", "--column", "period=" + sequence],
      ["catalog", "show", "--catalog", "x" + sequence],
      ["cite", "x" + sequence], ["sub" + sequence], ["model", "show", "--model", "m" + sequence],
    ] {
      let run = try program.gyro(wrong)
      #expect(run.exitCode != 0 && !run.standardError.isEmpty)
      expectInert(run)
    }
    try Data("name,p\(sequence)rot\na,1\n".utf8).write(to: program.folder.appending(path: "t.csv"))
    expectInert(try program.gyro("age", "t.csv"))
  }

  @Test func aLineBreakInANameIsNoFurtherRow() throws {
    let program = try BuiltProgram()
    let table = Self.stars.replacingOccurrences(of: "\na,", with: "\n\"a\nPleiades 112 Myr\",")
    try Data(table.utf8).write(to: program.folder.appending(path: "s.csv"))
    let run = try program.gyro("age", "s.csv", "--format", "text")
    #expect(run.exitCode == 0)
    #expect(run.standardOutput.contains("a\\u{A}Pleiades 112 Myr "))
    #expect(run.standardOutput.split(separator: "\n").count == 5)
  }

  // MARK: Inputs of others

  private static let hostile = "cases/hostile/"
  private static let hasCases = FileManager.default.fileExists(
    atPath: SharedFolder.file(hostile).path)

  @Test(.enabled(if: Self.hasCases, "\(SharedFolder.absence)"))
  func theReportsThatRanACommandOrCrashed() throws {
    let program = try BuiltProgram()
    let refusals = [
      ("budget-injection", nil), ("plot-crash-1", "cannot be read at clusters/1/systematic"),
      ("plot-crash-2", "log10_age_myr = 400.0 for M50, expected a number from"),
    ]
    for (name, refusal) in refusals {
      let path = SharedFolder.file(Self.hostile + name + ".json").path
      for form in Self.hasGnuplot ? ["p.png", "p.gp"] : ["p.gp"] {
        let run = try program.gyro("plot", path, "--plot", form)
        #expect(run.exitCode == (refusal == nil ? 0 : 1), "\(name): \(run.standardError)")
        if let refusal { #expect(run.standardError.contains(refusal), "\(run.standardError)") }
      }
    }
    if Self.hasGnuplot { #expect(try program.shell("gnuplot -d p.gp").exitCode == 0) }
    #expect(try !files(program).contains { $0.contains("pwned") })
  }

  @Test(.enabled(if: Self.hasCases, "\(SharedFolder.absence)"))
  func checkpointsWithRangesOutOfTheWorld() throws {
    let folder = SharedFolder.file(Self.hostile).path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasPrefix("checkpoint-range") }
    #expect(names.count >= 4)
    let program = try BuiltProgram()
    for name in names {
      for question in [
        ["track", "--gyrochrone", "700", "--plot", "p.gp"],
        ["track", "--information", "--ages", "10:4000:3", "--plot", "p.gp"],
        ["track", "--bp-rp0", "0.82", "--ages", "100", "--plot", "p.gp"], ["model", "card"],
      ] {
        let run = try program.gyro(question + ["--model", "\(folder)/\(name)"])
        // Drawn, or refused in words; no signal.
        #expect(
          run.exitCode == 0 || run.exitCode == 1 && run.standardError.hasPrefix("Error: "),
          "\(name)")
      }
    }
  }
}

/// How a control character is shown, told once more for the tests.
private enum PrintableTextCode {
  static func of(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x202E
        ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }.joined()
  }
}
