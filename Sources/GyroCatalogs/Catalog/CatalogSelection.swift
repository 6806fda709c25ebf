// SPDX-License-Identifier: GPL-3.0-or-later
// Which stars of a catalog a purpose uses, as a value that can be recorded.

/// A choice of stars: what is left out, and why.
public struct CatalogSelection: Hashable, Codable, Sendable {
  /// Stars with any of these flags are left out.
  public var excludedFlags: [String]
  /// Stars bluer than this dereddened BP-RP, in mag, are left out; nil leaves none out for it.
  public var leastBpRp0: Double?
  /// Stars of these clusters, by key, are left out.
  public var excludedClusters: [String]
  /// Only stars of these clusters, by key, are taken; nil takes all.
  public var onlyClusters: [String]?

  /// Describes a choice.
  public init(
    excludedFlags: QualityFlags = [], leastBpRp0: Double? = nil, excludedClusters: [String] = [],
    onlyClusters: [String]? = nil
  ) {
    self.excludedFlags = excludedFlags.setNames
    (self.leastBpRp0, self.excludedClusters) = (leastBpRp0, excludedClusters)
    self.onlyClusters = onlyClusters
  }

  /// The published cuts of the ChronoFlow table: three exclusions and RUWE < 1.4.
  public static let chronoFlowCuts = CatalogSelection(excludedFlags: [
    .excludedByColorMagnitude, .excludedByDereddening, .excludedByPhotometry, .ruweHigh,
    .ruweMissing, .colorMissing,
  ])

  /// The published cuts of the ChronoFlow table, and BP-RP of at least 0.5 mag.
  public static let chronoFlowRotators: CatalogSelection = {
    var selection = chronoFlowCuts
    selection.leastBpRp0 = 0.5
    return selection
  }()

  /// What the authors of the periods would use themselves, with a single star's astrometry and a sound color.
  public static let authorsChoice = CatalogSelection(
    excludedFlags: [
      .notSelectedByAuthors, .nonMember, .periodDoubted, .possibleBinary, .ruweHigh, .colorMissing,
      .colorUnsafe,
    ], leastBpRp0: 0.5)

  /// The choices by the names that the command line has for them.
  public static let named: KeyValuePairs<String, CatalogSelection> = [
    "chronoflow-cuts": chronoFlowCuts, "chronoflow": chronoFlowRotators, "authors": authorsChoice,
  ]

  /// Why a star is left out; nil for one that is taken.
  public func reason(against star: StandardStar) -> String? {
    if excludedClusters.contains(star.cluster) { return "cluster is left out" }
    if let onlyClusters, !onlyClusters.contains(star.cluster) { return "cluster is not asked for" }
    if let name = star.flags.setNames.first(where: excludedFlags.contains) { return name }
    if let leastBpRp0 {
      guard let bpRp0 = star.bpRp0 else { return "color_missing" }
      if bpRp0 < leastBpRp0 { return "bpRp0 below \(leastBpRp0)" }
    }
    return nil
  }
}

extension StandardCatalog {
  /// The stars of a selection, in the same order, with an account of those left out.
  public func selecting(_ selection: CatalogSelection) -> StandardCatalog {
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
