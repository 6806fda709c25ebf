// SPDX-License-Identifier: GPL-3.0-or-later
// The command as one file: a copy of the binary in an empty folder, without the repository in reach.

import Foundation
import GyroCatalogs
import GyroFiles
import Testing

struct OneFileCommandTests {
  /// What stands in for an installation: the copied binary first in the search path, and no variable of ours.
  private static let alone = """
    cp "$(command -v gyro)" copied && unset GYRO_CATALOGS GYRO_MIRROR && mkdir empty && cd empty
    gyro() { ../copied "$@"; }

    """

  /// Sub-commands that read descriptions or the standard catalog.
  private static let reading = [
    "cite Praesepe", "catalog show Praesepe --format csv",
    "cluster --cluster GroupX --method grid --format csv", "model card",
    "catalog show casagrande-2018 --cache cache",
  ]

  @Test(arguments: reading)
  func aCopiedProgramNeedsNoFolder(arguments: String) throws {
    let program = try BuiltProgram()
    let alone = try program.shell(Self.alone + "gyro \(arguments)")
    #expect(alone.exitCode == 0, "\(alone.standardOutput.prefix(600))")
    // Without the cache nothing is written beside it.
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: program.folder.path + "/empty"
      ).allSatisfy { $0 == "cache" })
    let named = try program.shell(
      "mkdir again && cd again && gyro \(arguments) --catalogs '\(CatalogCommandTests.catalogs)'")
    #expect(named.exitCode == 0)
    #expect(Self.comparable(alone.standardOutput) == Self.comparable(named.standardOutput))
  }

  @Test func aFolderThatIsNamedIsPreferred() throws {
    let program = try BuiltProgram()
    let run = try program.shell(Self.alone + "gyro cite --catalogs nowhere")
    #expect(run.exitCode != 0 && run.standardOutput.contains("nowhere"))
    let variable = try program.shell(
      "export GYRO_CATALOGS=nowhere; cd empty && ../copied cite")
    #expect(variable.exitCode != 0 && variable.standardOutput.contains("nowhere"))
  }

  /// An old folder above the program or the working folder changes no result.
  @Test func aFolderNearbyIsNotRead() throws {
    let program = try BuiltProgram()
    let run = try program.shell(
      Self.alone
        + """
        mkdir ../Catalogs && echo '{"old": true}' > ../Catalogs/clusters.json
        gyro cite Praesepe && gyro cluster --cluster GroupX --method grid --format csv
        """)
    #expect(run.exitCode == 0, "\(run.standardOutput.prefix(600))")
    // What is about a folder takes the one that is near, says so, and names it in an error.
    let build = try program.shell("unset GYRO_CATALOGS; cd empty && ../copied catalog check")
    #expect(build.exitCode == 1)
    let folder = program.folder.resolvingSymlinksInPath().path
    #expect(build.standardOutput.contains("gyro: the catalogs are those in \(folder)/Catalogs"))
    #expect(
      build.standardOutput.contains("\(folder)/Catalogs/clusters.json"), "\(build.standardOutput)")
    let named = try program.shell("cd empty && ../copied cite Praesepe --catalogs ../Catalogs")
    #expect(named.exitCode == 1 && named.standardOutput.contains("../Catalogs/clusters.json"))
  }

  /// Names that a folder does not have are blamed on that folder.
  @Test func anUnknownNameSaysWhichFolderWasRead() throws {
    let program = try BuiltProgram()
    let run = try program.shell(
      "cp -r '\(CatalogCommandTests.catalogs)' Old && gyro catalog fetch smith-2020 --catalogs Old")
    #expect(run.exitCode == 1 && run.standardOutput.contains("Known in Old are"))
    let scale = try program.shell(
      "gyro train --catalog Old/rotators.ecsv --catalogs Old --age-scale old-2020 --output m.safetensors"
    )
    #expect(
      scale.exitCode == 1 && scale.standardOutput.contains("Known in Old/age-scales.json are"),
      "\(scale.standardOutput)")
  }

  @Test func theCatalogIsNotBuiltIntoTheProgram() throws {
    let program = try BuiltProgram()
    let run = try program.shell(Self.alone + "gyro catalog build")
    #expect(run.exitCode != 0 && run.standardOutput.contains("--catalogs"))
  }

  /// The program has every description of the repository's folder, and the results of its model's card, as they
  /// are there.
  @Test func theEmbeddedFilesAreThoseOfTheFolder() throws {
    let folder = CatalogCommandTests.catalogs
    let onDisk = try #require(FileManager.default.subpaths(atPath: folder)).filter {
      ($0.hasSuffix(".json") || $0.hasSuffix(".csv") || $0.hasSuffix(".ecsv"))
        // The slopes and the ages of calibrators are embedded with the model.
        && !["observed-slopes.json", "calibrated-ages.json"].contains($0)
    }
    let embeddedResults = EmbeddedCatalogs.names.filter { $0.hasPrefix("results/") }
    // That they are the ones that the card shows is what the comparison of `model card` above shows.
    #expect(!embeddedResults.isEmpty)
    #expect(EmbeddedCatalogs.names.sorted() == (onDisk + embeddedResults).sorted())
    for name in EmbeddedCatalogs.names {
      let file =
        embeddedResults.contains(name)
        ? "\(folder)/../Validation/Results/\(name.dropFirst("results/".count))"
        : "\(folder)/\(name)"
      let embedded = try SHA256Digest(ofFileAt: "\(EmbeddedCatalogs.folder)/\(name)")
      #expect(try embedded == SHA256Digest(ofFileAt: file), "\(name)")
    }
  }

  /// Both forms of the standard catalog have the same stars, so that it does not matter which is read.
  @Test func theTextOfTheCatalogHasTheStarsOfItsTable() throws {
    let text = try StandardCatalog(path: EmbeddedCatalogs.folder + "/rotators.ecsv")
    let table = try StandardCatalog(path: CatalogCommandTests.catalogs + "/rotators.fits")
    #expect(text.stars == table.stars)
  }

  /// What is printed, but for the lines that name the command, the time or the file of the catalog.
  private static func comparable(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { line in
      !["command", "sha256", "gyro ", "rotators"].contains { line.contains($0) }
    }
  }
}
