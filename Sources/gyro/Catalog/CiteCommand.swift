// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro cite`: the references, in BibTeX, on which a result, a cluster, a star or a catalog is based.

internal import ArgumentParser
internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroQuantities
internal import GyroTables
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

  @Argument(help: "A result file, a standard catalog, a cluster, a star, or the key of a source.")
  var subjects: [String] = []
  @Option(help: "A standard catalog. Default: rotators.fits in the folder Catalogs.")
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
    var keys: Set<String> = []
    var (remarks, methods) = ([String](), [String]())
    let standard = try StandardCatalog(
      path: self.catalog ?? folder.folder() + "/rotators.fits")
    func cite(_ stars: [StandardStar]) {
      keys.formUnion(Citation(stars: stars, library: library).keys)
    }
    if subjects.isEmpty {
      let embedded = CitedResult(try LoadedModel())
      keys.insert(embedded.trainingCatalog)
      methods += embedded.methods
      cite(standard.stars)
    }
    for subject in subjects {
      if library.manifests.contains(where: { $0.key == subject }) {
        keys.insert(subject)
      } else if let stars = standard.stars(named: subject, library: library) {
        cite(stars)
      } else if FileManager.default.fileExists(atPath: subject) {
        if let stars = try? StandardCatalog(path: subject).stars {
          cite(stars)
        } else {
          let result = try CitedResult.reading(subject)
          remarks += result.remarks
          methods += result.methods
          if library.manifests.contains(where: { $0.key == result.trainingCatalog }) {
            keys.insert(result.trainingCatalog)
          } else {
            remarks.append(
              "\(subject): the model was trained on \(result.trainingCatalog), which no manifest "
                + "describes; cite it by hand")
          }
          cite(result.cluster.flatMap { standard.stars(named: $0, library: library) } ?? [])
        }
      } else {
        throw ValidationError(
          "\"\(subject)\" is not a file nor a known cluster, star or source.")
      }
    }
    var entries: [String] = []
    for entry in methods + Citation(keys: keys, library: library).bibtex
    where !entries.contains(entry) {
      entries.append(entry)
    }
    try ReportSink.write(
      remarks.map { BibTeXText.remark($0) + "\n" }.joined() + entries.joined(separator: "\n\n")
        + "\n")
  }
}

extension StandardCatalog {
  /// The stars of a cluster, or the star, of a name; nil if there is none.
  func stars(named name: String, library: CatalogLibrary) -> [StandardStar]? {
    let found =
      library.clusters.cluster(named: name).map { cluster in
        stars.filter { $0.cluster == cluster.key }
      } ?? stars.filter { $0.isNamed(name) }
    return found.isEmpty ? nil : found
  }
}
