// SPDX-License-Identifier: GPL-3.0-or-later
// Tables good and bad through the command: a clear error or a row with a reason, never a crash.

import Foundation
import Testing

@Suite struct AgeTableCommandTests {
  func run(_ table: String, _ arguments: String...) throws -> ProgramRun {
    try BuiltProgram().gyro(["age", "-", "--grid", "200"] + arguments, standardInput: table)
  }

  /// The cells of an output table, without its header.
  func cells(_ run: ProgramRun, _ column: String) throws -> [String] {
    let lines = run.standardOutput.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let index = try #require(lines.first?.firstIndex(of: column))
    return lines.dropFirst().map { $0[index] }
  }

  @Test func theMatchIsReportedAndCanBeSilenced() throws {
    let table = "GaiaDR3_ID,BPRP_0,e_BPRP_0,Prot\n123,1,0.03,12\n"
    #expect(
      try run(table).standardError
        == "<standard input>: id = GaiaDR3_ID, period = Prot, bp_rp0 = BPRP_0, bp_rp0_sigma = e_BPRP_0\n"
    )
    let members = "Prot,BPRP_0,e_BPRP_0,Pmem,memory\n12,1,0.03,0.5,1\n"
    #expect(
      try run(members).standardError.hasSuffix(
        "\n<standard input>: Pmem is not used; if it holds memberships from 0 to 1, name it with "
          + "--column membership=Pmem\n"))
    #expect(
      try !run(members, "--column", "membership=Pmem").standardError.contains("is not used"))
    #expect(try run(table, "--quiet").standardError.isEmpty)
    #expect(
      try run(table, "--column", "period=Prot", "--column", "bp_rp0=BPRP_0").exitCode == 0)
  }

  /// The quantiles and flags of each row.
  private func ages(_ run: ProgramRun) throws -> [[String]] {
    #expect(run.exitCode == 0, "\(run.standardError)")
    return try ["age_myr_q16", "age_myr_q50", "age_myr_q84", "gyro_flags"].map {
      try cells(run, $0)
    }
  }

  /// σ = 1.0857 / SNR of each flux, in quadrature.
  @Test func signalToNoiseRatiosAreTheErrorOfAColor() throws {
    let ratios = try run(
      "Prot,bp_rp,snr_bp,snr_rp,av,av_sigma\n12,1.1,40,60,0.1,0.01\n9,0.9,,60,0.1,0.01\n")
    #expect(ratios.standardError.contains("bp_snr = snr_bp, rp_snr = snr_rp"))
    let sigma = 2.5 / log(10.0) * (1 / 1600.0 + 1 / 3600.0).squareRoot()
    let stated = try run(
      "Prot,bp_rp,bp_rp_sigma,av,av_sigma\n12,1.1,\(sigma),0.1,0.01\n9,0.9,,0.1,0.01\n")
    #expect(try ages(ratios) == ages(stated))
    #expect(try cells(ratios, "gyro_flags")[1] == "color_sigma_defaulted")
    #expect(try !cells(ratios, "gyro_flags")[0].contains("color_sigma_defaulted"))
    let wider = try run("Prot,bp_rp,bp_rp_sigma,av,av_sigma\n12,1.1,\(1.2 * sigma),0.1,0.01\n")
    #expect(try ages(wider)[0][0] != ages(stated)[0][0])
  }

  /// One extinction for all rows has the ages of a column of it.
  @Test(arguments: [("av", 0.12), ("ebv", 0.04), ("e_bp_rp", 0.05)])
  func allRowsCanShareAnExtinction(key: String, value: Double) throws {
    let option = "--" + key.replacingOccurrences(of: "_", with: "-")
    let table = "Prot,bp_rp,bp_rp_error\n12,1.1,0.02\n9,0.9,0.02\n"
    let shared = try run(table, option, "\(value)", option + "-sigma", "0.03")
    let column = try run(
      "Prot,bp_rp,bp_rp_error,\(key),\(key)_sigma\n12,1.1,0.02,\(value),0.03\n9,0.9,0.02,\(value),0.03\n"
    )
    #expect(try ages(shared) == ages(column))
    #expect(
      shared.standardError.contains(
        "\(key) = \(option) \(value), \(key)_sigma = \(option)-sigma 0.03"),
      "\(shared.standardError)")
    // The table comes out as it went in.
    #expect(shared.standardOutput.hasPrefix("Prot,bp_rp,bp_rp_error,log10_age_myr_q025,"))
    // Without an error it is flagged, and a column of its own may get one.
    #expect(
      try cells(run(table, option, "\(value)"), "gyro_flags").allSatisfy {
        $0.contains("extinction_sigma_missing")
      })
    let sigma = try run(
      "Prot,bp_rp,bp_rp_error,\(key)\n12,1.1,0.02,\(value)\n9,0.9,0.02,\(value)\n",
      option + "-sigma", "0.03")
    #expect(try ages(sigma) == ages(column))
  }

  /// What an age was found from stands beside it: the dereddened color with its error.
  @Test func theColorThatWasUsedIsInTheTable() throws {
    let dereddened = try run(
      "Prot,bp_rp,bp_rp_error,e_bp_rp,e_bp_rp_sigma\n12,1.1,0.02,0.1,0.03\n0,1.1,0.02,0.1,0.03\n")
    #expect(try cells(dereddened, "bp_rp0_used") == ["1.0", ""])
    // The floor of two bands of 0.01 mag is part of it.
    let sigma = (0.02 * 0.02 + 2 * 0.01 * 0.01 + 0.03 * 0.03).squareRoot()
    let written = try #require(Double(try cells(dereddened, "bp_rp0_used_sigma")[0]))
    #expect(abs(written - sigma) < 1e-6)
    // A second run replaces both, and does not take them for colors.
    let again = try run(dereddened.standardOutput)
    #expect(again.exitCode == 0 && again.standardOutput == dereddened.standardOutput)
  }

  /// Probabilities that may be memberships are named, and percent need their unit, which the option can state.
  @Test(arguments: ["Prob", "proba", "P_mem", "membProb", "pmemb"])
  func aColumnThatMayBeAMembershipIsNamed(name: String) throws {
    let table = "Prot,bp_rp0,bp_rp0_sigma,\(name)\n12,1.1,0.02,40\n"
    #expect(
      try run(table).standardError.contains(
        "\(name) is not used; if it holds memberships from 0 to 1, name it with --column membership=\(name)"
      ))
    let refused = try run(table, "--column", "membership=\(name)")
    #expect(refused.exitCode == 2)
    #expect(try cells(refused, "gyro_reason")[0].contains("the membership is 40.0"))
    let percent = try run(table, "--column", "membership=\(name) [%]")
    #expect(percent.standardError.contains("membership = \(name) in %"), "\(percent.standardError)")
    let fraction = try run(
      "Prot,bp_rp0,bp_rp0_sigma,\(name)\n12,1.1,0.02,0.4\n", "--column", "membership=\(name)")
    #expect(try ages(percent) == ages(fraction))
  }

  /// The unit behind a name is that of a column without one; a column of that very name goes before it.
  @Test func theUnitOfANamedColumnCanBeGiven() throws {
    let hours = try run("P,bp_rp0,bp_rp0_sigma\n288,1.1,0.02\n", "--column", "period=P [h]")
    let days = try run("P,bp_rp0,bp_rp0_sigma\n12,1.1,0.02\n", "--column", "period=P")
    #expect(hours.standardError.contains("period = P in h"))
    #expect(try ages(hours) == ages(days))
    let wrong = try run("P,bp_rp0,bp_rp0_sigma\n288,1.1,0.02\n", "--column", "period=P [mag]")
    #expect(wrong.exitCode == 1 && wrong.standardError.contains("the unit \"mag\""))
  }

  @Test(arguments: [
    ("Prot,bp_rp,A_V\n12,1.1,0.1\n", ["--av", "0.1"], 1, "A_V"),
    ("Prot,bp_rp,E(B-V)\n12,1.1,0.1\n", ["--av", "0.1"], 1, "beside --av, which is for all rows"),
    ("Prot,bp_rp,av,av_err\n12,1.1,0.1,0.1\n", ["--av-sigma", "0.1"], 1, "beside --av-sigma"),
    ("Prot,bp_rp\n12,1.1\n", ["--av-sigma", "0.1"], 1, "extinction"),
    ("Prot,bp_rp0\n12,1.1\n", ["--av", "0.1"], 1, "--av, and no column with an observed color"),
    ("Prot,bp_rp\n12,1.1\n", ["--av", "0.1", "--ebv", "0.1"], 64, "--av and --ebv are given"),
    ("Prot,bp_rp\n12,1.1\n", ["--av", "0.1", "--ebv-sigma", "0.1"], 64, "without --ebv"),
    ("Prot,bp_rp\n12,1.1\n", ["--av", "0.1", "--av-sigma", "-1"], 64, "--av-sigma is -1"),
    ("Prot,bp_rp,x\n12,1.1,0\n", ["--av", "0.1", "--column", "av=x"], 64, "--column av=…"),
    ("Prot,bp_rp\n12,1.1\n", ["--av", "0.1", "--period", "3"], 64, "--period is about one star"),
  ])
  func anExtinctionInTwoPlacesIsRefused(
    table: String, options: [String], status: Int, words: String
  ) throws {
    let run = try BuiltProgram().gyro(["age", "-", "-q"] + options, standardInput: table)
    #expect(run.exitCode == status)
    #expect(run.standardError.contains(words), "\(run.standardError)")
    #expect(run.standardOutput.isEmpty)
  }

  @Test(arguments: [
    ("", "an empty file"), ("id,name\n1,a\n", "a column with the rotation period"),
    ("Prot,note\n12,0.9\n", "the dereddened BP-RP"),
    ("Prot,bp_rp\n12,0.8\n", "the extinction beside the observed BP-RP"),
    ("Prot,bp_rp\n12,0.8\n", "one for all rows is given with --av"),
    ("Prot,BPRP_0,Prot\n12,1,12\n", "\"Prot_1\" and \"Prot_2\", columns of one name, \"Prot\""),
    ("Prot,BPRP_0\n12,1\n13\n", "<standard input>:3"),
  ])
  func aTableThatCannotBeReadIsAnError(table: String, words: String) throws {
    let run = try run(table)
    #expect(run.exitCode == 1)
    #expect(run.standardError.contains(words), "\(run.standardError)")
  }

  @Test func theErrorsAndSubstitutesOfATableAreUsed() throws {
    let kepler = try run(
      "KIC,Teff,e_Teff,Prot,e_Prot\n1,5770,80,25,3\n2,1200,80,25,3\n3,,80,25,3\n")
    #expect(
      kepler.standardError.hasPrefix(
        "<standard input>: id = KIC, period = Prot, period_sigma = e_Prot, teff = Teff, "
          + "teff_sigma = e_Teff\n"))
    #expect(try cells(kepler, "gyro_flags")[0].contains("color_from_teff"))
    #expect(try cells(kepler, "gyro_reason")[1].contains("the temperature is 1200.0 K"))
    #expect(try cells(kepler, "gyro_reason")[2] == "the temperature is missing")
    // A period error of 12 percent is wider than none.
    let exact = try run("Teff,e_Teff,Prot\n5770,80,25\n")
    let widths = try [kepler, exact].map { Double(try cells($0, "log10_age_myr_sigma")[0]) ?? 0 }
    #expect(widths[0] > widths[1])
    // A Gaia color goes before a temperature, unless the temperature alone is asked for.
    let gaia = "Teff,Prot,bp_rp0,bp_rp0_sigma,ruwe\n5770,25,0.9,0.02,3.5\n"
    #expect(try run(gaia).standardError.contains("bp_rp0 = bp_rp0"))
    #expect(try cells(run(gaia), "gyro_flags")[0].contains("ruwe_high"))
    #expect(
      try run(gaia, "--column", "teff=Teff").standardError
        == "<standard input>: period = Prot, teff = Teff, ruwe = ruwe\n")
  }

  @Test func ageLikelihoodsAreMatchedByName() throws {
    let program = try BuiltProgram()
    try Data("id,log10_age_myr,log_likelihood\na,2,0\na,2.2,0\nz,2,0\nz,3,0\n".utf8)
      .write(to: program.folder.appending(path: "other.csv"))
    let stars = "id,Prot,BPRP_0,e_BPRP_0\na,12,1,0.03\nb,12,1,0.03\n"
    let run = try program.gyro(
      ["age", "-", "--age-likelihood", "other.csv"], standardInput: stars)
    #expect(run.exitCode == 0)
    #expect(
      run.standardError.contains(
        "1 of 2 rows have an age likelihood; the table of them names 2 stars"))
    let medians = try cells(run, "log10_age_myr_q50").compactMap(Double.init)
    #expect((2...2.2).contains(medians[0]) && medians[1] > 2.5)
    let sun = ["age", "--period", "25.4", "--bp-rp0", "0.818", "--age-likelihood", "other.csv"]
    let ambiguous = try program.gyro(sun)
    #expect(ambiguous.exitCode == 64 && ambiguous.standardError.contains("2 stars; expected one"))
    try Data("id,log10_age_myr,log_likelihood\na,3.6,0\na,3.8,0\n".utf8)
      .write(to: program.folder.appending(path: "other.csv"))
    let single = try program.gyro(sun)
    #expect(
      single.exitCode == 0 && single.standardOutput.contains("age likelihood other.csv, sha256"))
  }

  @Test func aHeaderAloneIsAnEmptyAnswer() throws {
    let run = try run("Prot,BPRP_0\n")
    #expect(run.exitCode == 0)
    #expect(run.standardOutput.split(separator: "\n").count == 1)
    let text = try self.run("Prot,BPRP_0\n", "--format", "text")
    #expect(text.exitCode == 0 && text.standardOutput.hasPrefix("star "))
    #expect(text.standardOutput.split(separator: "\n").count == 1)
    for format in ["fits", "votable", "ecsv"] {
      let run = try self.run("Prot,BPRP_0\n", "--format", format, "--output", "none")
      #expect(run.exitCode == 0, "\(format): \(run.standardError)")
    }
    let json = try self.run("Prot,BPRP_0\n", "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8))
    #expect(((object as? [String: Any])?["stars"] as? [Any])?.isEmpty == true)
  }

  @Test func badRowsComeBackInPlaceWithTheirReasons() throws {
    let run = try run(
      "id,Prot,BPRP_0\na,12,1\nb,,1\nc,-1,1\nd,0,1\ne,twelve,1\nf,12,\ng,NaN,1\nh,12,1\n")
    #expect(run.exitCode == 0)
    #expect(try cells(run, "id") == ["a", "b", "c", "d", "e", "f", "g", "h"])
    #expect(
      try cells(run, "gyro_status")
        == ["ok"] + Array(repeating: "unusable", count: 6) + ["ok"])
    #expect(run.standardError.contains("6 of 8 rows cannot be used"))
    #expect(run.standardOutput.contains("the period is missing"))
  }

  @Test func noUsableRowIsStatusTwo() throws {
    #expect(try run("Prot,BPRP_0\n-1,1\n").exitCode == 2)
  }

  @Test func whatTheInputHoldsComesBackUntouched() throws {
    // A byte-order mark, CRLF, a quoted comma, 19 digits, leading zeros.
    let run = try run(
      "\u{FEFF}source_id,note,Prot,BPRP_0\r\n6917528997577384321,\"a, b\",012.50,1\r\n")
    #expect(run.exitCode == 0)
    #expect(run.standardOutput.contains("\n6917528997577384321,\"a, b\",012.50,1,"))
    #expect(run.standardOutput.hasPrefix("source_id,note,Prot,BPRP_0,log10_age_myr_q025,"))
  }

  @Test func threadsChangeNothing() throws {
    let rows = (1...600).map { "\($0),\(Double($0 % 37) + 0.5),1.1,0.03" }
    let table = "id,Prot,BPRP_0,e_BPRP_0\n" + rows.joined(separator: "\n") + "\n"
    let one = try run(table, "--threads", "1").standardOutput
    #expect(one.split(separator: "\n").count == 601)
    for threads in ["2", "8"] {
      #expect(try run(table, "--threads", threads).standardOutput == one)
    }
  }

  @Test func aFileAppearsWholeOrNotAtAll() throws {
    let program = try BuiltProgram()
    func age(_ table: String, _ output: String) throws -> (ProgramRun, String?) {
      let run = try program.gyro(
        ["age", "-", "--grid", "200", "--output", output], standardInput: table)
      let file = program.folder.appending(path: output)
      return (run, try? String(contentsOf: file, encoding: .utf8))
    }
    let (good, csv) = try age("Prot,BPRP_0\n12,1\n", "ages.csv")
    #expect(good.exitCode == 0 && good.standardOutput.isEmpty)
    #expect(csv?.hasPrefix("Prot,BPRP_0,log10_age_myr_q025") == true)
    for output in ["bad.csv", "bad.json", "bad.txt"] {
      let (bad, nothing) = try age("Prot,BPRP_0\n12,1\n13\n", output)
      #expect(bad.exitCode == 1 && nothing == nil)
    }
    let (json, text) = try age("Prot,BPRP_0\n12,1\n", "ages.json")
    #expect(json.exitCode == 0 && text?.hasPrefix("{\"stars\": [") == true)
    let leftovers = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(leftovers.sorted() == ["ages.csv", "ages.json"])
  }

  @Test func aPriorFromATable() throws {
    let program = try BuiltProgram()
    let prior = "log10_age_myr,log_density\n1.9,0\n2.1,0\n"
    try Data(prior.utf8).write(to: program.folder.appending(path: "prior.csv"))
    let run = try program.gyro(
      ["age", "-", "--prior", "table:prior.csv"], standardInput: "Prot,BPRP_0\n20,1\n")
    let q50 = try #require(cells(run, "log10_age_myr_q50").first.flatMap(Double.init))
    #expect(run.exitCode == 0 && (1.9...2.1).contains(q50))
    let missing = try program.gyro(
      ["age", "-", "--prior", "table:none.csv"], standardInput: "Prot,BPRP_0\n20,1\n")
    #expect(missing.exitCode == 1 && missing.standardError.contains("none.csv"))
  }

  @Test func manyStarsInWords() throws {
    let run = try run("id,Prot,BPRP_0\nfirst,12,1\nsecond,,1\n", "--format", "text")
    let lines = run.standardOutput.split(separator: "\n")
    #expect(lines.count == 3 && lines[0].hasPrefix("star"))
    #expect(lines[1].hasPrefix("first ") && lines[2].contains("unusable: the period is missing"))
  }

  @Test(arguments: ["tsv", "ecsv", "fits", "vot", "csv.gz", "fits.gz"])
  func everyFormatHoldsTheSameAgesAndCanBeReadAgain(format: String) throws {
    let program = try BuiltProgram()
    let table = "source_id,Prot,BPRP_0\n6917528997577384321,12.5,1\n2,,1\n"
    let direct = try program.gyro(["age", "-", "--grid", "200"], standardInput: table)
    let written = try program.gyro(
      ["age", "-", "--grid", "200", "--output", "ages.\(format)"], standardInput: table)
    #expect(written.exitCode == 0, "\(written.standardError)")
    let again = try program.gyro(["age", "ages.\(format)", "--grid", "200"])
    #expect(again.standardError.contains("of the input are replaced"))
    #expect(again.standardOutput == direct.standardOutput)
  }

  /// The same star in hours and thousandths of a magnitude, as files of three formats say it.
  @Test(arguments: ["ecsv", "fits", "vot"])
  func unitsAreReadAndConverted(format: String) throws {
    let program = try BuiltProgram()
    let header = "# %ECSV 1.0\n# ---\n# datatype:\n"
    func ecsv(_ units: [String], _ cells: String) -> String {
      header
        + zip(["Prot", "bp_rp0", "bp_rp0_sigma", "membership"], units).map {
          "# - {name: \($0), datatype: float64, unit: '\($1)'}\n"
        }.joined() + "Prot bp_rp0 bp_rp0_sigma membership\n\(cells)\n"
    }
    func ages(_ table: String) throws -> ProgramRun {
      // Through the program itself the table gets into each of the formats, units and all.
      let made = try program.gyro(
        ["age", "-", "--grid", "200", "--quiet", "--output", "made.\(format)"],
        standardInput: table)
      #expect(made.exitCode == 0, "\(made.standardError)")
      return try program.gyro(["age", "made.\(format)", "--grid", "200", "--format", "csv"])
    }
    let usual = try ages(ecsv(["d", "mag", "mag", ""], "12 1.25 0.03125 0.5"))
    let other = try ages(ecsv(["h", "mmag", "mmag", "%"], "288 1250 31.25 50"))
    for run in [usual, other] { #expect(run.exitCode == 0, "\(run.standardError)") }
    #expect(
      other.standardError.contains(
        "period = Prot in h, bp_rp0 = bp_rp0 in mmag, bp_rp0_sigma = bp_rp0_sigma in mmag, "
          + "membership = membership in %"))
    #expect(try cells(usual, "age_myr_q50") == cells(other, "age_myr_q50"))
    let refused = try program.gyro(
      ["age", "-"], standardInput: ecsv(["[d]", "mag", "mag", ""], "1.08 1.25 0.03 1"))
    #expect(refused.exitCode == 1)
    #expect(
      refused.standardError.contains(
        "column \"Prot\": found the unit \"[d]\", expected d, h, min, s or yr for period"))
  }
}
