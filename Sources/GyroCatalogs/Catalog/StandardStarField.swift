// SPDX-License-Identifier: GPL-3.0-or-later
// A field of a standard star in a table: its description, how it is written and how it is read.

internal import GyroPlatform
internal import GyroQuantities
internal import GyroTables

/// A field of a standard star, which is a column of every table of standard stars.
///
/// One entry of ``all`` describes, writes and reads a field, so that no other place knows its name.
struct StandardStarField: Sendable {
  /// The cells that stars put into a table.
  private enum Values {
    case integers(@Sendable (StandardStar) -> Int64?)
    case numbers(@Sendable (StandardStar) -> Double?)
    case texts(@Sendable (StandardStar) -> String?)

    var type: ColumnType {
      switch self {
      case .integers: .int64
      case .numbers: .float64
      case .texts: .text
      }
    }
  }

  /// What a cell does to the star of its row.
  typealias Read = @Sendable (_ cell: StandardStarCell, _ star: inout StandardStar) throws -> Void

  let description: ColumnDescription
  /// What a column of a source would be that held it; nil where no single role is.
  let role: ColumnRole?
  let read: Read
  /// Whether tables need not have the column, and have it only if some star has a value.
  private(set) var isOptional = false
  private let values: Values

  private init(
    _ name: String, _ values: Values, role: ColumnRole? = nil, unit: String? = nil, ucd: String,
    _ meaning: String, read: @escaping Read
  ) {
    description = ColumnDescription(
      name: name, type: values.type, unit: unit, ucd: ucd, meaning: meaning)
    (self.values, self.role, self.read) = (values, role, read)
  }

  /// Whether a table of some stars has the column.
  func isIn(tableOf stars: [StandardStar]) -> Bool {
    guard isOptional, case .numbers(let value) = values else { return true }
    return stars.contains { value($0) != nil }
  }

  /// The column of some stars.
  func column(of stars: [StandardStar]) -> TableColumn {
    switch values {
    case .integers(let value): TableColumn(description, integers: stars.map(value))
    case .numbers(let value): TableColumn(description, doubles: stars.map(value))
    case .texts(let value): TableColumn(description, texts: stars.map(value))
    }
  }
}

// MARK: Kinds of fields

extension StandardStarField {
  private typealias Path<Value> = any WritableKeyPath<StandardStar, Value> & Sendable

  /// A number that may be missing, within what its role in a source can hold.
  private static func number(
    _ name: String, _ path: Path<Double?>, _ role: ColumnRole, unit: String? = nil, ucd: String,
    _ meaning: String
  ) -> Self {
    Self(
      name, .numbers { $0[keyPath: path] }, role: role, unit: unit, ucd: ucd, meaning
    ) { cell, star in
      star[keyPath: path] = try cell.number(role)
    }
  }

  /// A text that may be missing.
  private static func text(
    _ name: String, _ path: Path<String?>, ucd: String, _ meaning: String
  ) -> Self {
    Self(name, .texts { $0[keyPath: path] }, ucd: ucd, meaning) { cell, star in
      star[keyPath: path] = cell.text
    }
  }

  /// A text that follows from other fields, so that it is written and not read.
  private static func derived(
    _ name: String, ucd: String, _ meaning: String,
    _ value: @escaping @Sendable (StandardStar) -> String?
  ) -> Self {
    Self(name, .texts(value), ucd: ucd, meaning) { _, _ in }
  }

  /// A list of texts without semicolons, joined by them.
  private static func list(
    _ name: String, _ path: Path<[String]>, ucd: String, _ meaning: String
  ) -> Self {
    Self(name, .texts { joined($0[keyPath: path]) }, ucd: ucd, meaning) { cell, star in
      star[keyPath: path] = cell.list
    }
  }

  /// The number of a source in a release of Gaia.
  private static func gaiaID(
    _ name: String, _ path: Path<GaiaSourceID?>, _ release: GaiaSourceID.Release, ucd: String,
    _ meaning: String
  ) -> Self {
    Self(name, .integers { $0[keyPath: path]?.number }, ucd: ucd, meaning) { cell, star in
      star[keyPath: path] = try cell.integer.map { number in
        guard let id = GaiaSourceID(release, number) else {
          throw cell.fault("is \(number), which no Gaia source can have as its number")
        }
        return id
      }
    }
  }

  private static func joined(_ texts: [String]) -> String? {
    texts.isEmpty ? nil : texts.map { $0.replacing(";", with: ",") }.joined(separator: ";")
  }
}

// MARK: The list

extension StandardStarField {
  /// Every field, in the order of the columns.
  static let all = identity + period + color + membership + age

  /// The names of the optional columns.
  static let optionalNames = Set(all.filter(\.isOptional).map(\.description.name))

  private static let identity: [StandardStarField] = [
    .gaiaID(
      "gaia_dr3_source_id", \.gaiaDR3, .dr3, ucd: "meta.id;meta.main", "Source in Gaia DR3"),
    .gaiaID(
      "gaia_dr2_source_id", \.gaiaDR2, .dr2, ucd: "meta.id",
      "Source in Gaia DR2, which can bear another number"),
    .derived(
      "gaia_release", ucd: "meta.version",
      "Release of the identifier by which the star is known here"
    ) { $0.gaiaSourceID?.release.rawValue },
    .list(
      "other_ids", \.otherIDs, ucd: "meta.id",
      "Identifiers in other catalogs, joined by semicolons"),
    StandardStarField(
      "cluster", .texts { $0.cluster }, ucd: "meta.id.parent", "Cluster or association"
    ) { cell, star in
      guard let cluster = cell.text else {
        throw cell.rowFault("has no cluster, which every star has")
      }
      star.cluster = cluster
    },
    .text(
      "subgroup", \.subgroup, ucd: "meta.id.parent",
      "Subgroup that has the calibration age, where the cluster has subgroups"),
    .derived("age_key", ucd: "meta.id.parent", "Name under which age scales know the group") {
      $0.ageKey
    },
    .number("ra", \.raDegrees, .ra, unit: "deg", ucd: "pos.eq.ra", "Right ascension, ICRS"),
    .number("dec", \.decDegrees, .dec, unit: "deg", ucd: "pos.eq.dec", "Declination, ICRS"),
  ]

