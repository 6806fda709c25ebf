// SPDX-License-Identifier: GPL-3.0-or-later
// The standard catalog as a table with units and meanings, out and in again without loss.

internal import Foundation
internal import GyroQuantities
public import GyroTables

extension StandardCatalog {
  /// The columns of the table, in order.
  public static var columns: [ColumnDescription] { StarColumn.all.map(\.description) }

  /// Writes the stars as a table.
  ///
  /// - Parameters:
  ///   - path: Where it shall stand, or `-` for standard output.
  ///   - format: The format; nil takes it from the name.
  ///   - metadata: Remarks about the whole table.
  /// - Throws: ``GyroTables/TableError`` if the path cannot be written.
  public func write(
    to path: String, format: TableFormat? = nil, metadata: [TableMetadata] = []
  ) throws(TableError) {
    let columns = StarColumn.all
    var writer = try createTable(
      path: path, format: format,
      schema: TableSchema(columns: columns.map(\.description), metadata: metadata))
    try writer.append(TableChunk(columns: columns.map { $0.column(of: stars) }))
    try writer.finish()
  }

  /// Reads stars that were written by this package; their account is not in the table.
  ///
  /// - Parameters:
  ///   - path: The table.
  ///   - format: The format; nil recognizes it.
  /// - Throws: ``CatalogError`` if a column is missing or a row is no star.
  public init(path: String, format: TableFormat? = nil) throws(CatalogError) {
    var stars: [StandardStar] = []
    do {
      var reader = try openTable(path: path, format: format)
      let schema = reader.schema
      for column in StarColumn.all where schema.index(of: column.description.name) == nil {
        throw CatalogError(
          .unexpectedContent, at: path,
          "has no column \"\(column.description.name)\" of a standard catalog",
          hint: "Make one with `gyro catalog build`")
      }
      while let chunk = try reader.next(upTo: 4096) {
        for row in 0..<chunk.rowCount {
          stars.append(try StandardStar(StarRow(chunk: chunk, schema: schema, row: row)))
        }
      }
    } catch let error as CatalogError {
      throw error
    } catch {
      throw CatalogError(.unexpectedContent, at: path, "\(error)")
    }
    self.init(stars: stars, report: IngestReport())
  }
}

/// A column of the table: its description, and what a star puts into it.
private struct StarColumn {
  enum Content {
    case integer((StandardStar) -> Int64?)
    case number((StandardStar) -> Double?)
    case text((StandardStar) -> String?)
  }
  let description: ColumnDescription
  let content: Content

  init(
    _ name: String, _ content: Content, unit: String? = nil, ucd: String? = nil, _ meaning: String
  ) {
    let type: ColumnType =
      switch content {
      case .integer: .int64
      case .number: .float64
      case .text: .text
      }
    description = ColumnDescription(name: name, type: type, unit: unit, ucd: ucd, meaning: meaning)
    self.content = content
  }

  func column(of stars: [StandardStar]) -> TableColumn {
    switch content {
    case .integer(let value): TableColumn(description, integers: stars.map(value))
    case .number(let value): TableColumn(description, doubles: stars.map(value))
    case .text(let value): TableColumn(description, texts: stars.map(value))
    }
  }

  static var all: [StarColumn] {
    identity + periods + colors + membership
  }

