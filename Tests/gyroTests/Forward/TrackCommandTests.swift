// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite struct TrackCommandTests {
  private func points(_ run: ProgramRun) throws -> [[String: Any]] {
    #expect(run.exitCode == 0, "\(run.standardError)")
    let object = try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8))
    let root = try #require(object as? [String: Any])
    let provenance = try #require(root["provenance"] as? [String: Any])
    #expect((provenance["model_sha256"] as? String)?.count == 64)
    return try #require((root["points"] ?? root["information"]) as? [[String: Any]])
  }

  private func number(_ point: [String: Any], _ key: String) throws -> Double {
    try #require(point[key] as? Double, "\(key)")
  }

  /// The default model, for stars like the Sun: its tracks rise, never cross, and the Sun is on them.
  @Test func tracksOfSolarTypeStars() throws {
    let points = try points(
      BuiltProgram().gyro("track", "--bp-rp0", "0.82", "--ages", "100:4570:40", "--format", "json"))
    #expect(points.count == 120)
    var byAge: [Double: [Double]] = [:]
    for point in points {
      byAge[try number(point, "age_myr"), default: []].append(try number(point, "period_days"))
      #expect(point["gyro_flags"] as? [String] != nil)
    }
    #expect(byAge.count == 40)
    #expect(byAge.values.allSatisfy { $0.count == 3 && $0 == $0.sorted() })
    let median = try points.filter { try number($0, "quantile") == 0.5 }
    let periods = try median.map { try number($0, "period_days") }
    #expect(periods == periods.sorted(), "stars like the Sun only spin down from 100 Myr on")
    let now = try #require(byAge[4570])
    #expect(now[0] < 25.4 && 25.4 < now[2])
  }

  @Test func aShorteningPeriodAndAnAgeWithoutClustersAreFlagged() throws {
    let points = try points(
      BuiltProgram().gyro(
        "track", "--bp-rp0", "2.5", "--ages", "20,9000", "--quantiles", "0.5", "--format", "json"))
    let flags = points.compactMap { $0["gyro_flags"] as? [String] }
    #expect(flags[0].contains("period_decreasing"))
    #expect(try number(points[0], "braking_index") < 0)
    #expect(flags[1].contains("age_beyond_calibration"))
  }

  @Test func relationsStandBesideWhereTheyHaveAValue() throws {
    let program = try BuiltProgram()
    let run = try program.gyro(
      "track", "--gyrochrone", "1000", "--colors", "0.823,2.9", "--quantiles", "0.5", "--relations",
      "--format", "json", "--digits", "17")
    let points = try points(run)
    let period = try number(points[0], "period_days_mamajek_hillenbrand_2008")
    #expect(abs(period - 0.407 * pow(0.155, 0.325) * pow(1000, 0.566)) < 1e-9)
    #expect(points[1]["period_days_mamajek_hillenbrand_2008"] is NSNull)
    #expect(points[1]["period_days_skumanich_1972"] is NSNull)
  }

  @Test func aRelationWithoutPeriodsForAColorIsSaid() throws {
    let program = try BuiltProgram()
    func remarks(_ colors: String, _ relation: String) throws -> String {
      try program.gyro(
        "track", "--bp-rp0", colors, "--ages", "1000", "--relations", relation
      ).standardError
    }
    #expect(
      try remarks("0.82,2.5", "mamajek-hillenbrand-2008").contains(
        "mamajek-hillenbrand-2008 has no periods for 1 of 2 lines: it was fitted for B-V from"))
    #expect(try !remarks("0.82", "mamajek-hillenbrand-2008").contains("has no periods"))
  }

  @Test func relationsAreNamedOneByOne() throws {
    let program = try BuiltProgram()
    func columns(_ arguments: String...) throws -> [String] {
      let run = try program.gyro(
        ["track", "--bp-rp0", "0.82", "--ages", "1000", "--quantiles", "0.5"] + arguments)
      #expect(run.exitCode == 0, "\(run.standardError)")
      return run.standardOutput.split(separator: "\n")[0].split(separator: ",").map(String.init)
        .filter { $0.hasPrefix("period_days_") }.map { String($0.dropFirst(12)) }
    }
    let all = [
      "skumanich_1972", "barnes_2007", "mamajek_hillenbrand_2008", "angus_2015", "angus_2019",
    ]
    #expect(try columns("--relations") == all)
    #expect(try columns("--relations", "--digits", "4") == all)
    #expect(try columns("--relations", "all") == all)
    // In the order of publication and each once, however they are spelled.
    #expect(
      try columns("--relations=angus-2019,Skumanich_1972,angus_2019") == [
        "skumanich_1972", "angus_2019",
      ])
    #expect(try columns() == [])
  }

  @Test(arguments: ["csv", "tsv", "ecsv", "fits", "votable"])
  func everyFormatHoldsTheSameTrack(format: String) throws {
    let program = try BuiltProgram()
    let arguments = ["track", "--bp-rp0", "1", "--ages", "10:1000:3", "--quantiles", "0.5"]
    let written = try program.gyro(arguments + ["--format", format, "--output", "t"])
    #expect(written.exitCode == 0, "\(written.standardError)")
    let csv = try program.gyro(arguments).standardOutput.split(separator: "\n")
    #expect(csv.count == 4)
    // Every format is a table of stars to gyro age: it finds the period and the color again.
    let read = try program.gyro(
      "age", "t", "--column", "period=period_days", "--format", "json", "-q")
    #expect(read.standardOutput.components(separatedBy: "\"status\":\"ok\"").count == 4)
  }

  /// A temperature, B-V or a mass stands for the color that the table of dwarfs has for it.
  @Test(arguments: [
    ("--teff", "teff", "color_from_teff", "5100,4600", [(4600.0, 1.34), (5100, 1.1)]),
    ("--b-v", "b_v", "color_from_b_v", "0.884", [(0.884, 1.1)]),
    ("--mass", "mass", "color_from_mass", "0.73,0.82", [(0.73, 1.34), (0.82, 1.1)]),
  ])
  func colorsAreGivenByOtherQuantities(
    option: String, key: String, flag: String, text: String, expected: [(Double, Double)]
  ) throws {
    let program = try BuiltProgram()
    let options = ["--quantiles", "0.5", "--format", "json", "--digits", "17"]
    let run = try program.gyro(["track", option, text, "--ages", "500"] + options)
    #expect(run.standardError.contains("by the table of dwarfs (Pecaut & Mamajek 2013)"))
    let tracks = try points(run)
    #expect(try tracks.map { try number($0, key) } == expected.map(\.0))
    #expect(try tracks.map { try number($0, "bp_rp0") } == expected.map(\.1))
    for (track, pair) in zip(tracks, expected) {
      #expect((track["gyro_flags"] as? [String])?.contains(flag) == true)
      let color = try points(
        program.gyro(["track", "--bp-rp0", "\(pair.1)", "--ages", "500"] + options))
      #expect(try number(track, "period_days") == number(color[0], "period_days"))
    }
    // As the colors of a gyrochrone they are in the order of the axis, blue to red.
    let line = try points(program.gyro(["track", "--gyrochrone", "500", option, text] + options))
    #expect(try line.map { try number($0, "bp_rp0") } == expected.map(\.1).sorted())
    func periods(_ points: [[String: Any]]) throws -> Set<Double> {
      Set(try points.map { try number($0, "period_days") })
    }
    #expect(try periods(line) == periods(tracks))
    let plot = try program.gyro([
      "track", option, text, "--plot", "a.gp", "--output", "a.csv", "-q",
    ])
    #expect(plot.exitCode == 0, "\(plot.standardError)")
  }

  @Test func informationIsPositiveAndErrorsOfThePeriodCost() throws {
    let rows = try points(
      BuiltProgram().gyro(
        "track", "--information", "--ages", "50:4000:12", "--colors", "1:1.5:2", "--format", "json")
    )
    #expect(rows.count == 24)
    for row in rows {
      #expect(try number(row, "information_bits") > 0)
      #expect(try number(row, "mutual_lost_bits_period") > 0)
    }
  }

  @Test(arguments: [
    (["--bp-rp0", "abc"], "\"abc\" is not a number"), ([], "Say what to compute"),
    (["--bp-rp0", "1", "--gyrochrone", "100"], "different questions"),
    (["--bp-rp0", "1", "--quantiles", "0,0.5"], "between 0 and 1"),
    (["--bp-rp0", "-2"], "--bp-rp0 is -2, expected -1 to 10 mag"),
    (["--bp-rp0", "1", "--ages", "5000:10"], "from the lower number to the higher"),
    (["--bp-rp0", "1", "--ages", "10:5000:1"], "a range has 2 to 100000 numbers"),
    (["--bp-rp0", "1", "--ages", "10:x"], "expected numbers as in 10:5000"),
    (["--bp-rp0", "1", "--ages", "0:10"], "expected 1 to 13800 Myr"),
    (["--gyrochrone", "100", "--ages", "10:20"], "has no effect on gyrochrones"),
    (["--bp-rp0", "1", "--stars", "x.csv", "--plot", "a.gp"], "--stars has no effect"),
    (["--gyrochrone", "100", "--stars", "x.csv"], "needs --plot"),
    (["--information", "--relations"], "has no effect on --information"),
    (["--bp-rp0", "1", "--bp-rp0-sigma", "0"], "expected above 0"),
    (["--bp-rp0", "1", "--teff", "5000"], "--teff and --bp-rp0 are given; expected one of them"),
    (["--teff", "5000", "--mass", "1"], "--teff and --mass are given"),
    (["--teff", "20000"], "--teff is 20000, expected 2420 to 9700 K"),
    (["--mass", "5"], "--mass is 5, expected 0.08 to 2.18 solar masses"),
    (["--teff", "4000:6000"], "--teff is a range; for tracks expected a list"),
    (["--gyrochrone", "100", "--teff", "5000", "--colors", "1"], "--teff and --colors are given"),
    (["--information", "--b-v", "0.8"], "--b-v has no effect on --information"),
    (
      ["--bp-rp0", "1", "--relations", "angus-2018"],
      "--relations names \"angus-2018\", which is not a published relation known here. Did you mean "
        + "\"angus-2015\"?"
    ),
    (["--bp-rp0", "1", "--relations", "angus-2019,"], "--relations names \"\""),
  ])
  func wrongUsageIsExplained(arguments: [String], words: String) throws {
    let run = try BuiltProgram().gyro(["track"] + arguments)
    #expect(run.exitCode == 64)
    #expect(run.standardError.contains(words), "\(run.standardError)")
    #expect(run.standardOutput.isEmpty)
  }

  @Test func starsAreDrawnBesideAGyrochrone() throws {
    let program = try BuiltProgram()
    let table = "period,bp_rp0,bp_rp0_sigma\n10,1,0.03\n-1,1,0.03\n12,1.2,0.03\n"
    try Data(table.utf8).write(to: program.folder.appending(path: "stars.csv"))
    let run = try program.gyro(
      "track", "--gyrochrone", "700", "--stars", "stars.csv", "--plot", "a.gp", "--output", "g.csv")
    #expect(run.exitCode == 0)
    #expect(run.standardError.contains("1 of 3 rows cannot be drawn"))
    let script = try String(contentsOf: program.folder.appending(path: "a.gp"), encoding: .utf8)
    #expect(script.contains("set label \"2 stars\"") && script.contains("with image"))
    let missing = try program.gyro(
      "track", "--gyrochrone", "700", "--stars", "none.csv", "--plot", "b.gp")
    #expect(missing.exitCode == 1 && missing.standardError.contains("none.csv"))
    #expect(missing.standardOutput.isEmpty)
  }
}
