// SPDX-License-Identifier: GPL-3.0-or-later
// How far held-out clusters of an age come out from their calibration ages, beyond the known errors.

package import GyroCatalogs
internal import GyroPlatform

/// The scatter of held-out clusters' ages in ranges of age.
///
/// With the offset d of each cluster, its statistical error s and the error c of its calibration age, the scatter
/// τ of a range of ages maximizes
///
///     Σ log N(d; 0, τ² + s² + c²)
///
/// over the clusters of the range, the mean over several seeds counting as one cluster. It is what the model is off by,
/// and what ``Gyrochronology/CalibrationUncertainty`` adds to the statistical error of a cluster's age.
package struct HeldOutScatter: Hashable, Sendable {
  /// A range of ages.
  package struct Range: Hashable, Sendable {
    /// The calibration ages of its clusters, Myr; the upper bound is not in it.
    package let ageMyr: Swift.Range<Double>
    /// How many clusters are in it.
    package let clusterCount: Int
    /// τ, dex.
    package let sigmaDex: Double
    /// How many of the clusters lie within one and within two total errors.
    package let within1, within2: Int
  }

  /// The ranges, from young to old.
  package let ranges: [Range]

  /// The bounds between ranges, Myr.
  package static let boundsMyr = [16.0, 60, 250]

  /// Measures the scatter of clusters whose age is not extrapolated nor their own.
  ///
  /// - Parameters:
  ///   - evidence: Of every cluster under every seed.
  ///   - scale: The calibration ages with their errors.
  package init(_ evidence: [HeldOutCluster], scale: AgeScale) {
    struct Offset {
      let log10AgeMyr, offset, variance: Double
    }
    let offsets = Dictionary(grouping: evidence.filter(\.isCluster), by: \.cluster)
      .sorted { $0.key < $1.key }.compactMap { cluster, entries -> Offset? in
        let dated = entries.compactMap { entry in
          entry.offsetDex.flatMap { offset in
            entry.q16.flatMap { lower in entry.q84.map { (offset, 0.5 * ($0 - lower)) } }
          }
        }
        guard !dated.isEmpty,
          let sigma = scale.places.filter({ $0.cluster == cluster })
            .compactMap({ scale.age(cluster: $0.cluster, subgroup: $0.subgroup) })
            .map(\.log10AgeMyrSigma).max()
        else { return nil }
        let count = Double(dated.count)
        let statistical = dated.reduce(0) { $0 + $1.1 } / count
        return Offset(
          log10AgeMyr: entries[0].calibrationLog10AgeMyr,
          offset: dated.reduce(0) { $0 + $1.0 } / count,
          variance: statistical * statistical + sigma * sigma)
      }
    let bounds = [0] + Self.boundsMyr + [.infinity]
    ranges = zip(bounds, bounds.dropFirst()).map { lower, upper in
      let members = offsets.filter { (lower..<upper).contains(pow(10, $0.log10AgeMyr)) }
      let sigma = Self.mostLikelySigma(members.map { ($0.offset, $0.variance) })
      func within(_ deviations: Double) -> Int {
        members.count {
          abs($0.offset) <= deviations * ($0.variance + sigma * sigma).squareRoot()
        }
      }
      return Range(
        ageMyr: lower..<upper, clusterCount: members.count, sigmaDex: sigma, within1: within(1),
        within2: within(2))
    }
  }

  /// The τ that maximizes the likelihood, by halving the interval in which its slope changes sign.
  private static func mostLikelySigma(_ members: [(offset: Double, variance: Double)]) -> Double {
    // Twice the slope of the log likelihood with τ².
    func slope(_ square: Double) -> Double {
      members.reduce(0) { sum, member in
        let variance = square + member.variance
        return sum + (member.offset * member.offset / variance - 1) / variance
      }
    }
    var (lower, upper) = (0.0, 4.0)
    guard slope(lower) > 0 else { return 0 }
    for _ in 0..<100 {
      let middle = 0.5 * (lower + upper)
      if slope(middle) > 0 { lower = middle } else { upper = middle }
    }
    return lower.squareRoot()
  }
}
