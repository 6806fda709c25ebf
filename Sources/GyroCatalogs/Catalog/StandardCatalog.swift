// SPDX-License-Identifier: GPL-3.0-or-later
// A catalog in standard form: its stars and the account of how they came about.

/// Rotators in standard form, with their ingest report.
package struct StandardCatalog: Sendable {
  /// The stars, in an order that depends on nothing but the sources.
  package let stars: [StandardStar]
  /// What became of every row of the sources.
  package let report: IngestReport

  /// Joins stars with their account.
  package init(stars: [StandardStar], report: IngestReport) {
    (self.stars, self.report) = (stars, report)
  }

  /// Reads the ChronoFlow table, each row of which is a star, in its order.
  ///
  /// The table is that of Van-Lane et al. (2025). Nothing is left out: rows that the authors do not use are flagged. Select from them with
  /// ``CatalogSelection``.
  ///
  /// - Parameters:
  ///   - path: The file `prot_catalogue.csv`.
  ///   - library: The manifests and clusters.
  /// - Returns: 8,412 stars and their account.
  /// - Throws: ``CatalogError`` if the file is not the table that the manifest describes.
  package static func chronoFlow(
    at path: String, library: CatalogLibrary
  ) throws(CatalogError) -> StandardCatalog {
    try StandardCatalog(compilation: library.compilation(), at: path, library: library)
  }

  /// Reads a compilation, a table each row of which is a star already.
  init(
    compilation manifest: CatalogManifest, at path: String, library: CatalogLibrary
  ) throws(CatalogError) {
    guard let table = manifest.tables.first else {
      throw CatalogError(.badDescription, at: manifest.key, "describes no table")
    }
    let reader = SourceReader(source: manifest.key, table: table, clusters: library.clusters)
    let records = try reader.records(at: path)
    var stars: [StandardStar] = []
    var report = IngestReport()
    for record in records {
      let star = record.rejection == nil ? StandardStar(record) : nil
      let reason = record.rejection ?? "no period or no cluster"
      if let star { stars.append(star) }
      report.count(
        star == nil ? .rejected(reason) : .kept, source: manifest.key,
        cluster: record.cluster ?? "none")
    }
    report.check(rowCount: records.count, starCount: stars.count)
    self.init(stars: stars, report: report)
  }
}

extension StandardStar {
  /// A star from one row; nil if the row has no period or no cluster.
  init?(_ record: SourceRecord) {
    guard let cluster = record.cluster, let periodDays = record.periodDays else { return nil }
    self.init(
      gaiaDR3: record.gaiaDR3, gaiaDR2: record.gaiaDR2, otherIDs: record.identifiers,
      cluster: cluster, subgroup: record.subgroup == cluster ? nil : record.subgroup,
      raDegrees: record.raDegrees, decDegrees: record.decDegrees,
      periodDays: periodDays, periodDaysSigma: record.periodDaysSigma,
      periodSources: record.periodSources.isEmpty ? [record.source] : record.periodSources,
      periodCandidates: record.candidates,
      bpRp: record.bpRp, bpRpSigma: record.bpRpSigma, gMag: record.gMag,
      extinctionSource: record.extinctionSource,
      bpRp0: record.bpRp0, bpRp0Sigma: record.bpRp0Sigma, gMag0: record.gMag0,
      ageMyr: record.ageMyr, ageMyrLowerSigma: record.ageMyrLowerSigma,
      ageMyrUpperSigma: record.ageMyrUpperSigma,
      membershipProbability: record.membershipProbability,
      membershipSource: record.membershipSource,
      parallaxMas: record.parallaxMas, ruwe: record.ruwe,
      flags: record.flags, reasons: record.reasons)
    flagValues()
  }
}
