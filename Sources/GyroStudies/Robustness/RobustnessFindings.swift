// SPDX-License-Identifier: GPL-3.0-or-later
// Problems of the data that the suites find, each by one stated statistic and threshold.

internal import GyroNumerics
internal import GyroPlatform
internal import Gyrochronology

/// The statistics by which the extinction, membership and calibration suites accuse their input.
///
/// - *Extinction*: the common offset of E(BP-RP) at which the product of all clusters' evidences is
///   largest (a parabola through the three best of the zero points tried). Found beyond 0.03 mag,
///   more than the uncertainty of one cluster's zero point.
/// - *Membership*: by how many standard deviations the log evidence with the memberships as given
///   exceeds that with memberships shuffled within clusters, summed over clusters. Memberships
///   without information give a normal deviate around 0. Found below 3.
/// - *Calibration*: clusters whose held-out age is off their calibration age by more than 2.5 robust
///   standard deviations of the undisputed clusters (1.4826 times the median absolute deviation from
///   the median) and by at least 0.1 dex. The youngest and the oldest cluster are not judged: held out,
///   they lie beyond the calibrators.
package struct RobustnessFindings: Hashable, Sendable, Codable {
  /// Offset of E(BP-RP) that all clusters together prefer, mag; nil where the suite was not run.
  package let zeroPoint: Double?
  /// What memberships are worth, standard deviations; nil where the suite was not run.
  package let membershipDeviations: Double?
  /// Keys of clusters at odds with their calibration age; nil where nothing was held out.
  package let clustersAtOdds: [String]?

  /// Beyond this, mag, the zero point is wrong.
  package static let zeroPointLimit = 0.03
  /// Below this the memberships are worth nothing.
  package static let membershipLimit = 3.0
  /// The robust standard deviations, and the dex, beyond which a cluster disagrees.
  package static let oddsLimit = (deviations: 2.5, dex: 0.1)

  enum CodingKeys: String, CodingKey {
    case zeroPoint = "zero_point_mag"
    case membershipDeviations = "membership_deviations"
    case clustersAtOdds = "clusters_at_odds"
  }

  /// Whether the extinction suite accuses the colors.
  package var isExtinctionFound: Bool { zeroPoint.map { abs($0) > Self.zeroPointLimit } ?? false }
  /// Whether the membership suite accuses the memberships.
  package var isMembershipFound: Bool {
    membershipDeviations.map { $0 < Self.membershipLimit } ?? false
  }

  init(_ table: RobustnessTable, budget: ErrorBudget) {
    zeroPoint = Self.zeroPoint(table)
    membershipDeviations = Self.membershipDeviations(table)
    clustersAtOdds = Self.clustersAtOdds(budget)
  }

  /// The best common zero point from the evidences at all that were tried.
  private static func zeroPoint(_ table: RobustnessTable) -> Double? {
    // The zero point tried to the sum over clusters of the log evidence above the reference's.
    var gains: [Double: Double] = [:]
    for row in table.rows {
      guard case .data(.zeroPoint(let excess)) = row.variant.effect,
        let evidence = row.logEvidences.first, let reference = row.referenceLogEvidence
      else { continue }
      gains[excess, default: 0] += evidence - reference
    }
    guard !gains.isEmpty else { return nil }
    gains[0] = 0
    let points = gains.sorted { $0.key < $1.key }
    let best = points.indices.max { (points[$0].value, -$0) < (points[$1].value, -$1) } ?? 0
    guard best > 0, best < points.count - 1 else { return points[best].key }
    let (left, middle, right) = (points[best - 1], points[best], points[best + 1])
    let bend = left.value - 2 * middle.value + right.value
    guard bend < 0 else { return middle.key }
    return middle.key + (right.key - middle.key) * (left.value - right.value) / (2 * bend)
  }

  private static func membershipDeviations(_ table: RobustnessTable) -> Double? {
    var (gain, variance) = (0.0, 0.0)
    for row in table.rows where row.variant.effect == .data(.membershipShuffled) {
      guard row.logEvidences.count > 1, let reference = row.referenceLogEvidence else { continue }
      let center = mean(row.logEvidences)
      gain += reference - center
      variance +=
        row.logEvidences.reduce(0) { $0 + ($1 - center) * ($1 - center) }
        / Double(row.logEvidences.count - 1)
    }
    return variance > 0 ? gain / variance.squareRoot() : nil
  }

  private static func clustersAtOdds(_ budget: ErrorBudget) -> [String]? {
    let offsets = budget.entries.filter(\.isHeldOut).compactMap { entry in
      entry.cluster.calibrationLog10AgeMyr.map { (entry: entry, dex: entry.age.q50 - $0) }
    }
    let ages = offsets.compactMap(\.entry.cluster.calibrationLog10AgeMyr)
    let ends = [ages.min(), ages.max()]
    let undisputed = offsets.filter { !$0.entry.cluster.isDisputed }.map(\.dex)
    // Fewer clusters do not tell their scatter.
    guard undisputed.count >= 5, let center = Statistics.upperMedian(undisputed),
      let spread = Statistics.upperMedian(undisputed.map { abs($0 - center) })
    else { return nil }
    let deviation = 1.4826 * spread
    return offsets.filter {
      !ends.contains($0.entry.cluster.calibrationLog10AgeMyr)
        && abs($0.dex - center) > max(oddsLimit.deviations * deviation, oddsLimit.dex)
    }.map(\.entry.cluster.key)
  }
}
