// SPDX-License-Identifier: GPL-3.0-or-later
// A table of calibrators: the ChronoFlow table, or any standard catalog.

package import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform
internal import GyroTables

/// A table of rotators as it was read, with what identifies it.
package struct CalibrationCatalog: Sendable {
  /// The rotators, none left out.
  package let catalog: StandardCatalog
  /// Whether it is the ChronoFlow table rather than a standard catalog.
  package let isChronoFlow: Bool
  /// Whether it has the columns of the ChronoFlow table and another content than the pinned one.
  package let isAltered: Bool
  /// The key of the ChronoFlow table, or the name of the file of a standard catalog.
  package let name: String
  /// The name of the file.
  package let fileName: String
  /// The SHA-256 digest of the file, hexadecimal.
  package let digest: String
  /// The names of the columns that hold the numbers of a training.
  let columnNames: [ColumnRole: String]

  /// Reads a table.
  ///
  /// A table with every column of the ChronoFlow table is taken as that table; any other has to be a standard
  /// catalog, in whatever format.
  ///
  /// - Parameters:
  ///   - path: The table.
  ///   - library: The manifests and clusters.
  ///   - allowsAltered: Whether another ChronoFlow table than the pinned one is read too.
  /// - Throws: ``GyroFiles/FileError`` if the table changes while it is read, or is an altered ChronoFlow table
  ///   that is not allowed; ``GyroCatalogs/CatalogError`` or ``GyroTables/TableError`` if it cannot be read.
  package init(path: String, library: CatalogLibrary, allowsAltered: Bool = false) throws {
    let manifest = try library.compilation()
    let pinned = manifest.files[0]
    let source = try DigestedFile(path: path)
    (digest, fileName) = (source.digest.hexadecimal, URL(filePath: path).lastPathComponent)
    let columns = manifest.tables.first?.columns ?? []
    if digest == pinned.sha256 {
      isChronoFlow = true
    } else {
      let schema = try openTable(path: path).schema
      isChronoFlow = columns.allSatisfy { schema.index(of: $0.name) != nil }
    }
    isAltered = isChronoFlow && digest != pinned.sha256
    guard !isAltered || allowsAltered else {
      throw FileError(
        path: path,
        problem: "has the sha256 \(digest), the table of \(manifest.key) \(pinned.sha256)",
        hint: "Fetch it again, or train on it all the same with --allow-altered")
    }
    if isChronoFlow {
      catalog = try StandardCatalog.chronoFlow(at: path, library: library)
      name = manifest.key
      columnNames = Dictionary(
        columns.compactMap { column in column.role.map { ($0, column.name) } },
        uniquingKeysWith: { first, _ in first })
    } else {
      catalog = try StandardCatalog(path: path)
      name = fileName
      columnNames = StandardCatalog.columnNames
      if let stranger = catalog.stars.first(where: {
        library.clusters.cluster(named: $0.cluster)?.key != $0.cluster
      }) {
        throw CatalogError(
          .unknownName, at: path,
          "has a star of \"\(stranger.cluster)\", which is no key of a cluster",
          hint: "Add the cluster to clusters.json, or write its key")
      }
    }
    try source.checkUnchanged()
  }

  /// The keys of the catalogs that gave its periods; none for the ChronoFlow table, which is one itself.
  var sources: Set<String> {
    isChronoFlow ? [] : Set(catalog.stars.flatMap { $0.periodCandidates.map(\.source) })
  }

  /// The selection that is made where none is asked for.
  package var usualSelection: CatalogSelection { isChronoFlow ? .chronoFlowCuts : .calibrators }
}
