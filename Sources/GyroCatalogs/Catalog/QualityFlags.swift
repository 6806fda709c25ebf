// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons to distrust or to leave out a rotator, as a bit set.

/// Quality flags of a standard star; a set bit is a doubt or a remark on where a value came from.
public struct QualityFlags: OptionSet, Hashable, Sendable {
  /// The bits, as they are stored.
  public let rawValue: UInt32
  /// The set of stored bits; those that stand for no flag are kept.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The source catalog leaves the star out for its place in the color–magnitude diagram.
  public static let excludedByColorMagnitude = QualityFlags(rawValue: 1 << 0)
  /// The source catalog leaves the star out because its dereddening failed.
  public static let excludedByDereddening = QualityFlags(rawValue: 1 << 1)
  /// The source catalog leaves the star out for its photometry.
  public static let excludedByPhotometry = QualityFlags(rawValue: 1 << 2)
  /// The authors of the period do not use the star, for the reason in its reason text.
  public static let notSelectedByAuthors = QualityFlags(rawValue: 1 << 3)
  /// The authors doubt the period.
  public static let periodDoubted = QualityFlags(rawValue: 1 << 4)
  /// Sources give periods near a factor of two apart; all are kept as candidates.
  public static let periodAlias = QualityFlags(rawValue: 1 << 5)
  /// Sources give periods that differ by more than 5 % and not by a factor of two.
  public static let periodConflict = QualityFlags(rawValue: 1 << 6)
  /// One light curve holds several periods.
  public static let severalPeriods = QualityFlags(rawValue: 1 << 7)
  /// The source gives the star more than one row.
  public static let severalRows = QualityFlags(rawValue: 1 << 8)
  /// The authors, or the astrometry they used, call the star a possible binary.
  public static let possibleBinary = QualityFlags(rawValue: 1 << 9)
  /// The authors do not hold the star for a member.
  public static let nonMember = QualityFlags(rawValue: 1 << 10)
  /// The membership probability is a value for the whole cluster or a placeholder of its source.
  public static let membershipAssumed = QualityFlags(rawValue: 1 << 11)
  /// The RUWE reaches ``GyroQuantities/StarLimits/minimumHighRUWE``: the astrometry of one star does not fit.
  public static let ruweHigh = QualityFlags(rawValue: 1 << 12)
  /// The RUWE is not known.
  public static let ruweMissing = QualityFlags(rawValue: 1 << 13)
  /// There is no dereddened BP-RP color.
  public static let colorMissing = QualityFlags(rawValue: 1 << 14)
  /// The color is of Gaia DR2 for want of a DR3 one.
  public static let colorFromDR2 = QualityFlags(rawValue: 1 << 15)
  /// The color is of Gaia DR2 and redder than 3 mag, where DR2 and DR3 differ by some 0.07 mag.
  public static let colorUnsafe = QualityFlags(rawValue: 1 << 16)
  /// The error of the color is that of the survey at large, for want of one of the star.
  public static let colorSigmaAssumed = QualityFlags(rawValue: 1 << 17)
  /// The extinction is one value for the whole cluster.
  public static let extinctionOfCluster = QualityFlags(rawValue: 1 << 18)
  /// The Gaia source was found through another identifier of the star.
  public static let matchedByOtherID = QualityFlags(rawValue: 1 << 19)
  /// The Gaia source was found by position.
  public static let matchedByPosition = QualityFlags(rawValue: 1 << 20)
  /// The period exceeds 100 d, where false alarms and the edges of searches lie.
  public static let periodVeryLong = QualityFlags(rawValue: 1 << 21)
  /// The period is below 0.1 d, where pulsation is likelier than rotation.
  public static let periodVeryShort = QualityFlags(rawValue: 1 << 22)
  /// The parallax is not positive.
  public static let parallaxNotPositive = QualityFlags(rawValue: 1 << 23)
  /// The Gaia source was found because DR2 and DR3 use its number, or its place and period, alike.
  public static let matchedAcrossReleases = QualityFlags(rawValue: 1 << 24)

  /// Every flag with the name by which manifests and tables call it, in the order of the bits.
  public static let names: [(name: String, flag: QualityFlags)] = [
    ("excluded_by_color_magnitude", excludedByColorMagnitude),
    ("excluded_by_dereddening", excludedByDereddening),
    ("excluded_by_photometry", excludedByPhotometry),
    ("not_selected_by_authors", notSelectedByAuthors),
    ("period_doubted", periodDoubted),
    ("period_alias", periodAlias),
    ("period_conflict", periodConflict),
    ("several_periods", severalPeriods),
    ("several_rows", severalRows),
    ("possible_binary", possibleBinary),
    ("non_member", nonMember),
    ("membership_assumed", membershipAssumed),
    ("ruwe_high", ruweHigh),
    ("ruwe_missing", ruweMissing),
    ("color_missing", colorMissing),
    ("color_from_dr2", colorFromDR2),
    ("color_unsafe", colorUnsafe),
    ("color_sigma_assumed", colorSigmaAssumed),
    ("extinction_of_cluster", extinctionOfCluster),
    ("matched_by_other_id", matchedByOtherID),
    ("matched_by_position", matchedByPosition),
    ("period_very_long", periodVeryLong),
    ("period_very_short", periodVeryShort),
    ("parallax_not_positive", parallaxNotPositive),
    ("matched_across_releases", matchedAcrossReleases),
  ]

  /// The flag of a name; nil if there is none.
  public static func named(_ name: String) -> QualityFlags? {
    names.first { $0.name == name }?.flag
  }

  /// The names of the set bits, in the order of the bits.
  public var setNames: [String] {
    Self.names.filter { contains($0.flag) }.map(\.name)
  }
}

/// The set as a list of ``QualityFlags/names``, in the order of the bits.
extension QualityFlags: Codable {
  /// Reads a list of names.
  ///
  /// - Throws: `DecodingError` if one of them is not the name of a flag.
  public init(from decoder: any Decoder) throws {
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
  public func encode(to encoder: any Encoder) throws { try setNames.encode(to: encoder) }
}
