// SPDX-License-Identifier: GPL-3.0-or-later
// The references that results, clusters, stars and catalogs rest on.

package import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform

/// What is to be cited.
package struct CitationRequest: Hashable, Sendable, Codable {
  /// Result files, standard catalogs, clusters, stars or keys of sources; none is the standard catalog with the
  /// embedded model.
  package var subjects: [String]
  /// The path of the standard catalog.
  package var catalog: String

  package init(subjects: [String], catalog: String) {
    (self.subjects, self.catalog) = (subjects, catalog)
  }
}

/// Collects references.
package struct CitationRun {
  private let request: CitationRequest
  private let library: CatalogLibrary

  package init(_ request: CitationRequest, library: CatalogLibrary) {
    (self.request, self.library) = (request, library)
  }

  /// Reads the subjects.
  ///
  /// - Returns: A page of BibTeX.
  /// - Throws: ``RequestError`` if a subject is unknown or is no result of this program; an error that names the
  ///   file if one cannot be read.
  package func run() throws -> String {
    var keys: Set<String> = []
    var (remarks, methods) = ([String](), [String]())
    let standard = try StandardCatalog(path: request.catalog)
    func cite(_ stars: [StandardStar]) {
      keys.formUnion(Citation(stars: stars, library: library).keys)
    }
    if request.subjects.isEmpty {
      let embedded = CitedResult(try LoadedModel())
      keys.formUnion(embedded.trainingCatalogs)
      methods += embedded.methods
      cite(standard.stars)
    }
    for subject in request.subjects {
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
          for catalog in result.trainingCatalogs {
            if library.manifests.contains(where: { $0.key == catalog }) {
              keys.insert(catalog)
            } else {
              remarks.append(
                "\(subject): the model was trained on \(catalog), which no manifest "
                  + "describes; cite it by hand")
            }
          }
          cite(result.cluster.flatMap { standard.stars(named: $0, library: library) } ?? [])
        }
      } else {
        throw RequestError(
          "\"\(subject)\" is not a file nor a known cluster, star or source.")
      }
    }
    var entries: [String] = []
    for entry in methods + Citation(keys: keys, library: library).bibtex
    where !entries.contains(entry) {
      entries.append(entry)
    }
    return remarks.map { BibTeXText.remark($0) + "\n" }.joined()
      + entries.joined(separator: "\n\n") + "\n"
  }
}
