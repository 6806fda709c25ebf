// SPDX-License-Identifier: GPL-3.0-or-later
// One zero point of the colors of a cluster: a compilation's colors are moved to that of our own.

internal import GyroNumerics
internal import GyroPlatform

/// How far our dereddened colors of a cluster lie from those of a compilation.
///
/// Published extinctions of clusters and dust maps differ by 0.01 to 0.05 mag. A star of which only the
/// compilation's color is known is moved by the cluster's median difference, so that no cluster has two zero
/// points. A cluster without stars in common keeps the compilation's.
package struct ColorZeroPoint: Hashable, Sendable {
  /// Fewer stars than this move no color.
  static let minimumCount = 10

  /// The key of the cluster.
  package let cluster: String
  /// How many stars have both colors.
  package let starCount: Int
  /// The median of our color minus the compilation's, mag.
  package let offset: Double
  /// The scatter of the difference, mag: 1.4826 times the median absolute deviation.
  package let scatter: Double
  /// How many stars with the compilation's color alone were moved.
  package let movedCount: Int

  /// Moves the colors of stars to one zero point per cluster.
  ///
  /// - Returns: What was measured, by cluster, sorted.
  static func unify(_ merged: inout [StarMerge.Merged]) -> [ColorZeroPoint] {
    var differences: [String: [Double]] = [:]
    for star in merged where !star.hasCompiledColor {
      guard let compiled = star.compiledBpRp0, let bpRp0 = star.star.bpRp0 else { continue }
      differences[star.star.cluster, default: []].append(bpRp0 - compiled)
    }
    let offsets = differences.compactMapValues(Statistics.median)
    var moved: [String: Int] = [:]
    for index in merged.indices where merged[index].hasCompiledColor {
      let cluster = merged[index].star.cluster
      guard let offset = offsets[cluster], let count = differences[cluster]?.count,
        count >= minimumCount, let bpRp0 = merged[index].star.bpRp0
      else { continue }
      merged[index].star.bpRp0 = bpRp0 + offset
      merged[index].star.colorExcessBpRp = merged[index].star.colorExcessBpRp.map { $0 - offset }
      let source = merged[index].star.extinctionSource ?? "compilation"
      merged[index].star.extinctionSource =
        source + String(printf: ", moved by %+.3f mag to the cluster's zero point", offset)
      moved[cluster, default: 0] += 1
    }
    return differences.compactMap { cluster, differences in
      guard let offset = Statistics.median(differences),
        let scatter = Statistics.robustStandardDeviation(differences)
      else { return nil }
      return ColorZeroPoint(
        cluster: cluster, starCount: differences.count, offset: offset, scatter: scatter,
        movedCount: moved[cluster] ?? 0)
    }.sorted { $0.cluster < $1.cluster }
  }
}
