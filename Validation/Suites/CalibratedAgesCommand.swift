// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro-validate calibrated-ages`: how old the calibrators of each color are, as the file that is compiled into the program.

internal import ArgumentParser
internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroModel
internal import GyroTraining
internal import Gyrochronology

struct CalibratedAgesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrated-ages",
    abstract: "Count up to which age there are calibrators of each color.",
    discussion: """
      Of the stars of clusters that a model is trained on, in bins of color: the age that five of them reach. --catalog is the \
      table that Scripts/train-default.sh makes. The file is compiled into gyro, which flags ages beyond it, and gives a \
      limit to stars that are slower than their calibrators; build again after it has changed.
      """)

  @OptionGroup var folders: FolderOptions
  @Option(name: .shortAndLong, help: "The file to write.")
  var output = "Catalogs/calibrated-ages.json"

  /// Middles of the bins, mag: fewer than five calibrators are bluer or redder.
  private static let bpRp0 = 0.4...4.4

  func run() throws {
    guard let table = folders.catalog else {
      throw ValidationError("--catalog is missing, expected the table of calibrators.")
    }
    let library = try CatalogLibrary(folder: folders.catalogs)
    let material = try TrainingMaterial(TrainingRequest(table: table), library: library)
    let stars = material.stars.filter { !$0.hasOwnAge && $0.membershipProbability >= 0.5 }
    let bins = CalibratedAges.bins(
      of: stars.map { ($0.bpRp0, $0.log10AgeMyr) }, bpRp0: Self.bpRp0)
    guard !bins.isEmpty else { throw ValidationError("\(table) has no color with five calibrators.") }
    try JSONValue.write(
      CalibratedAges(
        provenance: MeasurementProvenance(
          program: "gyrochrone \(ProgramVersion.current)",
          command: "gyro-validate calibrated-ages", catalog: URL(filePath: table).lastPathComponent,
          catalogSHA256: material.origin.catalogSHA256, ageScale: material.origin.ageScale),
        bins: bins), to: output)
  }
}
