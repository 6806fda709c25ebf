// SPDX-License-Identifier: GPL-3.0-or-later
// How the rows of one source table become records: the declarative half of the ingester.

internal import GyroTables

/// A table of a source catalog and the rules by which its rows are read.
package struct SourceTable: Codable, Hashable, Sendable {
  /// The file that holds it.
  package let file: String
  /// The format, where its content and name do not tell.
  package let format: String?
  /// How many rows it must have.
  package let rows: Int
  /// Whether it holds periods of its own, or only tells more about stars of other tables.
  package let kind: Kind
  /// Precedence where several sources give a star; the lowest wins.
  package let priority: Int?
  /// The cluster of every star in it, where no column says.
  package let cluster: String?
  /// Words that mean a missing value in any column.
  package let nulls: [String]?
  /// The columns that are read, and others worth knowing.
  package let columns: [SourceColumn]
  /// What is set aside or flagged, in order.
  package let rules: [SourceRule]

  /// What a table is for.
  package enum Kind: String, Codable, Sendable {
    /// It holds rotation periods.
    case periods
    /// It identifies the stars of other tables and gives their photometry.
    case companion
  }

  /// The most rows that a manifest may ask of a table.
  static let largestRowCount = 1_000_000_000

  /// Reads a table's description; numbers out of range and unknown formats are errors.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    file = try container.decode(.fileName, forKey: .file)
    format = try container.decodeIfPresent(
      .oneOf(TableFormat.allCases.map(\.rawValue)), forKey: .format)
    guard let rows = try container.decodeIfPresent(0...Self.largestRowCount, forKey: .rows) else {
      throw DecodingError.keyNotFound(
        CodingKeys.rows,
        .init(codingPath: container.codingPath, debugDescription: "the number of rows"))
    }
    self.rows = rows
    kind = try container.decode(Kind.self, forKey: .kind)
    priority = try container.decodeIfPresent(-1_000_000...1_000_000, forKey: .priority)
    cluster = try container.decodeIfPresent(String.self, forKey: .cluster)
    nulls = try container.decodeIfPresent([String].self, forKey: .nulls)
    columns = try container.decode([SourceColumn].self, forKey: .columns)
    rules = try container.decode([SourceRule].self, forKey: .rules)
  }
}

/// A column of a source table.
package struct SourceColumn: Codable, Hashable, Sendable {
  /// The name in the file.
  package let name: String
  /// What it is to the ingester; nil for a column that only rules look at.
  package let role: ColumnRole?
  /// The unit.
  package let unit: String?
  /// The Unified Content Descriptor of the IVOA.
  package let ucd: String?
  /// What it means.
  package let meaning: String?
  /// Numbers that mean a missing value.
  package let nullNumbers: [Double]?
  /// For an identifier, the catalog that gives it; for a period, the method or campaign.
  package let label: String?
  /// What stands before the value in each cell.
  package let prefix: String?
  /// The column counts only in rows where these hold, as where another column says which to adopt.
  package let onlyIf: [RowCondition]?
}

/// What a column is to the ingester.
package enum ColumnRole: String, Codable, Sendable {
  /// The Gaia source number in a release.
  case gaiaDR2 = "gaia_dr2"
  case gaiaDR3 = "gaia_dr3"
  /// An identifier in another catalog, named by the column's label, or with the name in the cell.
  case identifier
  /// The cluster and, within it, the subgroup.
  case cluster, subgroup
  /// The adopted period and its error, and other periods of the same row, in days.
  case period
  case periodSigma = "period_sigma"
  case periodCandidate = "period_candidate"
  /// Names of the tables a compilation took the period from, joined by semicolons.
  case periodSource = "period_source"
  /// Observed photometry, in mag; the errors of fluxes as signal over noise.
  case bpRp = "bp_rp"
  case bpRpSigma = "bp_rp_sigma"
  case bpMag = "bp_mag"
  case bpMagSigma = "bp_mag_sigma"
  case rpMag = "rp_mag"
  case rpMagSigma = "rp_mag_sigma"
  case bpFluxOverError = "bp_flux_over_error"
  case rpFluxOverError = "rp_flux_over_error"
  case gMag = "g_mag"
  /// Observed BP-RP of Gaia DR2, taken for want of a DR3 one.
  case bpRpDR2 = "bp_rp_dr2"
  case bpMagDR2 = "bp_mag_dr2"
  case rpMagDR2 = "rp_mag_dr2"
  /// Dereddened photometry, in mag.
  case bpRp0 = "bp_rp0"
  case bpMag0 = "bp_mag0"
  case rpMag0 = "rp_mag0"
  case bpRp0Sigma = "bp_rp0_sigma"
  case gMag0 = "g_mag0"
  /// Extinction in V, in mag, and the map it was read from.
  case extinctionAV = "extinction_av"
  case extinctionAVSigma = "extinction_av_sigma"
  case extinctionSource = "extinction_source"
  /// Position, in degrees or sexagesimal.
  case ra, dec
  /// Membership probability; of several columns the first that has a value.
  case membership
  /// An age of the star or of its group that does not come from an age scale, with its errors, in the
  /// column's unit, which is Myr or Gyr.
  case age
  case ageLowerSigma = "age_lower_sigma"
  case ageUpperSigma = "age_upper_sigma"
  /// Parallax in mas, and the RUWE.
  case parallax, ruwe
  /// How far apart a companion's pair of sources lies; of several pairs the nearest counts.
  case matchDistance = "match_distance"
}

/// A rule about rows: when it holds, the row is flagged or rejected with a reason.
package struct SourceRule: Codable, Hashable, Sendable {
  /// The rule applies where all of these hold.
  package let when: [RowCondition]?
  /// The rule applies where not all of these hold.
  package let unless: [RowCondition]?
  /// The flag it sets; nil for a rule that rejects.
  package let flag: String?
  /// Why, in words; also the reason of a rejection.
  package let reason: String
}

/// A condition on a cell.
package struct RowCondition: Codable, Hashable, Sendable {
  /// The column.
  package let column: String
  /// The cell is one of these, as text or as a number.
  package let isIn: [String]?
  /// The cell is a number below this.
  package let below: Double?
  /// The cell is a number of at least this.
  package let atLeast: Double?
  /// The cell has a value, or has none.
  package let isPresent: Bool?

  enum CodingKeys: String, CodingKey {
    case column
    case isIn = "in"
    case below
    case atLeast = "at_least"
    case isPresent = "present"
  }
}
