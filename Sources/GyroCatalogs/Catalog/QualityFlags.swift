// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons to distrust or to leave out a rotator, as a bit set.

internal import GyroQuantities

/// Quality flags of a standard star: doubts, and notes on where a value came from.
///
/// Bits, names and texts are those of ``GyroQuantities/StatusDefinition``.
package struct QualityFlags: OptionSet, Hashable, Sendable {
  /// The bits, as they are stored.
  package let rawValue: UInt32
  /// The set of stored bits; those that stand for no flag are kept.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The source catalog leaves the star out because of its position in the color–magnitude diagram.
  package static let excludedByColorMagnitude = QualityFlags(defined: "excluded_by_color_magnitude")
  /// The source catalog leaves the star out because its dereddening failed.
  package static let excludedByDereddening = QualityFlags(defined: "excluded_by_dereddening")
  /// The source catalog leaves the star out because of its photometry.
  package static let excludedByPhotometry = QualityFlags(defined: "excluded_by_photometry")
  /// The authors of the period do not use the star, for the reason in its reason text.
  package static let notSelectedByAuthors = QualityFlags(defined: "not_selected_by_authors")
  /// The authors doubt the period.
  package static let periodDoubted = QualityFlags(defined: "period_doubted")
  /// Sources give periods near a factor of two apart; all are kept as candidates.
  package static let periodAlias = QualityFlags(defined: "period_alias")
  /// Sources give periods that differ by more than 5 % and not by a factor of two.
  package static let periodConflict = QualityFlags(defined: "period_conflict")
  /// One light curve holds several periods.
  package static let severalPeriods = QualityFlags(defined: "several_periods")
  /// The source gives the star more than one row.
  package static let severalRows = QualityFlags(defined: "several_rows")
  /// The authors, or the astrometry they used, call the star a possible binary.
  package static let possibleBinary = QualityFlags(defined: "possible_binary")
  /// The authors do not consider the star a member.
  package static let nonMember = QualityFlags(defined: "non_member")
  /// The membership probability is a value for the whole cluster or a placeholder of its source.
  package static let membershipAssumed = QualityFlags(defined: "membership_assumed")
  /// The RUWE reaches ``GyroQuantities/StarLimits/minimumHighRUWE``: the astrometry of one star does not fit.
  package static let ruweHigh = QualityFlags(defined: "ruwe_high")
  /// The RUWE is not known.
  package static let ruweMissing = QualityFlags(defined: "ruwe_missing")
  /// There is no dereddened BP-RP color.
  package static let colorMissing = QualityFlags(defined: "color_missing")
  /// The color is of Gaia DR2 for want of a DR3 one.
  package static let colorFromDR2 = QualityFlags(defined: "color_from_dr2")
  /// The color is of Gaia DR2 and redder than 3 mag, where DR2 and DR3 differ by some 0.07 mag.
  package static let colorUnsafe = QualityFlags(defined: "color_unsafe")
  /// The error of the color is that of the survey at large, for want of one of the star.
  package static let colorSigmaAssumed = QualityFlags(defined: "color_sigma_assumed")
  /// The extinction is one value for the whole cluster.
  package static let extinctionOfCluster = QualityFlags(defined: "extinction_of_cluster")
  /// The Gaia source was found through another identifier of the star.
  package static let matchedByOtherID = QualityFlags(defined: "matched_by_other_id")
  /// The Gaia source was found by position.
  package static let matchedByPosition = QualityFlags(defined: "matched_by_position")
  /// The period exceeds 100 d, where false alarms and the edges of searches lie.
  package static let periodVeryLong = QualityFlags(defined: "period_very_long")
  /// The period is below 0.1 d, where pulsation is likelier than rotation.
  package static let periodVeryShort = QualityFlags(defined: "period_very_short")
  /// The parallax is not positive.
  package static let parallaxNotPositive = QualityFlags(defined: "parallax_not_positive")
  /// The Gaia source was found because DR2 and DR3 use its number, or its position and period, alike.
  package static let matchedAcrossReleases = QualityFlags(defined: "matched_across_releases")

  /// Every flag with its name in manifests and tables, in the order of the bits.
  package static let names: [(name: String, flag: QualityFlags)] =
    StatusDefinition.all(.catalogFlag).map { ($0.name, QualityFlags(rawValue: 1 << $0.code)) }

  private init(defined name: String) {
    guard let definition = StatusDefinition.named(name, .catalogFlag) else {
      preconditionFailure("\(name) has no definition among the flags of the catalog")
    }
    self.init(rawValue: 1 << definition.code)
  }

  /// The flag of a name; nil if there is none.
  package static func named(_ name: String) -> QualityFlags? {
    names.first { $0.name == name }?.flag
  }

  /// The names of the set bits, in the order of the bits.
  package var setNames: [String] {
    Self.names.filter { contains($0.flag) }.map(\.name)
  }
}

/// The set as a list of ``QualityFlags/names``, in the order of the bits.
extension QualityFlags: Codable {
  /// Reads a list of names.
  ///
  /// - Throws: `DecodingError` if one of them is not the name of a flag.
  package init(from decoder: any Decoder) throws {
    var flags: QualityFlags = []
    for name in try [String](from: decoder) {
      guard let flag = Self.named(name) else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription: "the flag \"\(name)\" does not exist"))
      }
      flags.insert(flag)
    }
    self = flags
  }

  /// Writes the list of names.
  package func encode(to encoder: any Encoder) throws { try setNames.encode(to: encoder) }
}
