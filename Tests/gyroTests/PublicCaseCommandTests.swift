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

  /// Each input is read, with what was taken for the period, and with as many usable stars as it has.
  @Test(arguments: [
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
  ])
  func isRead(name: String, words: String, count: Int) throws {
    let run = try run(name)
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardError.contains(words), "\(run.standardError)")
    #expect(try stars(run).count { $0["status"] as? String == "ok" } == count)
  }

  @Test(arguments: [
    ("no-header.txt", "no header"), ("parquet-magic.parquet", "Parquet"),
    ("gaia-vari-rotation.csv", "av=azero_gspphot"),
  ])
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
}
