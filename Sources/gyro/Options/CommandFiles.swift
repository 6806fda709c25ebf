// SPDX-License-Identifier: GPL-3.0-or-later
// What a command reads and writes, declared before its work and compared in one place.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles
internal import GyroPlotting
internal import Gyrochronology

/// A command that names its files before it touches one of them.
protocol FileCommand: ParsableCommand {
  /// Every file that the command reads or writes, with the option that names it.
  var files: FileRoles { get }
}

extension FileCommand {
  /// Refuses a command whose files are not distinct.
  func checkFiles() throws {
    if let clash = files.clash { throw ValidationError(clash) }
  }

  /// Keeps the outputs for this run, once it is known that its files are distinct.
  ///
  /// - Throws: `ValidationError` if two of them are one file, ``GyroFiles/FileError`` if one cannot be
  ///   written or another run is writing it.
  func claimOutputs() throws -> OutputClaims {
    let files = files
    if let clash = files.clash { throw ValidationError(clash) }
    if files.hasOutputFiles { StandardOutput.goOnWithoutReader() }
    return try files.claim()
  }
}

extension FileRoles {
  /// Declares a checkpoint file; the embedded model is not a file.
  mutating func readsModel(_ name: String?) {
    if name != EmbeddedModel.name { reads(name, "--model") }
  }

  /// Declares the descriptions in a folder of catalogs, where there is one.
  mutating func reads(_ option: CatalogFolderOption) { reads(catalogs: option.folder()) }

  /// Declares a standard catalog, by default one in the folder of catalogs.
  mutating func readsCatalog(
    _ path: String?, named name: String = "rotators.fits", in folder: CatalogFolderOption
  ) {
    readsCatalog(path, named: name, in: folder.folder())
  }

  /// Declares a figure, and its script where that replaces it.
  mutating func writes(_ plot: PlotOption) { writesPicture(plot.path, "--plot") }

  /// Declares a picture or an animation.
  mutating func writesPicture(_ path: String?, _ option: String) {
    writes(path, option)
    writes(path.flatMap(Gnuplot.substitute), "the script of \(option)")
  }
}