  private static var identity: [StarColumn] {
    [
      StarColumn(
        "gaia_dr3_source_id", .integer { $0.gaiaDR3?.number }, ucd: "meta.id;meta.main",
        "Source in Gaia DR3"),
      StarColumn(
        "gaia_dr2_source_id", .integer { $0.gaiaDR2?.number }, ucd: "meta.id",
        "Source in Gaia DR2, which can bear another number"),
      StarColumn(
        "gaia_release", .text { $0.gaiaSourceID?.release.rawValue }, ucd: "meta.version",
        "Release of the identifier by which the star is known here"),
      StarColumn(
        "other_ids", .text { joined($0.otherIDs) }, ucd: "meta.id",
        "Identifiers in other catalogs, joined by semicolons"),
      StarColumn("cluster", .text { $0.cluster }, ucd: "meta.id.parent", "Cluster or association"),
      StarColumn(
        "subgroup", .text { $0.subgroup }, ucd: "meta.id.parent",
        "Subgroup that has the calibration age, where the cluster has subgroups"),
      StarColumn(
        "age_key", .text { $0.ageKey }, ucd: "meta.id.parent",
        "Name under which age scales know the group"),
      StarColumn(
        "ra", .number { $0.raDegrees }, unit: "deg", ucd: "pos.eq.ra", "Right ascension, ICRS"),
      StarColumn(
        "dec", .number { $0.decDegrees }, unit: "deg", ucd: "pos.eq.dec", "Declination, ICRS"),
    ]
  }

  private static var periods: [StarColumn] {
    [
      StarColumn(
        "period_days", .number { $0.periodDays }, unit: "d", ucd: "time.period.rotation",
        "Adopted rotation period"),
      StarColumn(
        "period_days_sigma", .number { $0.periodDaysSigma }, unit: "d",
        ucd: "stat.error;time.period.rotation", "Error of the adopted period"),
      StarColumn(
        "period_sources", .text { joined($0.periodSources) }, ucd: "meta.bib",
        "Sources of the adopted period, the one it is taken from first, joined by semicolons"),
      StarColumn(
        "period_candidates", .text { joined($0.periodCandidates.map(\.encoded)) },
        ucd: "time.period.rotation",
        "Every period given: source|label|days|sigma, joined by semicolons"),
    ]
  }

  private static var colors: [StarColumn] {
    [
      StarColumn(
        "bp_rp", .number { $0.bpRp }, unit: "mag", ucd: "phot.color;em.opt",
        "Observed BP-RP of Gaia DR3, or of DR2 where the flag color_from_dr2 is set"),
      StarColumn(
        "bp_rp_sigma", .number { $0.bpRpSigma }, unit: "mag", ucd: "stat.error;phot.color",
        "Error of bp_rp"),
      StarColumn("g_mag", .number { $0.gMag }, unit: "mag", ucd: "phot.mag;em.opt", "Observed G"),
      StarColumn(
        "color_excess_bp_rp", .number { $0.colorExcessBpRp }, unit: "mag",
        ucd: "phot.color.excess", "Color excess E(BP-RP)"),
      StarColumn(
        "color_excess_bp_rp_sigma", .number { $0.colorExcessBpRpSigma }, unit: "mag",
        ucd: "stat.error;phot.color.excess", "Error of the color excess"),
      StarColumn(
        "extinction_source", .text { $0.extinctionSource }, ucd: "meta.bib",
        "Where the extinction comes from"),
      StarColumn(
        "bp_rp0", .number { $0.bpRp0 }, unit: "mag", ucd: "phot.color;em.opt", "Dereddened BP-RP"),
      StarColumn(
        "bp_rp0_sigma", .number { $0.bpRp0Sigma }, unit: "mag", ucd: "stat.error;phot.color",
        "Error of bp_rp0: photometry, 0.01 mag in each band, extinction"),
      StarColumn(
        "g_mag0", .number { $0.gMag0 }, unit: "mag", ucd: "phot.mag;em.opt", "Dereddened G"),
    ]
  }

  private static var membership: [StarColumn] {
    [
      StarColumn(
        "membership_probability", .number { $0.membershipProbability }, ucd: "stat.probability",
        "Probability that the star belongs to the cluster"),
      StarColumn(
        "membership_source", .text { $0.membershipSource }, ucd: "meta.bib",
        "Where the membership probability comes from"),
      StarColumn(
        "parallax", .number { $0.parallaxMas }, unit: "mas", ucd: "pos.parallax.trig", "Parallax"),
      StarColumn(
        "ruwe", .number { $0.ruwe }, ucd: "stat.fit.chi2",
        "Renormalised unit weight error of the astrometry"),
      StarColumn(
        "quality_flags", .integer { Int64($0.flags.rawValue) }, ucd: "meta.code.qual",
        "Bit set of doubts: "
          + QualityFlags.names.map { "\($0.flag.rawValue) \($0.name)" }.joined(separator: ", ")),
      StarColumn(
        "reasons", .text { joined($0.reasons) }, ucd: "meta.note",
        "The doubts of the sources in words, joined by semicolons"),
    ]
  }
}

