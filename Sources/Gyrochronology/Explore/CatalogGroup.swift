// SPDX-License-Identifier: GPL-3.0-or-later
// The stars of a catalog's clusters as points in color and period.

internal import GyroCatalogs
internal import GyroNumerics
internal import GyroPlatform

/// A cluster with the colors and periods of its stars, in thousandths.
struct CatalogGroup: Encodable {
  let name: String
  /// Myr, on the scale that models are trained on.
  let ageMyr: Double
  /// Dereddened BP-RP, millimagnitudes.
  private let millimagnitudes: [Int]
  /// Log10 period, thousandths of a dex of days.
  private let millidex: [Int]

  /// A cluster with fewer stars is no sequence to see.
  private static let minimumStarCount = 10

  /// The clusters that have an age, the youngest first; of their stars those that can calibrate a model.
  static func groups(
    of catalog: StandardCatalog, scale: AgeScale, library: CatalogLibrary
  ) -> [CatalogGroup] {
    let names = Dictionary(
      library.clusters.clusters.map { ($0.key, $0.name) }, uniquingKeysWith: { first, _ in first })
    let stars = catalog.stars.filter { star in
      star.ageMyr == nil && star.bpRp0 != nil
        && star.flags.isDisjoint(with: CatalogSelection.calibrators.excludedFlags)
        && (star.membershipProbability ?? 1) >= 0.5
    }
    return Dictionary(grouping: stars, by: \.cluster).compactMap { key, stars -> CatalogGroup? in
      guard stars.count >= minimumStarCount, let age = scale.age(cluster: key) else { return nil }
      return CatalogGroup(
        name: names[key] ?? key, ageMyr: age.ageMyr,
        millimagnitudes: stars.map { thousandths($0.bpRp0 ?? 0) },
        millidex: stars.map { thousandths($0.log10PeriodDays) })
    }.sorted { ($0.ageMyr, $0.name) < ($1.ageMyr, $1.name) }
  }

  private static func thousandths(_ value: Double) -> Int {
    Int(clamping: (1000 * value).rounded())
  }
}
