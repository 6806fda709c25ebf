// SPDX-License-Identifier: GPL-3.0-or-later
// What a user of `gyro cluster` sees.

import Foundation
import Testing
import _TestSupport

@Suite struct ClusterCommandTests {
  /// Drawn from the default model at 300 Myr, with an interloper in place of s11.
  static let group = """
    id,period,bp_rp0,bp_rp0_sigma,membership
    s01,5.883,0.974,0.029,0.89
    s02,7.522,1.076,0.029,0.92
    s04,4.755,1.751,0.029,0.98
    s05,6.439,1.877,0.029,0.92
    s06,7.015,2.257,0.029,0.98
    s07,11.52,1.612,0.029,0.71
    s09,0.816,2.145,0.029,0.98
    s10,6.768,2.237,0.029,0.89
    s11,0.12,1.050,0.029,0.97
    s12,6.897,1.001,0.029,0.73
    s14,6.207,0.955,0.029,0.77
    s18,2.879,0.776,0.029,0.77
    """
  static let catalogs = PackageFolder.catalogs

  func program(_ table: String = group) throws -> BuiltProgram {
    let program = try BuiltProgram()
    try Data((table + "\n").utf8).write(to: program.folder.appending(path: "group.csv"))
    return program
  }

  func json(_ run: ProgramRun) throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8)) as? [String: Any])
  }

  let quick = ["--chains", "2", "--draws", "300", "--quiet"]

  @Test func thePictureShowsTheStarsAndWithASamplerTheCorner() throws {
    func script(_ method: String) throws -> String {
      let program = try program()
      let run = try program.gyro(
        [
          "cluster", "group.csv", "--method", method, "--plot", "group.gp", "--format", "json",
        ] + quick)
      // So few draws may be called not converged; the picture is drawn all the same.
      let diagnostics = try #require(try json(run)["diagnostics"] as? [String: Any])
      let isConverged = method == "grid" ? true : try #require(diagnostics["converged"] as? Bool)
      #expect(run.exitCode == (isConverged ? 0 : 2), "\(run.standardError)")
      return try String(contentsOf: program.folder.appending(path: "group.gp"), encoding: .utf8)
    }
    let (sampled, exact) = (try script("nuts"), try script("grid"))
    for words in ["Rotation period", "Probability of a shorter period", "Probability density (dex"]
    {
      #expect(sampled.contains(words) && exact.contains(words), "\(words)")
    }
    #expect(sampled.contains("Outlier fraction") && !exact.contains("Outlier fraction"))
    // A line of the density stands in the report, between its ends.
    let report = try program().gyro(["cluster", "group.csv", "--method", "grid"]).standardOutput
    let line = try #require(report.split(separator: "\n").first { $0.contains("█") })
    #expect(line.hasPrefix("  ") && (line.hasSuffix(" Myr") || line.hasSuffix(" Gyr")), "\(line)")
  }

  /// Numbers of a prior from which nothing can be computed are refused with their bounds.
  @Test(
    arguments: [
      ["--prior", "normal:3,1e200"], ["--prior", "normal:3,1e155"], ["--prior", "normal:3,101"],
      ["--prior-age", "1,1e300"], ["--prior-age", "1e-300,1"], ["--prior-age", "700,1e-9"],
      ["--prior", "normal:1e300,1"], ["--prior", "normal:-1e300,1e300"],
    ], ["nuts", "grid"])
  func anAbsurdPriorIsRefused(prior: [String], method: String) throws {
    let run = try program().gyro(
      ["cluster", "group.csv", "--method", method] + prior + (method == "nuts" ? quick : []))
    // A mean beyond the ages allowed is wrong usage.
    #expect([1, 64].contains(run.exitCode), "\(run.standardError)")
    #expect(run.standardError.contains("expected"), "\(run.standardError)")
  }

  @Test func theWidestPriorIsAFlatOne() throws {
    for prior in [["--prior", "normal:3,100"], ["--prior-age", "1,100"]] {
      let run = try program().gyro(["cluster", "group.csv", "--format", "json"] + prior + quick)
      #expect([0, 2].contains(run.exitCode), "\(run.standardError)")
      let age = try #require(try json(run)["log10_age_myr"] as? [String: Double])
      #expect(try #require(age["q50"]).isFinite)
    }
  }

  /// A star whose only possible period the background does not have cannot be weighed against it.
  @Test(arguments: ["nuts", "grid"]) func aPeriodThatNoAliasMakesPossible(method: String) throws {
    let program = try program()
    let text =
      "id,period,bp_rp0,bp_rp0_sigma\n"
      + (0..<8).map { "s\($0),\(4 + 0.1 * Double($0)),1.0,0.03\n" }.joined()
      + "fast,0.02,1.0,0.03\n"
    try Data(text.utf8).write(to: program.folder.appending(path: "fast.csv"))
    let run = try program.gyro(
      [
        "cluster", "fast.csv", "--aliases", "half-double:1,0", "--method", method, "--format",
        "json",
      ]
        + quick)
    #expect([0, 2].contains(run.exitCode), "\(run.standardError)")
    #expect(try json(run)["stars_used"] as? Int == 8)
  }

  @Test func jsonHoldsWhatTheContractNames() throws {
    let run = try program().gyro(
      ["cluster", "group.csv", "--name", "Mock", "--format", "json"] + quick)
    let result = try json(run)
    #expect(result["cluster"] as? String == "Mock")
    #expect(result["stars_used"] as? Int == 12 && result["stars_given"] as? Int == 12)
    let age = try #require(result["log10_age_myr"] as? [String: Double])
    #expect(Set(["q025", "q16", "q50", "q84", "q975", "mode"]).isSubset(of: age.keys))
    let budget = try #require(result["budget_dex"] as? [String: Any])
    let parts = ["statistical", "extinction", "membership", "calibration", "total"]
    #expect(parts.allSatisfy { budget[$0] is Double })
    // Twelve stars are too few to compare halves of them.
    let colors = ["color_halves_difference", "color_disagreement_sigma"]
    #expect(colors.allSatisfy { budget[$0] is NSNull } && result["color_check"] is NSNull)
    #expect(Set(budget.keys) == Set(parts + colors + ["prior"]))
    #expect(budget["prior"] is NSNull)
    let diagnostics = try #require(result["diagnostics"] as? [String: Any])
    for key in [
      "method", "rhat_max", "ess_bulk_min", "ess_tail_min", "divergences", "ebfmi_min", "converged",
    ] { #expect(diagnostics[key] != nil, "\(key) is missing") }
    let converged = try #require(diagnostics["converged"] as? Bool)
    #expect(run.exitCode == (converged ? 0 : 2))
    let parameters = try #require(result["parameters"] as? [String: [String: Double]])
    #expect(parameters["zero_point_mag"]?["q50"] != nil)
    let members = try #require(result["members"] as? [[String: Any]])
    #expect(members.count == 12 && members[8]["id"] as? String == "s11")
    let chances = try members.map { try #require($0["outlier_probability"] as? Double) }
    #expect(chances.max() == chances[8] && chances[8] > 0.3, "\(chances)")
    #expect(members[0]["influence_dex"] is Double)
    let provenance = try #require(result["provenance"] as? [String: Any])
    #expect(provenance["seed"] as? Int == 1 && provenance["model_sha256"] is String)
    // The total interval is never narrower than the floor of the calibrators at that age.
    let floor = try #require(budget["calibration"] as? Double)
    #expect(try #require(age["q84"]) - (try #require(age["q16"])) > 2 * floor && floor > 0.05)
  }

  /// Blue stars as slow as old ones and red stars as fast as young ones: answered, and not to be relied on.
  @Test func colorsThatDisagreeEndWithTwoAfterTheAnswer() throws {
    let program = try program()
    func stars(_ age: String, _ colors: String, _ seed: String) throws -> String {
      let run = try program.gyro(
        "simulate", "--age", age, "--colors", colors, "--count", "15", "--outlier-fraction", "0",
        "--seed", seed, "--quiet")
      return run.standardOutput.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
    }
    let header =
      "id,period,bp_rp0,bp_rp0_sigma,membership,true_age_myr,true_period_days,true_origin\n"
    let table = try header + stars("2000", "0.7:1.1", "1") + stars("100", "1.1:1.6", "2")
    try Data(table.utf8).write(to: program.folder.appending(path: "two.csv"))
    let run = try program.gyro(
      "cluster", "two.csv", "--method", "grid", "--grid", "200", "--format", "json")
    #expect(run.exitCode == 2)
    #expect(run.standardError.contains("colors disagree: two."), "\(run.standardError)")
    let result = try json(run)
    #expect(try #require(result["flags"] as? [String]).contains("color_disagreement"))
    let budget = try #require(result["budget_dex"] as? [String: Any])
    #expect(try #require(budget["color_disagreement_sigma"] as? Double) > 3)
    #expect(try #require(budget["color_halves_difference"] as? Double) > 0.5)
    let halves = try #require(
      (result["color_check"] as? [String: Any])?["halves"] as? [String: Any])
    #expect(halves["part"] is [String: Any] && halves["rest"] is [String: Any])
    let page = try program.gyro("cluster", "two.csv", "--method", "grid", "--grid", "200")
    #expect(page.standardOutput.contains("Do its colors agree? NO"))
  }

  /// One extinction for all stars is that of a column; its error is that of the zero point, which all have in common.
  @Test func allStarsCanShareAnExtinction() throws {
    let rows = ["11,1.05", "12.2,1.15", "8.2,0.85", "11.5,1.1", "12.5,1.25", "9,0.9"]
    func age(
      _ header: String, _ tail: String, _ options: [String]
    ) throws -> (q50: Double, width: Double) {
      let table =
        "Prot,bp_rp,bp_rp_error" + header + "\n" + rows.map { "\($0),0.01\(tail)\n" }.joined()
      let run = try program(table).gyro(
        ["cluster", "group.csv", "--format", "json", "--digits", "17"] + options)
      #expect(run.exitCode == 0, "\(run.standardError)")
      if options.contains("--av-sigma") {
        #expect(run.standardError.contains("is common to all stars"), "\(run.standardError)")
      }
      let ages = try #require(json(run)["log10_age_myr"] as? [String: Any])
      return (try #require(ages["q50"] as? Double), try #require(ages["sigma"] as? Double))
    }
    let grid = ["--method", "grid"]
    let column = try age(",av,av_sigma", ",0.3,0", grid)
    #expect(try age("", "", grid + ["--av", "0.3", "--av-sigma", "0.2"]) == column)
    #expect(try age("", "", grid + ["--av", "0.0"]).q50 != column.q50)
    // The same prior on the zero point in other words: 0.413 E(BP-RP) per mag of A_V.
    let nuts = ["--draws", "1000", "--calibration-sigma", "0"]
    let shared = try age("", "", nuts + ["--av", "0.3", "--av-sigma", "0.2"])
    let sigma = (0.024 * 0.024 + pow(0.413 * 0.2, 2)).squareRoot()
    let stated = try age(",av,av_sigma", ",0.3,0", nuts + ["--zero-point-sigma", "\(sigma)"])
    expectClose(
      stated.q50, shared.q50, .absolute(0.02, because: "two samplings, of an error of 0.1 dex"))
    expectClose(stated.width, shared.width, .absolute(0.02, because: "two samplings"))
    #expect(shared.width > 1.1 * (try age(",av,av_sigma", ",0.3,0", nuts)).width)
  }

  @Test(arguments: [
    (["--cluster", "Praesepe", "--av", "0.1"], "--av goes with a table"),
    (["group.csv", "--av", "0.1", "--ebv", "0.1"], "--av and --ebv are given"),
    (["group.csv", "--av", "0.1", "--av-sigma", "2"], "--av-sigma is 2"),
    (["group.csv", "--av", "0.1"], "--av, and no column with an observed color"),
  ])
  func aSharedExtinctionThatMakesNoSenseIsRefused(options: [String], words: String) throws {
    let run = try program().gyro(["cluster"] + options)
    #expect(run.exitCode != 0 && run.standardOutput.isEmpty)
    #expect(run.standardError.contains(words), "\(run.standardError)")
  }

  @Test func membershipsInPercentAreToldApart() throws {
    let table = "Prot,bp_rp0,bp_rp0_sigma,Prob\n11,1.05,0.02,90\n12,1.1,0.02,80\n"
    let run = try program(table).gyro(
      "cluster", "group.csv", "--method", "grid", "--column", "membership=Prob")
    #expect(run.exitCode == 2)
    #expect(
      run.standardError.contains(
        "2 stars are left out since their membership is not within 0 to 1"))
  }

  @Test func theGridIsExactAndStatistical() throws {
    let program = try program()
    let run = try program.gyro(
      "cluster", "group.csv", "--method", "grid", "--format", "json", "--quiet", "--grid", "300",
      "--members", "members.csv")
    #expect(run.exitCode == 0)
    let result = try json(run)
    #expect(result["includes"] as? [String] == ["statistical", "membership"])
    let diagnostics = try #require(result["diagnostics"] as? [String: Any])
    #expect(diagnostics["method"] as? String == "grid" && diagnostics["converged"] as? Bool == true)
    #expect(diagnostics["rhat_max"] is NSNull)
    let members = try String(
      contentsOf: program.folder.appending(path: "members.csv"), encoding: .utf8)
    #expect(members.split(separator: "\n").count == 13)
    #expect(members.hasPrefix("cluster,id,status,reason,outlier_probability,influence_dex,"))
  }

  @Test func textIsShortAndTablesHaveARowForEachCluster() throws {
    let program = try program()
    let text = try program.gyro(
      "cluster", "group.csv", "--method", "grid", "--quiet", "--grid", "200"
    ).standardOutput
    #expect(text.hasPrefix("group: age ") && text.split(separator: "\n").count < 40)
    for words in ["68 %", "statistical", "calibration", "12 used of 12 given", "moves the age"] {
      #expect(text.contains(words), "\(words) is missing")
    }
    let table = try program.gyro(
      "cluster", "group.csv", "--method", "grid", "--quiet", "--grid", "200", "--format", "csv"
    ).standardOutput
    #expect(table.split(separator: "\n").count == 2 && table.hasPrefix("cluster,stars_used,"))
  }

  @Test func textSaysWhyStarsAreNotUsed() throws {
    let rows = (0..<9).map { "x\($0),\(3 - $0),1.0,0.02" }
    let table = (["id,period,bp_rp0,bp_rp0_sigma", "a,nine,1.0,0.02"] + rows).joined(
      separator: "\n")
    let text = try program(table).gyro(
      "cluster", "group.csv", "--method", "grid", "--quiet", "--grid", "200"
    ).standardOutput
    #expect(text.contains("3 used of 10 given"))
    #expect(text.contains("1 not used: period is \"nine\", expected a number"))
    #expect(text.contains("2 not used for other reasons; --members lists them"))
  }

  @Test func aRunThatHasNotConvergedExitsTwoAndSaysWhatToDo() throws {
    let run = try program().gyro(
      "cluster", "group.csv", "--chains", "2", "--draws", "20", "--format", "json")
    #expect(run.exitCode == 2)
    #expect(run.standardError.contains("not converged") && run.standardError.contains("--draws"))
    let result = try json(run)
    #expect((result["flags"] as? [String])?.contains("not_converged") == true)
    #expect((result["diagnostics"] as? [String: Any])?["converged"] as? Bool == false)
  }

  @Test func aClusterOfTheCatalogByName() throws {
    let run = try BuiltProgram().gyro(
      "cluster", "--cluster", "ngc752", "--catalogs", Self.catalogs, "--method", "grid", "--grid",
      "300", "--format", "json", "--quiet")
    #expect(run.exitCode == 0)
    let result = try json(run)
    #expect(result["cluster"] as? String == "NGC 752")
    #expect((result["flags"] as? [String])?.contains("few_stars") == true)
    let source = try #require(
      (result["provenance"] as? [String: Any])?["source"] as? [String: Any])
    #expect(source["selection"] as? String == "authors" && source["sha256"] is String)
  }

  /// A cluster of the catalog has aliases; a table has the name that it is given.
  @Test(arguments: [("meingast 1", true), ("Psc-Eri", true), ("Pleiades", false)])
  func anAgeLikelihoodOfAnotherGroupIsWarnedOf(id: String, isTheGroup: Bool) throws {
    let program = try program()
    try Data("id,log10_age_myr,log_likelihood\n\(id),0,0\n\(id),4,0\n".utf8)
      .write(to: program.folder.appending(path: "curve.csv"))
    let words =
      "the age likelihood is that of \"\(id)\", which is not a name of the group, \"Psc-Eri\""
    for stars in [
      ["--cluster", "PscEri", "--catalogs", Self.catalogs], ["group.csv", "--name", "Psc-Eri"],
    ] {
      let run = try program.gyro(
        ["cluster", "--method", "grid", "--grid", "300", "--age-likelihood", "curve.csv"] + stars)
      #expect(run.exitCode == 0, "\(run.standardError)")
      let isNamed = isTheGroup && (stars[0] == "--cluster" || id == "Psc-Eri")
      #expect(run.standardError.contains(words) != isNamed, "\(run.standardError)")
    }
  }

  @Test func withoutAUsableStarTheAnswerIsNullAndTheStatusTwo() throws {
    let blue = "id,period,bp_rp0,bp_rp0_sigma\na,3,0.3,0.02\nb,,1.0,0.02"
    for method in ["nuts", "grid"] {
      let run = try program(blue).gyro(
        "cluster", "group.csv", "--method", method, "--format", "json", "--quiet")
      #expect(run.exitCode == 2)
      let result = try json(run)
      #expect(result["log10_age_myr"] is NSNull && result["stars_used"] as? Int == 0)
      #expect(result["flags"] as? [String] == ["no_usable_star", "color_out_of_range"])
      let members = try #require(result["members"] as? [[String: Any]])
      #expect(members.allSatisfy { $0["reason"] is String })
    }
  }

  @Test func wrongUsageIsToldApart() throws {
    let program = try program()
    for (arguments, words) in [
      ([], "Name a table, or a cluster with --cluster"),
      (["group.csv", "--cluster", "Praesepe"], "expected one of them"),
      (["group.csv", "--joint"], "--joint goes with --cluster all"),
      (["--cluster", "all", "--draws-file", "d.bin"], "--joint"),
      (["group.csv", "--draws", "3"], "expected 10 to"),
      (["group.csv", "--age-spread", "-1"], "--age-spread is -1.0"),
      (["group.csv", "--method", "grid", "--draws-file", "d.bin"], "--method nuts"),
      (["group.csv", "--outlier-fraction", "0"], "expected 0.001 to 0.5"),
      (["group.csv", "--prior-age", "120"], "--prior-age"),
      (["group.csv", "--members", "members.json"], "does not imply a format"),
      (["group.csv", "--selection", "authors"], "goes with --cluster"),
      (["--cluster", "Nowhere", "--catalogs", Self.catalogs], "is not a known cluster"),
    ] {
      let run = try program.gyro(["cluster"] + arguments)
      #expect(run.exitCode == 64, "\(arguments): \(run.standardError)")
      #expect(run.standardError.contains(words), "\(arguments): \(run.standardError)")
    }
    let missing = try program.gyro("cluster", "nothing.csv")
    #expect(missing.exitCode == 1 && missing.standardError.contains("nothing.csv"))
    let noPeriod = try self.program("id,bp_rp0\na,1").gyro("cluster", "group.csv")
    #expect(noPeriod.exitCode == 1 && noPeriod.standardError.contains("period"))
    let unwritable = try program.gyro(
      "cluster", "group.csv", "--method", "grid", "--grid", "200", "--quiet", "--output",
      "no/such/folder.json")
    #expect(unwritable.exitCode == 1 && unwritable.standardError.contains("no/such"))
  }

  /// Killed as soon as a state is on disk; going on ends in the bytes of a run that was never killed.
  @Test func aKilledRunGoesOnToTheSameAnswer() throws {
    let program = try program()
    let arguments = "cluster group.csv --chains 2 --draws 400 --quiet --format json"
    let line = "gyro \(arguments) --draws-file d.bin"
    let killed = try program.killing(
      "\(line) > first.json", once: "[ -f d.bin.state ]", output: "d.bin")
    #expect(killed.exitCode == 0, "\(killed.standardOutput)")
    let other = try program.gyro(
      [
        "cluster", "group.csv", "--chains", "2", "--draws", "400", "--quiet", "--seed", "2",
        "--draws-file", "d.bin",
      ])
    #expect(other.exitCode == 1 && other.standardError.contains("another"))
    _ = try program.shell("\(line) --output resumed.json; true")
    _ = try program.shell("gyro \(arguments) --output whole.json; true")
    func ages(_ name: String) throws -> [String: Double] {
      let data = try Data(contentsOf: program.folder.appending(path: name))
      let result = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      return try #require(result?["log10_age_myr"] as? [String: Double])
    }
    #expect(try ages("resumed.json") == ages("whole.json"))
    #expect(FileManager.default.fileExists(atPath: program.folder.appending(path: "d.bin").path))
  }

  /// Refused before the first draw, and before anything stands beside it.
  @Test(arguments: ["pipe", "folder", "/dev/null"])
  func drawsGoIntoAFileOnly(target: String) throws {
    let program = try program()
    let run = try program.shell(
      "mkfifo pipe; mkdir folder; gyro cluster group.csv --draws 10 --chains 1 --quiet --draws-file "
        + "\(target) --output x.json; echo status $?; ls -A; ls -A folder; ls -d /dev/null*")
    #expect(
      run.standardOutput.contains(target == "folder" ? "is a folder" : "is not a regular file"),
      "\(run.standardOutput)")
    #expect(
      run.standardOutput.hasSuffix("status 1\nfolder\ngroup.csv\npipe\n/dev/null\n"),
      "\(run.standardOutput)")
  }
}
