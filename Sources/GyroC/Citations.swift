// SPDX-License-Identifier: GPL-3.0-or-later
// The references on which results, clusters, stars and catalogs are based.

internal import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform
internal import Gyrochronology

/// References in BibTeX, as `gyro cite` prints them with the catalog inside the library.
@c(gyro_cite)
public func gyroCite(
  _ subjects: UnsafePointer<CChar>?, _ bibtex: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    guard let bibtex else { throw ArgumentError("bibtex is NULL.") }
    bibtex.pointee = nil
    var names: [String] = []
    if let subjects {
      do {
        names = try JSONDecoder().decode(
          [String].self, from: Data(String(cString: subjects).utf8))
      } catch { throw ArgumentError("The subjects are not a JSON array of texts.") }
    }
    let library = try CatalogLibrary(folder: EmbeddedCatalogs.folder)
    let request = CitationRequest(subjects: names, catalog: library.standardCatalogPath)
    bibtex.pointee = copied(try CitationRun(request, library: library).run())
  }
}
