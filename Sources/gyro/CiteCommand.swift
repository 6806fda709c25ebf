// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro cite`: the references, in BibTeX, that a result, a cluster, a star or a catalog rests on.

internal import ArgumentParser
internal import Foundation
internal import GyroCatalogs
internal import GyroQuantities
internal import GyroTables

struct CiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cite",
    abstract: "Print the BibTeX of what a result or a selection of stars rests on.",
    discussion: """
      A result is a file that gyro wrote: it rests on the table the model was trained on, on the \
      extinction law, and on the sources of its cluster. Without an argument, everything that the \
      standard catalog and the model rest on.

      EXAMPLES
        gyro cite
        gyro cite ages.fits
        gyro cite Praesepe
        gyro cite "EPIC 211892816"
        gyro cite rebull-2016
      """)

  @Argument(help: "A result file, a standard catalog, a cluster, a star, or the key of a source.")
  var subjects: [String] = []
  @Option(help: "A standard catalog. Default: rotators.fits in the folder Catalogs.")
  var catalog: String?
  @OptionGroup var folder: CatalogFolderOption

  /// The source of the model's training stars.
  private static let training = "vanlane-2025"

  func run() throws {
    let library = try folder.library()
    var keys: Set<String> = []
    var laws: Set<String> = []
    let standard = try StandardCatalog(
      path: self.catalog ?? folder.folder() + "/rotators.fits")
    func cite(_ stars: [StandardStar]) {
      keys.formUnion(Citation(stars: stars, library: library).keys)
    }
    if subjects.isEmpty {
      keys.insert(Self.training)
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
          let result = try CitedResult(path: subject)
          keys.insert(Self.training)
          laws.formUnion([result.extinctionLaw].compactMap { $0 })
          cite(result.cluster.flatMap { standard.stars(named: $0, library: library) } ?? [])
        }
      } else {
        throw ValidationError(
          "\"\(subject)\" is no file, no cluster, no star and no source that is known.")
      }
    }
    let remarks = laws.sorted().map {
      "% extinction law: \(ExtinctionLaw.named($0)?.source ?? $0)\n"
    }
    try ReportSink.write(
      remarks.joined()
        + Citation(keys: keys, library: library).bibtex.joined(separator: "\n\n") + "\n")
  }
}

/// What a result file says about what it rests on.
private struct CitedResult: Decodable {
  struct Provenance: Decodable {
    let extinctionLaw: String?
    enum CodingKeys: String, CodingKey { case extinctionLaw = "extinction_law" }
  }
  private let provenance: Provenance?
  let cluster: String?
  var extinctionLaw: String? { provenance?.extinctionLaw }

  init(path: String) throws {
    let data = try Data(contentsOf: URL(filePath: path))
    if let result = try? JSONDecoder().decode(CitedResult.self, from: data) {
      self = result
      return
    }
    let metadata = try openTable(path: path).schema.metadata
    cluster = nil
    let law = metadata.first { $0.key.lowercased().hasSuffix("extinction_law") }?.value
    provenance = Provenance(extinctionLaw: law)
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
