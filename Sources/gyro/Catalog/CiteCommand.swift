// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro cite`: the references, in BibTeX, on which a result, a cluster, a star or a catalog is based.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles
internal import Gyrochronology

struct CiteCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "cite",
    abstract: "Print the BibTeX of the sources of a result or a selection of stars.",
    discussion: """
      A result is a file that gyro wrote as FITS, VOTable, ECSV or JSON. Its own record says which \
      program and which model made it: cited are gyro, the table the model was trained on, the \
      extinction law, the table of dwarfs where a temperature or B-V replaced a color, and the \
      sources of its cluster. A checkpoint is cited by the record of its training. Without an argument, all sources of the \
      standard catalog and of the embedded model.

      EXAMPLES
        gyro cite
        gyro cite ages.fits
        gyro cite model.safetensors
        gyro cite Praesepe
        gyro cite "EPIC 211892816"
        gyro cite rebull-2016
      """)

  @Argument(
    help: "A result file, a standard catalog, a cluster, a star, or the key of a source.",
    completion: .file())
  var subjects: [String] = []
  @Option(
    help: "A standard catalog. Default: that of --catalogs, else the one inside the program.",
    completion: .file())
  var catalog: String?
  @OptionGroup var folder: CatalogFolderOption

  var files: FileRoles {
    var files = FileRoles()
    files.readsCatalog(catalog, in: folder)
    for subject in subjects { files.reads(subject, "the result") }
    return files
  }

  func run() throws {
    try checkFiles()
    let library = try folder.library()
    let request = CitationRequest(
      subjects: subjects, catalog: catalog ?? library.standardCatalogPath)
    try TextOutput.write(CitationRun(request, library: library).run())
  }
}
