// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Gyrochronology
import Testing
import _TestSupport

@Suite struct AgeCommandTests {
  let sun = ["--period", "25.4", "--bp-rp0", "0.818", "--bp-rp0-sigma", "0.0282"]

  func json(_ run: ProgramRun) throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8)) as? [String: Any])
  }

  @Test func aStarInWords() throws {
    let run = try BuiltProgram().gyro(["age"] + sun)
    #expect(run.exitCode == 0 && run.standardError.isEmpty)
    for words in [
      "Age ", " Gyr\n", "68 %", "95 %", "log10(age/Myr)", "prior log-uniform", "sha256",
    ] {
      #expect(run.standardOutput.contains(words), "\(words) is missing")
    }
  }

  /// The first line of the report and the ages in JSON, where the prior alone decides.
  func headline(
    _ prior: String, table: String = ""
  ) throws -> (words: String, ageMyr: [String: Double]) {
    let program = try BuiltProgram()
    try Data(table.utf8).write(to: program.folder.appending(path: "prior.csv"))
    let options = ["age"] + sun + ["--outlier-fraction", "1", "--prior", prior]
    let object = try json(program.gyro(options + ["--format", "json"]))
    let ages = (object["stars"] as? [[String: Any]])?.first?["age_myr"] as? [String: Double]
    let text = try program.gyro(options).standardOutput
    return (String(text.prefix { $0 != "\n" }), try #require(ages))
  }

  @Test func aLimitIsTheEndOfThe68PercentInterval() throws {
    let old = try headline("normal:4.13,0.3")
    let lower = String(format: "%.2f", try #require(old.ageMyr["q16"]) / 1000)
    #expect(old.words == "Older than \(lower) Gyr (84 %)")
    let young = try headline("normal:0,0.3")
    let upper = String(format: "%.2f", try #require(young.ageMyr["q84"]))
    #expect(young.words == "Younger than \(upper) Myr (84 %)")
  }

  @Test func aLimitWithTwoPeaksIsNone() throws {
    let peaks = "1,0\n1.5,0\n1.6,-inf\n3.6,-inf\n3.7,0\n4.14,0\n"
    let twofold = try headline("table:prior.csv", table: "log10_age_myr,log_density\n" + peaks)
    #expect(twofold.words.hasPrefix("Age hardly constrained; median "))
  }

  @Test func aStarAsJSON() throws {
    let object = try json(BuiltProgram().gyro(["age", "--format", "json", "--digits", "17"] + sun))
    #expect(Set(object.keys) == ["stars", "provenance"])
    let star = try #require((object["stars"] as? [[String: Any]])?.first)
    #expect(
      Set(star.keys) == [
        "id", "status", "flags", "reason", "reason_code", "log10_age_myr", "age_myr",
        "log_evidence", "bp_rp0_used", "bp_rp0_used_sigma",
      ])
    #expect(star["bp_rp0_used"] as? Double == 0.818)
    #expect(star["bp_rp0_used_sigma"] as? Double == 0.0282)
    #expect(star["status"] as? String == "ok" && star["reason"] is NSNull)
    let log10Age = try #require(star["log10_age_myr"] as? [String: Any])
    #expect(
      Set(log10Age.keys) == [
        "q025", "q16", "q50", "q84", "q975", "mode", "mean", "sigma", "hpd68",
        "epistemic_sigma",
      ])
    let age = try #require(star["age_myr"] as? [String: Double])
    #expect(Set(age.keys) == ["q025", "q16", "q50", "q84", "q975", "mode"])
    expectClose(
      try #require(age["q50"]), pow(10, try #require(log10Age["q50"] as? Double)),
      .relative(1e-12, because: "the same number"))
    let provenance = try #require(object["provenance"] as? [String: Any])
    #expect(
      Set(provenance.keys) == [
        "program_version", "model", "model_sha256", "training_catalog",
        "training_catalog_sha256", "prior", "max_age_gyr", "outlier_fraction",
        "grid", "engine", "extinction_law", "aliases", "color_error", "age_likelihood", "command",
      ])
    #expect(provenance["program_version"] as? String == ProgramVersion.current)
    #expect((provenance["command"] as? [String])?.prefix(2) == ["gyro", "age"])
  }

  /// The assumptions say where a color that was not given comes from.
  @Test(arguments: [
    (
      ["--bp-rp", "1.1", "--bp-rp-sigma", "0.01", "--av", "0.12", "--av-sigma", "0.03"],
      "from observed BP-RP 1.1 ± 0.01 mag, A_V 0.12 ± 0.03 mag\n"
        + "    extinction law constant: Wang & Chen (2019)"
    ),
    (
      ["--bp-rp", "1.1", "--ebv", "0.04", "--extinction-law", "babusiaux2018"],
      "from observed BP-RP 1.1 mag, E(B-V) 0.04 mag, A_V = 3.1 E(B-V)\n"
        + "    extinction law babusiaux2018: Gaia"
    ),
    (
      ["--bp-rp", "1.1", "--e-bp-rp", "0.05"],
      "from observed BP-RP 1.1 mag, E(BP-RP) 0.05 mag\n  prior"
    ),
    (["--teff", "5000", "--teff-sigma", "60"], "from T_eff 5000 ± 60 K, by the table of dwarfs"),
    (["--b-v", "0.9"], "from (B-V)0 0.9 mag, by the table of dwarfs"),
    (
      ["--mass", "0.8", "--mass-sigma", "0.03"], "from mass 0.8 ± 0.03 Msun, by the table of dwarfs"
    ),
  ])
  func theOriginOfAColorIsSaid(options: [String], words: String) throws {
    let run = try BuiltProgram().gyro(["age", "--period", "11.2"] + options)
    #expect(run.exitCode == 0)
    #expect(run.standardOutput.contains(" mag\n    " + words), "\(run.standardOutput)")
  }

  @Test func aGivenColorHasNoOrigin() throws {
    #expect(try !BuiltProgram().gyro(["age"] + sun).standardOutput.contains("from "))
  }

  /// The mass stands for the color of the table of dwarfs, 1.155 mag at 0.8 solar masses.
  @Test func aMassIsTheLastResort() throws {
    let program = try BuiltProgram()
    let star = try #require(
      (json(
        program.gyro([
          "age", "--period", "11", "--mass", "0.8", "--mass-sigma", "0.02", "--format", "json",
        ]))["stars"] as? [[String: Any]])?.first)
    #expect(try #require(star["flags"] as? [String]).contains("color_from_mass"))
    #expect(abs(try #require(star["bp_rp0_used"] as? Double) - 1.155) < 1e-6)
  }

  /// Stars of the stalled sequence of K dwarfs are flagged where the median lies between the clusters, and no others.
  @Test(arguments: [
    ("11.2", "1.1", true), ("11.2", "1.45", false), ("5", "1.1", false), ("20", "1.2", true),
  ])
  func theStallIsFlagged(period: String, color: String, isFlagged: Bool) throws {
    for engine in ["exact", "fast"] {
      let star = try #require(
        (json(
          BuiltProgram().gyro([
            "age", "--period", period, "--bp-rp0", color, "--bp-rp0-sigma", "0.02", "--engine",
            engine, "--format", "json",
          ]))["stars"] as? [[String: Any]])?.first)
      let flags = try #require(star["flags"] as? [String])
      #expect(flags.contains("slope_other_than_clusters") == isFlagged, "\(engine): \(star)")
    }
  }

  @Test func aStarWithoutAnAgeIsStillAnswered() throws {
    let run = try BuiltProgram().gyro([
      "age", "--period", "10", "--bp-rp", "3.5", "--av", "0.1", "--extinction-law",
      "babusiaux2018", "--format", "json",
    ])
    #expect(run.exitCode == 2)
    let star = try #require((json(run)["stars"] as? [[String: Any]])?.first)
    #expect(star["status"] as? String == "unusable" && star["age_myr"] is NSNull)
    #expect((star["reason"] as? String)?.contains("babusiaux2018") == true)
  }

  @Test(arguments: [
    (["--bp-rp0", "0.8"], "--period is missing"),
    (["--period", "10"], "The color is missing"),
    (["--period", "-3", "--bp-rp0", "0.8"], "--period is -3.0, expected a positive number"),
    (["--period", "0", "--bp-rp0", "0.8"], "--period is 0.0"),
    (["--period", "nan", "--bp-rp0", "0.8"], "--period is nan, expected a finite number"),
    (["--period", "ten", "--bp-rp0", "0.8"], "The value 'ten' is invalid"),
    (["--period", "10", "--bp-rp", "0.8"], "needs one of --av, --ebv, --e-bp-rp"),
    (
      ["--period", "10", "--bp-rp", "0.8", "--av", "0.1", "--ebv", "0.1"],
      "--av and --ebv are given"
    ),
    (["--period", "10", "--bp-rp0", "0.8", "--av", "0.1"], "--av has no effect"),
    (["--period", "10", "--bp-rp0", "0.8", "--bp-rp", "0.8"], "are both given"),
    (
      ["--period", "10", "--bp-rp0", "0.8", "--av-sigma", "0.1"], "--av-sigma is given without --av"
    ),
    (
      ["--period", "10", "--bp-rp0", "0.8", "--bp-rp0-sigma", "0"],
      "--bp-rp0-sigma is 0, expected a positive number"
    ),
    (["--period", "10", "--bp-rp0", "0.8", "--membership", "2"], "--membership is 2.0"),
    (["--period", "10", "--bp-rp0", "0.8", "--prior", "flat"], "flat"),
    (["--period", "10", "--bp-rp0", "0.8", "--prior", "normal:3"], "normal:3"),
    (["--period", "10", "--bp-rp0", "0.8", "--prior", "normal:3,x,0.1"], "normal:3,x,0.1"),
    (["--period", "10", "--bp-rp0", "0.8", "--prior", "normal:3,0.1,"], "normal:3,0.1,"),
    (["--period", "10", "--bp-rp0", "0.8", "--prior", "uniform:"], "uniform:"),
    (["--period", "10", "--bp-rp0", "0.8", "--prior", "table:"], "table:"),
    (
      ["--period", "10", "--bp-rp0", "0.8", "--membership", "-1"],
      "--membership is -1.0, expected 0"
    ),
    (
      ["--period", "10", "--bp-rp0", "0.8", "--max-age", "-1"], "\"-1\" is not an age"
    ),
    (
      ["--period", "10", "--bp-rp0", "0.8", "--outlier-fraction", "-1"],
      "--outlier-fraction is -1, expected 0 to 1"
    ),
    (["--period", "10", "--bp-rp0", "0.8", "--output", "x.feather"], "gyro age --help"),
    (["--period", "10", "--bp-rp0", "0.8", "--extinction-law", "ccm"], "babusiaux2018"),
    (
      ["--period", "10", "--bp-rp0", "0.8", "--max-age", "20"],
      "--max-age is 20 Gyr, expected above 1 Myr"
    ),
    (["--period", "10", "--bp-rp0", "0.8", "--grid", "1"], "--grid is 1, expected 200"),
    (["--period", "10", "--bp-rp0", "0.8", "--threads", "0"], "--threads is 0"),
    (["--period", "10", "--bp-rp0", "0.8", "--format", "xls"], "xls"),
    (["--period", "10", "--bp-rp0", "0.8", "--output", "age.xls"], "does not imply a format"),
    (["--period", "10", "--bp-rp0", "0.8", "--column", "period=P"], "no table is named"),
    (["stars.csv", "--period", "10"], "--period is about one star"),
    (["stars.csv", "--column", "period"], "not of the form key=NAME"),
    (["stars.csv", "--column", "volume=M"], "\"volume\" is not the key"),
    (["stars.csv", "--column", "av=A", "--column", "ebv=E"], "expected one of them"),
    (["stars.csv", "--column", "av=A", "--column", "av=E"], "given 2 times"),
    ([], "Name a table, or give one star"),
    (["--bogus", "0.3", "--period", "3", "--bp-rp0", "1"], "Unknown option '--bogus'"),
    (
      ["--period", "10", "--bp-rp0", "0.8", "--teff", "5000"], "--bp-rp0 and --teff are both given"
    ),
    (["--period", "10", "--teff", "5000", "--av", "0.1"], "--av has no effect on --teff"),
    (["--period", "10", "--teff", "5000", "--b-v-sigma", "0.1"], "is given without --b-v"),
    (
      ["--period", "10", "--bp-rp0", "0.8", "--period-sigma", "-1"],
      "--period-sigma is -1, expected 0 or a positive number"
    ),
    (["--period", "10", "--bp-rp0", "0.8", "--aliases", "half-double:0.6,0.6"], "half-double:0.6"),
    (["--period", "10", "--bp-rp0", "0.8", "--aliases", "half-double:0.1"], "half-double:0.1"),
    (["--period", "10", "--bp-rp0", "0.8", "--color-error", "both"], "marginal"),
  ])
  func wrongUsageIsExplained(arguments: [String], words: String) throws {
    let run = try BuiltProgram().gyro(["age"] + arguments)
    #expect(run.exitCode == 64 && run.standardOutput.isEmpty)
    #expect(run.standardError.contains(words), "\(run.standardError)")
  }

  /// Errors and colors that say nothing of a star are a reason and no age.
  @Test(
    arguments: [
      (["--period", "11", "--period-sigma", "11.1", "--bp-rp0", "1"], "at most the period itself"),
      (
        ["--period", "11", "--period-sigma", "1e300", "--bp-rp0", "1"], "at most the period itself"
      ),
      (
        ["--period", "11", "--bp-rp0", "1", "--bp-rp0-sigma", "1.1"],
        "expected above 0 and at most 1"
      ),
      (["--period", "11", "--bp-rp0", "6.1"], "no star has such a color"),
      (["--period", "11", "--bp-rp", "9", "--av", "1"], "no star has such a color"),
      (["--period", "11", "--bp-rp", "1", "--av", "1", "--av-sigma", "1e308"], "at most 1"),
    ])
  func measurementsThatSayNothing(arguments: [String], words: String) throws {
    for engine in ["exact", "fast"] {
      let run = try BuiltProgram().gyro(
        ["age", "--engine", engine, "--format", "csv"] + arguments)
      #expect(run.standardOutput.contains("unusable") && run.standardOutput.contains(words))
    }
  }

  @Test func aMissingModelIsAnError() throws {
    let run = try BuiltProgram().gyro(["age", "--model", "none.safetensors"] + sun)
    #expect(run.exitCode == 1 && run.standardError.contains("none.safetensors: cannot be read"))
  }

  @Test func damagedModelsAreRefused() throws {
    let program = try BuiltProgram()
    let bytes = EmbeddedModel.bytes
    func run(_ bytes: [UInt8]) throws -> ProgramRun {
      try Data(bytes).write(to: program.folder.appending(path: "m.safetensors"))
      return try program.gyro(["age", "--model", "m.safetensors"] + sun)
    }
    #expect(try run(bytes).exitCode == 0)
    for count in [0, 7, 100, bytes.count / 2, bytes.count - 1] {
      let truncated = try run(Array(bytes.prefix(count)))
      #expect(truncated.exitCode == 1 && truncated.standardError.contains("m.safetensors"))
    }
    // A constant that cannot be: every one of these texts stands in the metadata of the model.
    for (constant, wrong) in [
      ("\"slope\":\"0.001\"", "\"slope\":\"1.001\""), ("\"bins\":\"8\"", "\"bins\":\"9\""),
      ("\"transforms\":\"3\"", "\"transforms\":\"4\""), ("\"slope\":", "\"slopf\":"),
      ("\"log10_period_days\"", "\"log10_orbits_days\""),
    ] {
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.contains(constant) else {
        Issue.record("\(constant) is not in the model")
        continue
      }
      let range = try #require(bytes.firstRange(of: Array(constant.utf8)))
      var changed = bytes
      changed.replaceSubrange(range, with: Array(wrong.utf8))
      let refused = try run(changed)
      #expect(refused.exitCode == 1, "\(wrong)")
      #expect(refused.standardError.contains("m.safetensors"), "\(refused.standardError)")
    }
  }

  @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absence)))
  func theReferenceWeightsGiveTheReferencePosteriors() throws {
    let program = try BuiltProgram()
    let weights = SharedFolder.file("data/reference/chronoflow-weights.safetensors").path
    let imported = try program.gyro([
      "model", "import", weights, "--slope", "1e-4", "--output", "m.safetensors",
    ])
    #expect(imported.exitCode == 0)
    // Imported weights do not say where their calibrators lie.
    let words = try program.gyro(["age", "--model", "m.safetensors"] + sun).standardOutput
    #expect(words.contains("calibration_unknown"))
    let stars = SharedFolder.file("data/reference/star_posteriors.csv").path
    let run = try program.gyro(["age", stars, "--model", "m.safetensors"])
    #expect(run.exitCode == 0)
    let lines = run.standardOutput.split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let reference = try SharedFolder.rows("data/reference/star_posteriors.csv")
    #expect(lines.count == reference.count + 1)
    for name in ["q025", "q16", "q50", "q84", "q975", "mode"] {
      let column = try #require(lines[0].firstIndex { $0 == "log10_age_myr_\(name)" })
      for (line, row) in zip(lines.dropFirst(), reference) {
        expectClose(
          try #require(Double(line[column])),
          try #require(row["log10_age_myr_\(name)"].flatMap(Double.init)),
          .absolute(1e-4, because: "the agreed limit, dex"))
      }
    }
  }
}
