// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro-validate slopes`: what the clusters show of spin-down, as the file that is compiled into the program.

internal import ArgumentParser
internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroModel
internal import Gyrochronology

struct SlopesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slopes",
    abstract: "Measure the slopes of period with age between clusters.",
    discussion: """
      Medians of the slow rotators of the standard catalog in bins of color, for the pairs of clusters of \
      a case of the kind spinDown, at ages of its scale. The file is compiled into gyro, which flags tracks that \
      differ; build again after it has changed.
      """)

  @OptionGroup var folders: FolderOptions
  @Option(help: "The case that names clusters, colors and age scale.")
  var settings = "Validation/Cases/spin-down.json"
  @Option(name: .shortAndLong, help: "The file to write.")
  var output = "Catalogs/observed-slopes.json"

  func run() throws {
    let suite = try CaseContext.settings(SpinDownSuite.self, at: settings)
    let catalog = folders.catalogs + "/rotators.fits"
    let library = try CatalogLibrary(folder: folders.catalogs)
    let pairs = try suite.measuredPairs(
      StandardCatalog(path: catalog), library.ageScale(suite.ageScale))
    let provenance = MeasurementProvenance(
      program: "gyrochrone \(ProgramVersion.current)", command: "gyro-validate slopes",
      catalog: "rotators.fits", catalogSHA256: try SHA256Digest(ofFileAt: catalog).hexadecimal,
      ageScale: suite.ageScale)
    try JSONValue.write(
      ObservedSlopes(provenance: provenance, slopes: pairs.map(\.slope)), to: output)
  }
}
