// SPDX-License-Identifier: GPL-3.0-or-later
// What a catalog holds: its clusters, the stars of one, a star, all stars, or what a selection leaves out.

package import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform
internal import GyroTables

/// What is asked of a catalog, as a value that can be kept and sent.
package struct CatalogRequest: Hashable, Sendable, Codable {
  /// A cluster, a star, or the key of the one source that the catalog is made of; nil is the whole catalog.
  package var name: String?
  /// Whether to list every star.
  package var listsStars: Bool
  /// The name of a selection of stars; nil is all.
  package var selection: String?
  /// The path of a standard catalog; nil is that of the library.
  package var catalog: String?

  /// Asks for what is in a catalog.
  package init(
    name: String? = nil, listsStars: Bool = false, selection: String? = nil, catalog: String? = nil
  ) {
    (self.name, self.listsStars) = (name, listsStars)
    (self.selection, self.catalog) = (selection, catalog)
  }
}

/// Looks up what a request asks of a catalog.
package struct CatalogRun: Sendable {
  /// What was found.
  package enum Answer: Sendable {
    /// Stars, and whether they are the answer to the name of one star.
    case stars([StandardStar], isOne: Bool)
    /// How many stars a selection takes and leaves out.
    case account(IngestReport)
    /// All clusters.
    case summary
  }

  /// A cluster with what an overview shows of it.
  package struct Cluster: Hashable, Sendable {
    /// What it is called.
    package var name: String
    /// How many stars there are.
    package var starCount: Int
    /// Its age by scale, Myr.
    package var agesMyr: [String: Double]

    /// A cluster of an overview.
    package init(name: String, starCount: Int, agesMyr: [String: Double]) {
      (self.name, self.starCount, self.agesMyr) = (name, starCount, agesMyr)
    }
  }

  /// What was found.
  package let answer: Answer
  private let stars: [StandardStar]
  private let summary: CatalogSummary
  /// What to call them; nil for the whole catalog.
  package let title: String?

  /// Reads the catalog and looks.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - library: The clusters, age scales and manifests.
  ///   - fetcher: Where the files of a source are.
  /// - Throws: ``RequestError`` if nothing has the name; ``GyroCatalogs/CatalogError`` if the catalog cannot be
  ///   read or there is no such selection.
  package init(_ request: CatalogRequest, library: CatalogLibrary, fetcher: SourceFetcher) throws {
    let source = library.manifests.first { $0.key == request.name }
    let name = source == nil ? request.name : nil
    var catalog =
      try source.map { try StandardCatalog.build([$0], library: library, fetcher: fetcher) }
      ?? StandardCatalog(path: request.catalog ?? library.standardCatalogPath)
    if let selection = request.selection {
      catalog = catalog.selecting(try CatalogSelection(named: selection))
    }
    if let name {
      guard let found = catalog.stars(named: name, library: library) else {
        throw RequestError(
          "\"\(name)\" is neither a cluster nor a star of this catalog."
            + Self.hint(name, library))
      }
      let isOne = library.clusters.cluster(named: name) == nil
      (answer, stars, title) = (.stars(found, isOne: isOne), found, name)
    } else if request.listsStars {
      (answer, stars, title) = (.stars(catalog.stars, isOne: false), catalog.stars, request.name)
    } else if let selection = request.selection {
      (answer, stars, title) = (.account(catalog.report), catalog.stars, selection)
    } else {
      (answer, stars, title) = (.summary, catalog.stars, request.name)
    }
    summary = CatalogSummary(
      StandardCatalog(stars: stars, report: IngestReport()), library: library)
  }

  /// What may be meant by a name without stars, or where its stars are.
  private static func hint(_ name: String, _ library: CatalogLibrary) -> String {
    guard let cluster = library.clusters.cluster(named: name) else {
      return SimilarName.hint(for: name, among: library.clusters.allNames)
    }
    return " \(cluster.key) is a known cluster whose stars are in none of its sources; "
      + "`gyro catalog fetch` and `gyro catalog build --all --output FILE` make one that has more clusters."
  }

  /// How many stars it is about.
  package var starCount: Int { stars.count }

  /// The clusters of the stars.
  package var clusters: [Cluster] {
    summary.clusters.map { Cluster(name: $0.name, starCount: $0.stars, agesMyr: $0.ageMyr) }
  }

  /// Where the stars with a color stand.
  package var positions: [ColorPeriodPosition] {
    stars.compactMap { star in
      star.bpRp0.map { ColorPeriodPosition(bpRp0: $0, periodDays: star.periodDays) }
    }
  }
}

extension CatalogRun {
  /// Writes what was found.
  ///
  /// - Parameters:
  ///   - format: The form; nil is that of the name of the output, and on standard output text, or CSV for stars.
  ///   - output: A path, or `-` for standard output.
  /// - Throws: ``RequestError`` if the form is not one of such an answer; ``GyroFiles/FileError`` or
  ///   ``GyroTables/TableError`` if it cannot be written.
  package func write(_ format: ReportFormat?, to output: String) throws {
    switch answer {
    case .stars(let stars, let isOne):
      try Self.write(
        stars, format ?? (output == "-" ? (isOne ? .text : .table(.csv)) : nil), output)
    case .account(let report):
      switch format ?? .text {
      case .json: try TextOutput.write(encoding: SelectionAccount(report), to: output)
      case .text: try TextOutput.write(report.selectionText, to: output)
      default:
        throw RequestError("An account is written as text or json; see --stars for tables.")
      }
    case .summary:
      switch format ?? .text {
      case .json: try TextOutput.write(encoding: summary.clusters, to: output)
      case .text:
        try TextOutput.write(summary.lines.joined(separator: "\n") + "\n", to: output)
      default:
        throw RequestError("The summary is written as text or json; see --stars for tables.")
      }
    }
  }

  private static func write(
    _ stars: [StandardStar], _ format: ReportFormat?, _ output: String
  ) throws {
    switch format {
    case .text:
      try TextOutput.write(stars.map(\.text).joined(separator: "\n"), to: output)
    case .json: try TextOutput.write(encoding: stars.map(DescribedStar.init), to: output)
    case .table(let format):
      try StandardCatalog(stars: stars, report: IngestReport()).write(to: output, format: format)
    case nil: try StandardCatalog(stars: stars, report: IngestReport()).write(to: output)
    }
  }
}
