// SPDX-License-Identifier: GPL-3.0-or-later
// The standard catalog from the source tables: read, identified, merged, accounted for.

internal import GyroPlatform
package import GyroQuantities
package import GyroTables

extension StandardCatalog {
  /// Builds the standard catalog from source tables.
  ///
  /// - Parameters:
  ///   - manifests: The catalogs to take; each file comes from the fetcher.
  ///   - library: The clusters.
  ///   - fetcher: Where the files are.
  ///   - law: The law that takes A_V to a color excess where no star-by-star color is published.
  ///   - warn: Is told what the tables say against themselves, such as rows that a service left out.
  /// - Returns: The stars sorted by cluster and Gaia source, with the account of every row.
  /// - Throws: ``CatalogError`` if a file is missing or not what its manifest says.
  package static func build(
    _ manifests: [CatalogManifest], library: CatalogLibrary, fetcher: SourceFetcher,
    law: ExtinctionLaw = .constant, warn: (TableWarning) -> Void = { _ in }
  ) throws(CatalogError) -> StandardCatalog {
    let built = try buildWhile(
      manifests, library: library, fetcher: fetcher, law: law, warn: warn,
      shouldContinue: { _ in true })
    return built ?? StandardCatalog(stars: [], report: IngestReport())
  }

  /// The same, until it is told to end; nil then.
  ///
  /// - Parameters:
  ///   - manifests: The catalogs to take; each file comes from the fetcher.
  ///   - library: The clusters.
  ///   - fetcher: Where the files are.
  ///   - law: The law that takes A_V to a color excess.
  ///   - warn: Is told what the tables say against themselves.
  ///   - shouldContinue: Called after each manifest with how many are read.
  /// - Returns: The stars, with the account of every row.
  /// - Throws: ``CatalogError`` if a file is missing or not what its manifest says.
  package static func buildWhile(
    _ manifests: [CatalogManifest], library: CatalogLibrary, fetcher: SourceFetcher,
    law: ExtinctionLaw, warn: (TableWarning) -> Void, shouldContinue: (Int) -> Bool
  ) throws(CatalogError) -> StandardCatalog? {
    var records: [SourceRecord] = []
    var isPeriodRow: [Bool] = []
    for (index, manifest) in manifests.enumerated() {
      for table in manifest.tables {
        guard let file = manifest.file(named: table.file) else { continue }
        let reader = SourceReader(source: manifest.key, table: table, clusters: library.clusters)
        var read = try reader.records(at: fetcher.locate(file, of: manifest).path, warn: warn)
        for index in read.indices { read[index].isOfCompilation = manifest.role == .compilation }
        records += read
        isPeriodRow += Array(repeating: table.kind == .periods, count: read.count)
      }
      guard shouldContinue(index + 1) else { return nil }
    }
    return StandardCatalog(records, isPeriodRow: isPeriodRow, clusters: library.clusters, law: law)
  }

  /// Merges records into stars; rows that are no period rows are not accounted for, they only help.
  init(
    _ records: [SourceRecord], isPeriodRow: [Bool], clusters: ClusterList, law: ExtinctionLaw
  ) {
    var report = IngestReport()
    func count(_ outcome: IngestReport.Outcome, _ index: Int) {
      let record = records[index]
      report.count(outcome, source: record.source, cluster: record.cluster ?? "none")
    }
    func isUsed(_ index: Int) -> Bool {
      let record = records[index]
      return isPeriodRow[index] && record.rejection == nil && record.periodDays != nil
        && record.cluster != nil
    }
    for index in records.indices where isPeriodRow[index] && !isUsed(index) {
      let record = records[index]
      count(
        .rejected(record.rejection ?? (record.periodDays == nil ? "no period" : "no cluster")),
        index)
    }
    var identities = IdentityGroups(records)
    for index in identities.ambiguous where isUsed(index) {
      count(.rejected("its identifiers lead to several Gaia sources"), index)
    }
    let byPosition = identities.joinByPosition(records)
    let acrossReleases = identities.joinAcrossReleases(records)
    let merge = StarMerge(
      clusters: clusters, law: law, colorErrors: ColorErrorModel(records))
    var stars: [StarMerge.Merged] = []
    for group in identities.groups {
      let periods = group.filter(isUsed).sorted {
        (records[$0].priority, $0) < (records[$1].priority, $1)
      }
      guard !periods.isEmpty else { continue }
      // What a manifest rejects says nothing about the star either.
      let companions = group.filter { !isUsed($0) && records[$0].rejection == nil }
      guard
        var merged = merge.star(
          periods: periods.map { records[$0] }, companions: companions.map { records[$0] })
      else {
        for index in periods { count(.rejected("no Gaia source is known for it"), index) }
        continue
      }
      if !byPosition.isDisjoint(with: group) { merged.star.flags.insert(.matchedByPosition) }
      if !acrossReleases.isDisjoint(with: group) {
        merged.star.flags.insert(.matchedAcrossReleases)
      }
      stars.append(merged)
      for (place, index) in periods.enumerated() {
        count(place == merged.adopted ? .kept : .merged, index)
      }
    }
    report.check(rowCount: isPeriodRow.filter { $0 }.count, starCount: stars.count)
    report.colorZeroPoints = ColorZeroPoint.unify(&stars)
    self.init(
      stars: stars.map(\.star).sorted {
        ($0.cluster, $0.gaiaSourceID?.number ?? 0) < ($1.cluster, $1.gaiaSourceID?.number ?? 0)
      }, report: report)
  }
}
