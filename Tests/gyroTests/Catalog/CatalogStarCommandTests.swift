// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of stars of the standard catalog by their names, and what is said of tables and options that do not fit.

import Foundation
import Testing

@Suite struct CatalogStarCommandTests {
  private func gyro(_ arguments: [String]) throws -> ProgramRun {
    try BuiltProgram().gyro(["age"] + arguments + ["--catalogs", ClusterCommandTests.catalogs])
  }

  private func median(_ run: ProgramRun) throws -> Double {
    let object = try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8))
    let star = ((object as? [String: Any])?["stars"] as? [[String: Any]])?.first
    return try #require(
      (star?["log10_age_myr"] as? [String: Any])?["q50"] as? Double, "\(run.standardError)")
  }

  /// Every name of a star gives the age of its row of the catalog.
  @Test func theAgeIsThatOfTheRow() throws {
    let names = [
      "EPIC 211892816", "epic211892816", "659477767146049664", "Gaia DR3 659477767146049664",
    ]
    let ages = try names.map {
      try median(gyro(["--star", $0, "--format", "json", "--engine", "exact"]))
    }
    #expect(Set(ages).count == 1)
    let program = try BuiltProgram()
    let row = try program.shell(
      "gyro catalog show 659477767146049664 --format csv --catalogs '\(ClusterCommandTests.catalogs)' > row.csv"
        + " && gyro age row.csv --format json --engine exact --quiet")
    #expect(try abs(median(row) - ages[0]) < 1e-9)
    let text = try gyro(["--star", names[0]])
    #expect(text.exitCode == 0 && text.standardOutput.hasPrefix("Age"))
    #expect(text.standardError.contains("of Praesepe"))
    #expect(text.standardError.contains("period = period_days"))
  }

  @Test(arguments: [
    (["--star", "EPIC 21189281"], "Did you mean \"EPIC 211892816\"?"),
    (["--star", "659477767146049665"], "Did you mean \"659477767146049664\"?"),
    (["--star", "1234"], "is not a star of the catalog"),
    (["--star", "Praesepe"], "gyro cluster --cluster Praesepe"),
    (["--star", "EPIC 211892816", "--period", "3"], "--star and --period are both given"),
    (["--star", "EPIC 211892816", "table.csv"], "--star and a table are both given"),
    (["--star", "EPIC 211892816", "--catalog", "none.fits"], "none.fits"),
    (["--period", "3", "--bp-rp0", "1", "--catalog", "none.fits"], "--catalog goes with --star"),
  ])
  func whatIsNoStarIsSaid(arguments: [String], words: String) throws {
    let run = try gyro(arguments)
    #expect(run.exitCode != 0 && run.standardError.contains(words), "\(run.standardError)")
  }

  @Test(arguments: [
    (["--prior-age", "20Gyr,1Gyr"], "The mean of --prior-age is an age of 20 Gyr"),
    (["--prior", "normal:4.3,0.1"], "The mean of --prior is an age of 20 Gyr"),
    (["--prior", "normal:2"], "is not a mean and a positive standard deviation"),
    (["--prior", "flat"], "\"flat\" is not a prior"),
    (["--aliases", "half-double:0.6,0.6"], "together at most 1"),
    (["--aliases", "half-double:0.6"], "is not two probabilities"),
    (["--max-age", "99"], "--max-age is 99 Gyr, expected above 1 Myr and up to 13.8 Gyr"),
    (["--min-age", "20Gyr"], "--min-age is 20 Gyr"),
    (["--period-sigma=-1"], "--period-sigma is -1, expected 0 or a positive number"),
    (["--prior-age", "5Gyr,50Myr"], "normal, 5 Gyr (4.95 Gyr to 5.05 Gyr), is too narrow"),
    (["--age-likelihood", "none.csv"], "none.csv: cannot be opened for reading"),
  ])
  func messagesNameTheOptionWithUnitsAndReasons(arguments: [String], words: String) throws {
    let run = try BuiltProgram().gyro(["age", "--period", "10", "--bp-rp0", "1"] + arguments)
    #expect(run.exitCode != 0 && run.standardError.contains(words), "\(run.standardError)")
  }

  @Test func anOptionWithoutEffectIsSaid() throws {
    let star = ["age", "--period", "10", "--bp-rp0", "1"]
    let words = "--color-error context has no effect"
    let ignored = try BuiltProgram().gyro(star + ["--color-error", "context"])
    #expect(ignored.exitCode == 0 && ignored.standardError.contains(words))
    #expect(try !BuiltProgram().gyro(star).standardError.contains("no effect"))
  }

  @Test func missingFilesAndAges() throws {
    let missing = try BuiltProgram().gyro("age", "none.csv").standardError
    #expect(missing.contains("none.csv: cannot be read: No such file or directory"))
    #expect(!missing.contains("found"))
    let age = try BuiltProgram().gyro("simulate", "--age", "20Gyr").standardError
    #expect(age.contains("--age is 20 Gyr, expected 1 Myr to 13.8 Gyr"))
  }

  /// Columns of one name are read and said, and are an error where that name is needed.
  @Test func columnsOfOneName() throws {
    let program = try BuiltProgram()
    try Data("id,Prot,bp_rp0,ra,ra\na,10,1,2,3\n".utf8)
      .write(to: program.folder.appending(path: "free.csv"))
    let free = try program.gyro("age", "free.csv")
    #expect(free.exitCode == 0 && free.standardOutput.hasPrefix("id,Prot,bp_rp0,ra_1,ra_2,"))
    #expect(free.standardError.contains("columns 4 and 5 have one name, ra"))
    try Data("id,Prot,bp_rp0,Prot\na,10,1,2\n".utf8)
      .write(to: program.folder.appending(path: "needed.csv"))
    let needed = try program.gyro("age", "needed.csv")
    #expect(needed.exitCode == 1 && needed.standardError.contains("\"Prot_1\" and \"Prot_2\""))
    let asked = try program.gyro("age", "needed.csv", "--column", "period=Prot")
    #expect(asked.exitCode == 1 && asked.standardError.contains("name one of these"))
    #expect(try program.gyro("age", "needed.csv", "--column", "period=Prot_1").exitCode == 0)
  }
}
