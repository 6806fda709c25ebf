// SPDX-License-Identifier: GPL-3.0-or-later
// Two standard catalogs side by side: the stars they share, their periods and their colors.

internal import GyroFiles
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// How one catalog stands to another.
package struct CatalogComparison: Sendable {
  /// Two catalogs' word on one star.
  package struct Pair: Sendable {
    /// The star in the first catalog.
    package let first: StandardStar
    /// The star in the second catalog.
    package let second: StandardStar
  }

  /// The dereddened colors of a cluster's stars in both catalogs.
  package struct ColorAgreement: Hashable, Sendable {
    /// The key of the cluster.
    package let cluster: String
    /// How many stars have a color in both.
    package let count: Int
    /// The median of first minus second, mag.
    package let medianMag: Double
    /// The scatter about it from the median absolute deviation, mag.
    package let scatterMag: Double
  }

  /// The stars that both have.
  package let pairs: [Pair]
  /// How many stars only the first has.
  package let onlyFirst: Int
  /// How many stars only the second has.
  package let onlySecond: Int

  /// Pairs the stars of two catalogs.
  ///
  /// By DR3 source; a star that has none is paired by its DR2 number within its cluster.
  package init(_ first: StandardCatalog, _ second: StandardCatalog) {
    func key(_ star: StandardStar) -> [String] {
      let numbers = [star.gaiaDR3, star.gaiaDR2].compactMap { $0?.number }
      return numbers.map { "\(star.cluster) \($0)" }
    }
    var byKey: [String: StandardStar] = [:]
    for star in second.stars.reversed() {
      for name in key(star).reversed() { byKey[name] = star }
    }
    pairs = first.stars.compactMap { star in
      key(star).lazy.compactMap { byKey[$0] }.first.map { Pair(first: star, second: $0) }
    }
    onlyFirst = first.stars.count - pairs.count
    onlySecond = second.stars.count - Set(pairs.map(\.second)).count
  }

  /// The pairs whose periods agree, are aliases, or conflict.
  package var agreeing: [Pair] { pairs.filter { $0.relation == .agree } }
  /// The pairs whose periods are near a factor of two apart.
  package var aliases: [Pair] { pairs.filter { $0.relation == .alias } }
  /// The pairs whose periods differ by more than 5 % and not by a factor of two.
  package var conflicts: [Pair] { pairs.filter { $0.relation == .conflict } }

  /// The agreement of the colors, cluster by cluster.
  package var colors: [ColorAgreement] {
    Dictionary(grouping: pairs, by: \.first.cluster).compactMap { cluster, pairs in
      let differences = pairs.compactMap { pair -> Double? in
        guard let one = pair.first.bpRp0, let other = pair.second.bpRp0 else { return nil }
        return one - other
      }
      guard let median = Statistics.median(differences),
        let scatter = Statistics.robustStandardDeviation(differences)
      else { return nil }
      return ColorAgreement(
        cluster: cluster, count: differences.count, medianMag: median, scatterMag: scatter)
    }.sorted { $0.cluster < $1.cluster }
  }

  /// The comparison in lines.
  package var lines: [String] {
    let count = pairs.count
    var lines = [
      "\(count) stars in both, \(onlyFirst) only in the first, \(onlySecond) only in the second",
      "periods: \(agreeing.count) agree within 5 %, \(aliases.count) near a factor of two, "
        + "\(conflicts.count) differ otherwise",
    ]
    for pair in aliases {
      lines.append(
        "    \(pair.first.gaiaSourceID.map(StandardStar.name) ?? "") \(pair.first.cluster): "
          + "\(pair.first.periodDays) d (\(pair.first.periodSources.joined(separator: ", "))), "
          + "\(pair.second.periodDays) d (\(pair.second.periodSources.joined(separator: ", ")))")
    }
    lines.append("dereddened BP-RP, first minus second, mag: cluster, stars, median, scatter")
    for color in colors {
      lines.append(
        "    " + color.cluster.padded(to: 14)
          + String(printf: "%6d  %+.3f  %.3f", color.count, color.medianMag, color.scatterMag))
    }
    return lines
  }
}

extension CatalogComparison.Pair {
  fileprivate var relation: PeriodMerge.Relation {
    PeriodMerge.Relation(first.periodDays, second.periodDays)
  }
}
