// SPDX-License-Identifier: GPL-3.0-or-later
// The standard catalog, from a request to files.

package import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform
internal import GyroQuantities
internal import GyroTables

/// What is asked of a build of the standard catalog, as a value that can be kept and sent.
package struct CatalogBuildRequest: Hashable, Sendable, Codable {
  /// The keys of the sources to take; none stands for those that ``takesAll`` says.
  package var sources: [String]
  /// Whether to take every source, also those whose rows may not be redistributed.
  package var takesAll: Bool
  /// The name of the law that takes A_V to a color excess where no color excess of the star is published.
  package var extinctionLaw: String
  /// The tables to write, each in the format that its name ends in, at least one.
  package var tables: [String]
  /// The page about the catalogs to write; nil for none.
  package var readme: String?

  /// Asks for tables.
  package init(
    sources: [String] = [], takesAll: Bool = false,
    extinctionLaw: String = CatalogBuildRequest.usualExtinctionLaw, tables: [String],
    readme: String? = nil
  ) {
    (self.sources, self.takesAll, self.extinctionLaw) = (sources, takesAll, extinctionLaw)
    (self.tables, self.readme) = (tables, readme)
  }

  /// The law where none is named.
  package static let usualExtinctionLaw = ExtinctionLaw.constant.name

  /// The account of every row, beside the first table.
  package var report: String? {
    tables.first.map { URL(filePath: $0).deletingPathExtension().relativePath + "-report.txt" }
  }

  /// Checks that the request makes sense.
  ///
  /// - Throws: ``RequestError`` if there is no such law, or nothing is to be written.
  package func check() throws(RequestError) {
    guard ExtinctionLaw.named(extinctionLaw) != nil else {
      throw RequestError("There is no extinction law \"\(extinctionLaw)\".")
    }
    guard !tables.isEmpty else { throw RequestError("No table is to be written.") }
  }
}

/// Builds the standard catalog.
package struct CatalogBuildRun: Sendable {
  /// What came of a run.
  package struct Outcome: Sendable {
    /// How many stars the catalog has.
    package let starCount: Int
    /// The account of every row.
    package let report: String
    /// What the source tables say against themselves.
    package let warnings: [RunWarning]
    /// The paths of the tables and of their report.
    package let written: [String]
  }

  /// How far a run has come.
  package struct Progress: Sendable {
    /// Sources that are read, of how many.
    package let done, total: Int
    /// The key of the source that was read last.
    package let source: String
  }

  private let request: CatalogBuildRequest
  private let library: CatalogLibrary
  private let manifests: [CatalogManifest]
  private let law: ExtinctionLaw

  /// Chooses the sources.
  ///
  /// - Throws: ``RequestError`` if the request makes no sense; ``GyroCatalogs/CatalogError`` if a source is unknown.
  package init(_ request: CatalogBuildRequest, library: CatalogLibrary) throws {
    try request.check()
    (self.request, self.library) = (request, library)
    manifests =
      try request.sources.isEmpty
      ? library.manifests.filter { request.takesAll || $0.isRedistributed }
      : request.sources.map(library.manifest)
    law = ExtinctionLaw.named(request.extinctionLaw) ?? .constant
  }

  /// Reads the sources, merges them and writes the files.
  ///
  /// - Parameters:
  ///   - fetcher: Where the files of the sources are.
  ///   - progress: Called after each source; false ends the run before anything is written.
  /// - Returns: What came of it; nil if the run was ended.
  /// - Throws: ``GyroCatalogs/CatalogError`` if a file is missing or not what its manifest says;
  ///   ``GyroTables/TableError`` or ``GyroFiles/FileError`` if a file cannot be written.
  package func run(
    fetcher: SourceFetcher, progress: (Progress) -> Bool = { _ in true }
  ) throws -> Outcome? {
    var warnings: [RunWarning] = []
    let catalog = try StandardCatalog.buildWhile(
      manifests, library: library, fetcher: fetcher, law: law,
      warn: { warnings.append(RunWarning($0)) },
      shouldContinue: { done in
        progress(
          Progress(done: done, total: manifests.count, source: manifests[done - 1].key))
      })
    guard let catalog else { return nil }
    let metadata = [
      TableMetadata(key: "CREATOR", value: "gyro \(ProgramVersion.current)"),
      TableMetadata(key: "EXTLAW", value: law.name),
      TableMetadata(
        key: "comment",
        value: "Sources: "
          + manifests.filter { !$0.tables.isEmpty }.map(\.key).joined(separator: " ")),
    ]
    var written = request.tables
    for path in request.tables { try catalog.write(to: path, metadata: metadata) }
    let report = catalog.reportText
    if let path = request.report {
      try TextOutput.write(report, to: path)
      written.append(path)
    }
    if let readme = request.readme { try TextOutput.write(library.readme, to: readme) }
    return Outcome(
      starCount: catalog.stars.count, report: report, warnings: warnings, written: written)
  }
}
