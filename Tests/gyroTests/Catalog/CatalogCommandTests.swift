// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import _TestSupport

@Suite struct CatalogCommandTests {
  static let catalogs = ExampleCommandTests.root.appendingPathComponent("Catalogs").path

  struct Account: Decodable {
    struct Part: Decodable {
      let stars, taken: Int
      let left_out: [String: Int]
    }
    let all: Part
    let clusters: [String: Part]
  }

  func show(_ arguments: String...) throws -> ProgramRun {
    try BuiltProgram().gyro(["catalog", "show", "--catalogs", Self.catalogs] + arguments)
  }

  @Test func theAccountOfASelectionAddsUp() throws {
    let run = try show("--selection", "authors", "--format", "json")
    let account = try JSONDecoder().decode(Account.self, from: Data(run.standardOutput.utf8))
    let parts = account.clusters.values
    #expect(account.all.taken > 0 && account.all.taken < account.all.stars)
    #expect(parts.reduce(0) { $0 + $1.taken } == account.all.taken)
    for part in [account.all] + parts {
      #expect(part.taken + part.left_out.values.reduce(0, +) == part.stars)
    }
    let stars = try show("--selection", "authors", "--stars").standardOutput
    #expect(stars.split(separator: "\n").count == account.all.taken + 1)
  }

  @Test func anUnknownSelectionNamesTheKnownOnes() throws {
    let run = try show("--selection", "best")
    #expect(run.exitCode == 64)
    #expect(run.standardError.contains("chronoflow-cuts, chronoflow, authors"))
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(
        atPath: SharedFolder.file("data/chronoflow/prot_catalogue.csv").path),
      "the ChronoFlow table does not stand beside the package; it is fetched, never committed"),
    arguments: [("chronoflow-cuts", 7615), ("chronoflow", 7302)])
  func thePublishedCutsAreAccountedFor(selection: String, taken: Int) throws {
    let mirror = SharedFolder.file("data").path
    let run = try show("vanlane-2025", "--selection", selection, "--mirror", mirror)
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(
      run.standardOutput.contains(
        "\n8412 read = \(taken) kept + 0 merged + \(8412 - taken) rejected\n"))
    #expect(run.standardOutput.contains("left out: ruwe_missing"))
    #expect(run.standardOutput.contains("Praesepe"))
    #expect((taken == 7302) == run.standardOutput.contains("313 left out: bpRp0 below 0.5"))
  }

  @Test func resultsThatCannotBeWrittenAreErrors() throws {
    let program = try BuiltProgram()
    for command in [
      "model show", "model show --format json", "catalog show --catalogs '\(Self.catalogs)'",
      "catalog check --catalogs '\(Self.catalogs)'", "cite --catalogs '\(Self.catalogs)'",
      "age --period 10 --bp-rp0 1", "age --period 10 --bp-rp0 1 --format csv",
      "catalog show Praesepe --catalogs '\(Self.catalogs)' --format csv",
    ] {
      let run = try program.shell("gyro \(command) 2>&1 > /dev/full")
      #expect(run.exitCode == 1, "\(command)")
      #expect(
        run.standardOutput
          == "Error: <standard output>: cannot be written: No space left on device\n", "\(command)")
    }
    for output in ["ages.csv", "ages.fits", "ages.json"] {
      let run = try program.shell("gyro age --period 10 --bp-rp0 1 -o no/folder/\(output)")
      #expect(run.exitCode == 1)
      #expect(
        run.standardOutput.hasPrefix("Error: no/folder/\(output): cannot be written: the folder"))
    }
  }
}
