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
  /// The candidate as text; a stroke in a label would be taken for the next field.
  fileprivate var encoded: String {
    let label = (label ?? "").replacing("|", with: "/")
    return "\(source)|\(label)|\(periodDays)|\(periodDaysSigma.map { "\($0)" } ?? "")"
  }

  fileprivate init?(encoded: String) {
    let parts = encoded.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let days = Double(parts[2]), days.isFinite, days > 0 else { return nil }
    let sigma = Double(parts[3])
    guard parts[3].isEmpty || (sigma ?? .nan).isFinite else { return nil }
    self.init(
      source: parts[0], label: parts[1].isEmpty ? nil : parts[1], periodDays: days,
      periodDaysSigma: sigma)
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
  /// A number that the role of a cell allows; nil where there is none.
  func number(_ name: String, _ role: ColumnRole? = nil) throws -> Double? {
    guard let index = schema.index(of: name), let value = try chunk.columns[index].double(at: row)
    else { return nil }
    // Excesses have no role of their own: no star has one that no color allows.
    let range = (role ?? .bpRp).possibleValues ?? -Double.infinity...Double.infinity
    guard range.contains(value) else {
      throw fault(
        name, "is \(value), expected \(range.lowerBound) to \(range.upperBound)",
        hint: "Leave the cell empty if the value is not known")
    }
    return value
  }
  func integer(_ name: String) throws(TableError) -> Int64? {
    guard let index = schema.index(of: name) else { return nil }
    return try chunk.columns[index].int64(at: row)
  }
  func gaiaID(_ name: String, _ release: GaiaSourceID.Release) throws -> GaiaSourceID? {
    guard let number = try integer(name) else { return nil }
    guard let id = GaiaSourceID(release, number) else {
      throw fault(name, "is \(number), which no Gaia source can have as its number")
    }
    return id
  }
  func flags() throws -> QualityFlags {
    let bits = try integer("quality_flags") ?? 0
    guard let value = UInt32(exactly: bits) else {
      throw fault("quality_flags", "is \(bits), expected a set of 32 bits")
    }
    return QualityFlags(rawValue: value)
  }
  func candidates() throws -> [PeriodCandidate] {
    try words("period_candidates").map { text in
      guard let candidate = PeriodCandidate(encoded: text) else {
        throw fault(
          "period_candidates",
          "holds \(TextRule.quoted(text)), expected source|label|days|sigma")
      }
      return candidate
    }
  }
  /// What is wrong with a cell, or without a column with the row.
  func fault(_ column: String?, _ problem: String, hint: String? = nil) -> CatalogError {
    var place = chunk.place(row: row, column: column.flatMap(schema.index(of:)) ?? 0)
    if column == nil { place.column = nil }
    return CatalogError(.unexpectedContent, at: "\(place)", problem, hint: hint)
  }
}

extension StandardStar {
  fileprivate init(_ row: StarRow) throws {
    guard let cluster = row.text("cluster") else {
      throw row.fault(nil, "has no cluster, which every star has")
    }
    guard let periodDays = try row.number("period_days", .period) else {
      throw row.fault(nil, "has no period_days, which every star has")
    }
    guard periodDays > 0 else {
      throw row.fault("period_days", "is \(periodDays), expected a positive number of days")
    }
    self.init(
      gaiaDR3: try row.gaiaID("gaia_dr3_source_id", .dr3),
      gaiaDR2: try row.gaiaID("gaia_dr2_source_id", .dr2),
      otherIDs: row.words("other_ids"), cluster: cluster, subgroup: row.text("subgroup"),
      raDegrees: try row.number("ra", .ra), decDegrees: try row.number("dec", .dec),
      periodDays: periodDays, periodDaysSigma: try row.number("period_days_sigma", .periodSigma),
      periodSources: row.words("period_sources"), periodCandidates: try row.candidates(),
      bpRp: try row.number("bp_rp", .bpRp), bpRpSigma: try row.number("bp_rp_sigma", .bpRpSigma),
      gMag: try row.number("g_mag", .gMag), colorExcessBpRp: try row.number("color_excess_bp_rp"),
      colorExcessBpRpSigma: try row.number("color_excess_bp_rp_sigma", .bpRpSigma),
      extinctionSource: row.text("extinction_source"), bpRp0: try row.number("bp_rp0", .bpRp0),
      bpRp0Sigma: try row.number("bp_rp0_sigma", .bpRp0Sigma),
      gMag0: try row.number("g_mag0", .gMag0),
      membershipProbability: try row.number("membership_probability", .membership),
      membershipSource: row.text("membership_source"),
      parallaxMas: try row.number("parallax", .parallax), ruwe: try row.number("ruwe", .ruwe),
      flags: try row.flags(), reasons: row.words("reasons"))
  }
}