private func joined(_ words: [String]) -> String? {
  words.isEmpty
    ? nil : words.map { $0.replacingOccurrences(of: ";", with: ",") }.joined(separator: ";")
}

extension PeriodCandidate {
  /// The candidate as text, with nothing lost.
  fileprivate var encoded: String {
    "\(source)|\(label ?? "")|\(periodDays)|\(periodDaysSigma.map { "\($0)" } ?? "")"
  }

  fileprivate init?(encoded: String) {
    let parts = encoded.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let days = Double(parts[2]) else { return nil }
    self.init(
      source: parts[0], label: parts[1].isEmpty ? nil : parts[1], periodDays: days,
      periodDaysSigma: Double(parts[3]))
  }
}

/// One row of a standard catalog.
private struct StarRow {
  let chunk: TableChunk
  let schema: TableSchema
  let row: Int

  func text(_ name: String) -> String? {
    schema.index(of: name).flatMap { chunk.columns[$0].text(at: row) }
  }
  func words(_ name: String) -> [String] {
    text(name).map { $0.split(separator: ";").map(String.init) } ?? []
  }
  func number(_ name: String) throws(TableError) -> Double? {
    guard let index = schema.index(of: name) else { return nil }
    return try chunk.columns[index].double(at: row)
  }
  func integer(_ name: String) throws(TableError) -> Int64? {
    guard let index = schema.index(of: name) else { return nil }
    return try chunk.columns[index].int64(at: row)
  }
  var place: String { "\(chunk.place(row: row, column: 0))" }
}

extension StandardStar {
  fileprivate init(_ row: StarRow) throws {
    guard let cluster = row.text("cluster"), let periodDays = try row.number("period_days") else {
      throw CatalogError(
        .unexpectedContent, at: row.place, "has no cluster or no period_days, which every star has")
    }
    let membership = try row.number("membership_probability")
    if let membership, !(0...1).contains(membership) {
      throw CatalogError(
        .unexpectedContent, at: row.place,
        "has the membership_probability \(membership), expected 0 to 1",
        hint: "Leave the cell empty if it is not known")
    }
    self.init(
      gaiaDR3: try row.integer("gaia_dr3_source_id").flatMap { GaiaSourceID(.dr3, $0) },
      gaiaDR2: try row.integer("gaia_dr2_source_id").flatMap { GaiaSourceID(.dr2, $0) },
      otherIDs: row.words("other_ids"), cluster: cluster, subgroup: row.text("subgroup"),
      raDegrees: try row.number("ra"), decDegrees: try row.number("dec"),
      periodDays: periodDays, periodDaysSigma: try row.number("period_days_sigma"),
      periodSources: row.words("period_sources"),
      periodCandidates: row.words("period_candidates").compactMap(PeriodCandidate.init(encoded:)),
      bpRp: try row.number("bp_rp"), bpRpSigma: try row.number("bp_rp_sigma"),
      gMag: try row.number("g_mag"), colorExcessBpRp: try row.number("color_excess_bp_rp"),
      colorExcessBpRpSigma: try row.number("color_excess_bp_rp_sigma"),
      extinctionSource: row.text("extinction_source"), bpRp0: try row.number("bp_rp0"),
      bpRp0Sigma: try row.number("bp_rp0_sigma"), gMag0: try row.number("g_mag0"),
      membershipProbability: membership,
      membershipSource: row.text("membership_source"), parallaxMas: try row.number("parallax"),
      ruwe: try row.number("ruwe"),
      flags: QualityFlags(
        rawValue: UInt32(truncatingIfNeeded: try row.integer("quality_flags") ?? 0)),
      reasons: row.words("reasons"))
  }
}
