// SPDX-License-Identifier: GPL-3.0-or-later
// Which stars of a catalog a purpose uses, as a value that can be recorded.

internal import GyroQuantities

/// A choice of stars: what is left out, and why.
package struct CatalogSelection: Hashable, Codable, Sendable {
  /// Stars with any of these flags are left out.
  package var excludedFlags: QualityFlags
  /// Stars bluer than this dereddened BP-RP, in mag, are left out; nil leaves none out for it.
  package var minimumBpRp0: Double?
  /// Stars of these clusters, by key, are left out.
  package var excludedClusters: [String]
  /// Only stars of these clusters, by key, are taken; nil takes all.
  package var onlyClusters: [String]?

  private enum CodingKeys: String, CodingKey {
    case excludedFlags
    // What checkpoints and the plans of robustness runs have.
    case minimumBpRp0 = "minimumBpRp0"
    case excludedClusters, onlyClusters
  }

  /// A choice that leaves nothing out unless it is asked to.
  package init(
    excludedFlags: QualityFlags = [], minimumBpRp0: Double? = nil, excludedClusters: [String] = [],
    onlyClusters: [String]? = nil
  ) {
    (self.excludedFlags, self.minimumBpRp0) = (excludedFlags, minimumBpRp0)
    (self.excludedClusters, self.onlyClusters) = (excludedClusters, onlyClusters)
  }

  /// The published cuts of the ChronoFlow table: three exclusions and a RUWE that is known and not high.
  package static let chronoFlowCuts = CatalogSelection(excludedFlags: [
    .excludedByColorMagnitude, .excludedByDereddening, .excludedByPhotometry, .ruweHigh,
    .ruweMissing, .colorMissing,
  ])

  /// The published cuts of the ChronoFlow table, and stars red enough to brake.
  package static let chronoFlowRotators: CatalogSelection = {
    var selection = chronoFlowCuts
    selection.minimumBpRp0 = StarLimits.minimumBpRp0
    return selection
  }()

  /// What the authors of the periods would use themselves, with a single star's astrometry and a sound color.
  package static let authorsChoice = CatalogSelection(
    excludedFlags: [
      .notSelectedByAuthors, .nonMember, .periodDoubted, .possibleBinary, .ruweHigh, .colorMissing,
      .colorUnsafe,
    ], minimumBpRp0: StarLimits.minimumBpRp0)

  /// Stars of a standard catalog that can calibrate a model: sound members with a sound color and period.
  ///
  /// A star is left out if the source excludes it, its authors do not use it, doubt its period or its membership,
  /// its astrometry is not that of a single star, its color is missing or unsafe, or its period lies beyond 100 d,
  /// where false alarms are, or below 0.1 d, where pulsation is. An unknown RUWE, an assumed membership, an alias
  /// and a conflict of periods leave no star out: the membership and the background of the mixture are for those.
  /// Possible binaries stay, because only some sources look for them and the stars to be dated are not known to
  /// be single; ``singleCalibrators`` leaves them out.
  package static let calibrators = CatalogSelection(excludedFlags: [
    .excludedByColorMagnitude, .excludedByDereddening, .excludedByPhotometry,
    .notSelectedByAuthors, .periodDoubted, .nonMember, .ruweHigh, .colorMissing, .colorUnsafe,
    .periodVeryLong, .periodVeryShort,
  ])

  /// The ``calibrators`` without possible binaries.
  package static let singleCalibrators = CatalogSelection(
    excludedFlags: calibrators.excludedFlags.union(.possibleBinary))

  /// The choices by the names that the command line has for them.
  package static let named: KeyValuePairs<String, CatalogSelection> = [
    "chronoflow-cuts": chronoFlowCuts, "chronoflow": chronoFlowRotators, "authors": authorsChoice,
    "calibrators": calibrators, "single-calibrators": singleCalibrators,
  ]

  /// The choice of a name.
  ///
  /// - Throws: ``CatalogError`` if there is none of that name.
  package init(named name: String) throws(CatalogError) {
    guard let choice = Self.named.first(where: { $0.key == name })?.value else {
      throw CatalogError(
        .unknownName, at: name, "is not a known selection of stars",
        hint: "Known are \(Self.named.map(\.key).joined(separator: ", "))")
    }
    self = choice
  }

  /// Why a star is left out; nil for one that is taken.
  package func reason(against star: StandardStar) -> String? {
    if excludedClusters.contains(star.cluster) { return "cluster is left out" }
    if let onlyClusters, !onlyClusters.contains(star.cluster) { return "cluster is not asked for" }
    if let name = star.flags.intersection(excludedFlags).setNames.first { return name }
    if let minimumBpRp0 {
      guard let bpRp0 = star.bpRp0 else { return "color_missing" }
      if bpRp0 < minimumBpRp0 { return "bpRp0 below \(minimumBpRp0)" }
    }
    return nil
  }
}

extension StandardCatalog {
  /// The stars of a selection, in the same order, with an account of those left out.
  package func selecting(_ selection: CatalogSelection) -> StandardCatalog {
    var taken: [StandardStar] = []
    var account = IngestReport()
    for star in stars {
      let reason = selection.reason(against: star)
      if reason == nil { taken.append(star) }
      account.count(
        reason.map { .rejected($0) } ?? .kept, source: "selection", cluster: star.cluster)
    }
    account.check(rowCount: stars.count, starCount: taken.count)
    return StandardCatalog(stars: taken, report: account)
  }
}