  private static let period: [StandardStarField] = [
    StandardStarField(
      "period_days", .numbers { $0.periodDays }, role: .period, unit: "d",
      ucd: "time.period.rotation", "Adopted rotation period"
    ) { cell, star in
      guard let days = try cell.number(.period) else {
        throw cell.rowFault("has no period_days, which every star has")
      }
      guard days > 0 else {
        throw cell.fault("is \(days), expected a positive number of days")
      }
      star.periodDays = days
    },
    .number(
      "period_days_sigma", \.periodDaysSigma, .periodSigma, unit: "d",
      ucd: "stat.error;time.period.rotation", "Error of the adopted period"),
    .list(
      "period_sources", \.periodSources, ucd: "meta.bib",
      "Sources of the adopted period, the one it is taken from first, joined by semicolons"),
    StandardStarField(
      "period_candidates", .texts { joined($0.periodCandidates.map(\.encoded)) },
      ucd: "time.period.rotation",
      "Every period given: source|label|days|sigma, joined by semicolons"
    ) { cell, star in
      star.periodCandidates = try cell.list.map { text in
        guard let candidate = PeriodCandidate(encoded: text) else {
          throw cell.fault("holds \(TextRule.quoted(text)), expected source|label|days|sigma")
        }
        return candidate
      }
    },
  ]

  private static let color: [StandardStarField] = [
    .number(
      "bp_rp", \.bpRp, .bpRp, unit: "mag", ucd: "phot.color;em.opt",
      "Observed BP-RP of Gaia DR3, or of DR2 where the flag color_from_dr2 is set"),
    .number(
      "bp_rp_sigma", \.bpRpSigma, .bpRpSigma, unit: "mag", ucd: "stat.error;phot.color",
      "Error of bp_rp"),
    .number("g_mag", \.gMag, .gMag, unit: "mag", ucd: "phot.mag;em.opt", "Observed G"),
    // An excess has no role of its own: no star has one that no color allows.
    .number(
      "color_excess_bp_rp", \.colorExcessBpRp, .bpRp, unit: "mag", ucd: "phot.color.excess",
      "Color excess E(BP-RP)"),
    .number(
      "color_excess_bp_rp_sigma", \.colorExcessBpRpSigma, .bpRpSigma, unit: "mag",
      ucd: "stat.error;phot.color.excess", "Error of the color excess"),
    .text(
      "extinction_source", \.extinctionSource, ucd: "meta.bib", "Where the extinction comes from"),
    .number(
      "bp_rp0", \.bpRp0, .bpRp0, unit: "mag", ucd: "phot.color;em.opt", "Dereddened BP-RP"),
    .number(
      "bp_rp0_sigma", \.bpRp0Sigma, .bpRp0Sigma, unit: "mag", ucd: "stat.error;phot.color",
      "Error of bp_rp0: photometry, 0.01 mag in each band, extinction"),
    .number("g_mag0", \.gMag0, .gMag0, unit: "mag", ucd: "phot.mag;em.opt", "Dereddened G"),
  ]

  private static let age =
    ([
      .number(
        "age_myr", \.ageMyr, .age, unit: "Myr", ucd: "time.age",
        "Age of the star or its group that counts before those of an age scale"),
      .number(
        "age_myr_lower_sigma", \.ageMyrLowerSigma, .ageLowerSigma, unit: "Myr",
        ucd: "stat.error;time.age", "Error of age_myr towards younger ages"),
      .number(
        "age_myr_upper_sigma", \.ageMyrUpperSigma, .ageUpperSigma, unit: "Myr",
        ucd: "stat.error;time.age", "Error of age_myr towards older ages"),
    ] as [StandardStarField]).map { field in
      var field = field
      field.isOptional = true
      return field
    }

  private static let membership: [StandardStarField] = [
    .number(
      "membership_probability", \.membershipProbability, .membership, ucd: "stat.probability",
      "Probability that the star belongs to the cluster"),
    .text(
      "membership_source", \.membershipSource, ucd: "meta.bib",
      "Where the membership probability comes from"),
    .number(
      "parallax", \.parallaxMas, .parallax, unit: "mas", ucd: "pos.parallax.trig", "Parallax"),
    .number(
      "ruwe", \.ruwe, .ruwe, ucd: "stat.fit.chi2",
      "Renormalised unit weight error of the astrometry"),
    StandardStarField(
      "quality_flags", .integers { Int64($0.flags.rawValue) }, ucd: "meta.code.qual",
      "Bit set of doubts: "
        + QualityFlags.names.map { "\($0.flag.rawValue) \($0.name)" }.joined(separator: ", ")
    ) { cell, star in
      let bits = try cell.integer ?? 0
      guard let value = UInt32(exactly: bits) else {
        throw cell.fault("is \(bits), expected a set of 32 bits")
      }
      star.flags = QualityFlags(rawValue: value)
    },
    .list(
      "reasons", \.reasons, ucd: "meta.note",
      "The doubts of the sources in words, joined by semicolons"),
  ]
}

extension PeriodCandidate {
  /// The candidate as text; a vertical bar in a label would be taken for the next field.
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
