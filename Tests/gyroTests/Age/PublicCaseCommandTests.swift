// SPDX-License-Identifier: GPL-3.0-or-later
// Small inputs reduced from public tables, read from the shared material and never copied.

import Foundation
import Testing
import _TestSupport

@Suite(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absence)))
struct PublicCaseCommandTests {
  private func run(_ name: String, _ arguments: String...) throws -> ProgramRun {
    try BuiltProgram().gyro(
      ["age", SharedFolder.file("cases/" + name).path, "--format", "json", "--threads", "1"]
        + arguments)
  }

  private func stars(_ run: ProgramRun) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8))
    return try #require((object as? [String: Any])?["stars"] as? [[String: Any]])
  }

  static let readable: [(name: String, words: String, count: Int)] = [
    ("fits-uint64-column.fits", "period = prot", 2),
    ("fits-free-format-real.fits", "period = prot", 2),
    ("fits-long-integer-card.fits", "period = prot", 2),
    ("fits-stars-in-second-table.fits", "HDU 2 \"STARS\"", 2),
    ("orbital-and-rotation-period.csv", "period = Prot", 2),
    ("upper-error-first.tsv", "period_sigma = e_Prot and E_Prot", 1),
    ("ecsv-mask-column.ecsv", "period = prot", 1),
    ("vizier-units-row-hours.tsv", "period = Prot in h", 2),
    ("vizier-semicolon.tsv", "period = Prot in h", 2), ("decimal-comma.csv", "period = Prot", 1),
    ("ipac.tbl", "period = prot", 1), ("cds-readme/table1.dat", "period = Prot in h", 1),
    ("tap-overflow.vot", "OVERFLOW", 1), ("exoplanet-archive-host.csv", "period = st_rotp", 1),
    ("units-in-header.csv", "period = Prot [d]", 1),
    ("row-without-extinction.csv", "teff = teff_gspphot", 2),
    ("observed-b-v.csv", "b_v_observed = B-V", 1), ("slow-m-dwarfs.csv", "period = Prot", 3),
    ("evolved-star.csv", "logg = logg", 1),
  ]

  static let refused: [(name: String, words: String)] = [
    ("no-header.txt", "no header"), ("parquet-magic.parquet", "Parquet"),
    ("gaia-vari-rotation.csv", "av=azero_gspphot"),
  ]

  /// Each input is read, with what was taken for the period, and with as many usable stars as it has.
  @Test(arguments: readable)
  func isRead(name: String, words: String, count: Int) throws {
    let run = try run(name)
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardError.contains(words), "\(run.standardError)")
    #expect(try stars(run).count { $0["status"] as? String == "ok" } == count)
  }

  @Test(arguments: refused)
  func isRefusedWithAWayIn(name: String, words: String) throws {
    let run = try run(name)
    #expect(run.exitCode == 1 && run.standardError.contains(words), "\(run.standardError)")
  }

  @Test func gspPhotIsFlaggedWhereItIsNamed() throws {
    let flags = try stars(run("gaia-vari-rotation.csv", "--column", "av=azero_gspphot"))[0]["flags"]
    #expect((flags as? [String])?.contains("gspphot_used") == true)
    let rows = try stars(run("row-without-extinction.csv", "--column", "e_bp_rp=ebpminrp_gspphot"))
    let fromTeff = rows.map { ($0["flags"] as? [String])?.contains("color_from_teff") == true }
    #expect(fromTeff == [false, true])
  }

  /// Slower than any calibrator of their color: older than some Gyr, with what that rests on.
  @Test func slowMDwarfsAreOld() throws {
    for star in try stars(run("slow-m-dwarfs.csv")) {
      let ages = try #require(star["log10_age_myr"] as? [String: Any])
      #expect(try #require(ages["q16"] as? Double) > 3.4)
    }
  }

  @Test(arguments: [
    ("evolved-star.csv", "evolved"), ("slow-m-dwarfs.csv", "age_beyond_calibration"),
  ])
  func isFlagged(name: String, flag: String) throws {
    #expect(try stars(run(name)).allSatisfy { ($0["flags"] as? [String])?.contains(flag) == true })
  }

  /// Every input has a test: a new one must not be forgotten.
  @Test func everyCaseIsTested() throws {
    let folder = SharedFolder.file("cases")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !["README.md", "hostile"].contains($0) }
    let tested = Set(
      Self.readable.map(\.name) + Self.refused.map(\.name) + Self.clusters.map(\.name)
        + ["cds-readme"])
    #expect(Set(files).subtracting(tested).isEmpty)
    #expect(files.count >= 24)
  }

  /// Each star has the age that its numbers have under our own names and units.
  @Test(arguments: [
    ("orbital-and-rotation-period.csv", "id,period,teff\nhost-1,23.5,5680\nhost-2,9.3,5080\n"),
    (
      "upper-error-first.tsv",
      "KIC,Teff,e_Teff,E_Teff,Prot,e_Prot,E_Prot\n9000001,5150,350,25,13.5,5.5,0.2\n"
    ),
    ("ecsv-mask-column.ecsv", "id,period,bp_rp0\na,10.4,1.01\n"),
    ("vizier-units-row-hours.tsv", "id,period,teff\n9000001,10.25,5650\n9000002,11.25,4950\n"),
    ("vizier-semicolon.tsv", "id,period,teff\n9000001,10.25,5650\n9000002,11.25,4950\n"),
    ("decimal-comma.csv", "id,period,bp_rp0\na,10.4,1.01\n"),
    ("ipac.tbl", "id,period,bp_rp0\na,10.4,1.01\n"),
    ("cds-readme/table1.dat", "id,period,teff\n9000001,10.25,5650\n"),
    ("tap-overflow.vot", "id,period,bp_rp0\n1,10.4,1.01\n"),
    (
      "exoplanet-archive-host.csv",
      "id,period,period_err1,period_err2,teff,teff_err1,teff_err2\nHost A,11.8,1.4,0.7,5120,60,75\n"
    ),
    ("units-in-header.csv", "id,period,bp_rp0\na,10.4,1.01\n"),
    ("row-without-extinction.csv", "id,period,teff\na,10.4,5010\nb,10.9,5020\n"),
    ("observed-b-v.csv", "id,period,b_v\na,8.4,0.67\n"),
  ])
  func hasTheAgeOfItsNumbers(name: String, plain: String) throws {
    let program = try BuiltProgram()
    try Data(plain.utf8).write(to: program.folder.appending(path: "plain.csv"))
    let wanted = try stars(
      program.gyro("age", "plain.csv", "--format", "json", "--threads", "1", "--quiet"))
    let found = try stars(run(name)).filter { $0["status"] as? String == "ok" }
    #expect(found.count == wanted.count)
    for (star, other) in zip(found, wanted) {
      let ages = try [star, other].map {
        try #require(($0["log10_age_myr"] as? [String: Any])?["q50"] as? Double)
      }
      expectClose(
        ages[0], ages[1], .absolute(0.002, because: "E(B-V) counts by the ratio of the table"))
      #expect("\(star["id"] ?? "")" == "\(other["id"] ?? "")")
    }
  }

  /// What else could have been taken is said: the column `period` beside `Prot`.
  @Test func whatWasNotTakenIsSaid() throws {
    let said = try run("orbital-and-rotation-period.csv").standardError
    #expect(said.contains("not taken for period: period (--column period=period takes it)"))
  }

  /// Results of others that crashed the drawing or smuggled a command into a script do neither.
  @Test(arguments: ["plot-crash-1.json", "plot-crash-2.json", "budget-injection.json"])
  func aHostileResultDrawsOrIsRefused(name: String) throws {
    let program = try BuiltProgram()
    let run = try program.gyro(
      "plot", SharedFolder.file("cases/hostile/" + name).path, "--plot", "p.gp")
    #expect([0, 1].contains(run.exitCode), "\(run.standardError)")
    let left = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(Set(left).isSubset(of: ["p.gp"]))
  }

  // MARK: Groups

  static let clusters: [(name: String, arguments: [String])] = [
    ("gspphot-reddening-of-dustless-cluster.csv", ["--column", "bp_rp0=bp_rp"]),
    ("young-cluster-red-field.csv", []),
  ]

  private func cluster(_ name: String, _ arguments: [String]) throws -> ProgramRun {
    try BuiltProgram().gyro(
      ["cluster", SharedFolder.file("cases/" + name).path, "--format", "json", "--threads", "1"]
        + ["--method", "grid"] + arguments)
  }

  private func object(_ run: ProgramRun) throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8)) as? [String: Any],
      "\(run.standardError)")
  }

  /// The median and the total error, dex.
  private func age(_ object: [String: Any]) throws -> (median: Double, total: Double) {
    let ages = try #require(object["log10_age_myr"] as? [String: Any])
    let budget = try #require(object["budget_dex"] as? [String: Any])
    return (try #require(ages["q50"] as? Double), try #require(budget["total"] as? Double))
  }

  /// The reddening of GSP-Phot is not taken unasked, is flagged with its count where it is named, and the age is
  /// right without it.
  @Test func aClusterWithoutDust() throws {
    let name = "gspphot-reddening-of-dustless-cluster.csv"
    let unasked = try cluster(name, [])
    #expect(unasked.exitCode == 1 && unasked.standardError.contains("e_bp_rp=ebpminrp_gspphot"))
    let plain = try object(cluster(name, Self.clusters[0].arguments))
    let found = try age(plain)
    #expect(abs(found.median - log10(300)) < found.total, "\(found)")
    #expect((plain["flags"] as? [String])?.contains("gspphot_used") == false)
    let asked = try object(cluster(name, ["--column", "e_bp_rp=ebpminrp_gspphot"]))
    #expect((asked["flags"] as? [String])?.contains("gspphot_used") == true)
    let counts = try #require(asked["star_flags"] as? [String: Int])
    #expect(counts["gspphot_used"] == asked["stars_used"] as? Int)
  }

  /// A fifth of the stars are slow red ones of the field: 45 Myr lies within two total errors, or the colors are
  /// said to disagree.
  @Test func aYoungClusterWithFieldStars() throws {
    let run = try cluster(Self.clusters[1].name, [])
    let result = try object(run)
    let found = try age(result)
    let flags = try #require(result["flags"] as? [String])
    #expect(
      abs(found.median - log10(45)) < 2 * found.total || flags.contains("color_disagreement"),
      "\(found) \(flags)")
    #expect(flags.contains("pre_main_sequence_range"))
    #expect(run.exitCode == (flags.contains("color_disagreement") ? 2 : 0))
  }
}
