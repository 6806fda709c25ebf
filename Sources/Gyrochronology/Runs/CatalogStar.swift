// SPDX-License-Identifier: GPL-3.0-or-later
// A star of a standard catalog by its name, as the table of one row that it is there.

internal import GyroCatalogs
internal import GyroFiles
internal import GyroModel
internal import GyroPlatform
internal import GyroQuantities
internal import GyroTables

/// A star that a standard catalog has, found by its name.
struct CatalogStar {
  /// The catalog's row of the star.
  let table: any TableReader
  /// Which star it is, and what the catalog doubts of it.
  let warning: RunWarning

  /// Finds the star.
  ///
  /// - Parameters:
  ///   - name: A Gaia source number or another identifier; case and blanks do not count.
  ///   - path: The catalog; nil is the standard one of the library.
  ///   - library: The descriptions of catalogs and clusters.
  /// - Throws: ``RequestError`` if there is no such star, or more than one; ``GyroCatalogs/CatalogError`` if the
  ///   catalog cannot be read.
  init(named name: String, path: String?, library: CatalogLibrary) throws {
    let path = path ?? library.standardCatalogPath
    let catalog = try StandardCatalog(path: path)
    var found = catalog.stars.filter { $0.isNamed(name) }
    // A number of DR2 may be that of another star in DR3.
    let current = found.filter { $0.gaiaDR3.map { "\($0.number)" } == name }
    if !current.isEmpty { found = current }
    guard let star = found.first else {
      throw Self.unknown(name, among: catalog.stars, library)
    }
    guard found.count == 1 else {
      let names = found.prefix(5).compactMap(\.names.first).joined(separator: ", ")
      throw RequestError(
        "\"\(name)\" is the name of \(found.count) stars of the catalog: \(names). Name one of them."
      )
    }
    let row = StandardCatalog(stars: [star], report: IngestReport()).table()
    table = MemoryTable(row.rows.columns)
    let cluster = library.clusters.cluster(named: star.cluster)?.name ?? star.cluster
    let doubts = star.flags.setNames + star.reasons
    warning = RunWarning(
      .catalogStar,
      "\(name) is \(star.names.prefix(2).joined(separator: ", ")) of \(cluster) in \(path)"
        + (doubts.isEmpty ? "" : "; the catalog says of it: \(doubts.joined(separator: ", "))"))
  }

  /// Why no star has a name, and which is meant.
  private static func unknown(
    _ name: String, among stars: [StandardStar], _ library: CatalogLibrary
  ) -> RequestError {
    if let cluster = library.clusters.cluster(named: name) {
      return RequestError(
        "\"\(name)\" is a cluster, not a star; \(cluster.name) is dated by "
          + "`gyro cluster --cluster \(cluster.key)`.")
    }
    // Every number of Gaia is similar to some other, and names another star.
    let isNumber = !name.isEmpty && name.allSatisfy(\.isNumber)
    let known = stars.flatMap(\.names).filter {
      !isNumber || zip($0, name).prefix { $0 == $1 }.count >= name.count - 3
    }
    return RequestError(
      "\"\(name)\" is not a star of the catalog, which has \(stars.count) stars under their Gaia numbers and other "
        + "identifiers; `gyro catalog show --stars` lists them."
        + SimilarName.hint(for: name, among: known))
  }
}
