// SPDX-License-Identifier: GPL-3.0-or-later
// The effect of each variant on each cluster's age: a shift from its reference, and a spread over its draws.

internal import GyroNumerics
package import Gyrochronology

/// Shifts and spreads by suite, variant and cluster.
package struct RobustnessTable: Sendable {
  /// A variant and a cluster.
  package struct Row: Hashable, Sendable {
    /// What was changed.
    package let variant: RobustnessVariant
    /// The cluster's key.
    package let cluster: String
    /// Median ages of the draws, dex of Myr; none where the catalog lacks what the variant needs.
    package let log10AgesMyr: [Double]
    /// Logs of the evidence of the draws.
    package let logEvidences: [Double]
    /// The reference's median age, dex of Myr.
    package let referenceLog10AgeMyr: Double
    /// The reference's log evidence.
    package let referenceLogEvidence: Double?
    /// Why there are no ages.
    package let missing: String?

    /// Mean age of the draws minus the reference's, dex.
    package var shiftDex: Double? {
      log10AgesMyr.isEmpty ? nil : mean(log10AgesMyr) - referenceLog10AgeMyr
    }
    /// Standard deviation over the draws, dex; nil for fewer than two.
    package var spreadDex: Double? {
      guard log10AgesMyr.count > 1 else { return nil }
      let center = mean(log10AgesMyr)
      let squares = log10AgesMyr.reduce(0) { $0 + ($1 - center) * ($1 - center) }
      return (squares / Double(log10AgesMyr.count - 1)).squareRoot()
    }
    /// Root mean square of the draws' shifts, dex.
    var rootMeanSquareDex: Double? {
      log10AgesMyr.isEmpty
        ? nil
        : mean(log10AgesMyr.map { ($0 - referenceLog10AgeMyr) * ($0 - referenceLog10AgeMyr) })
          .squareRoot()
    }
  }

  /// The rows, in the order of the variants and by cluster within them.
  package let rows: [Row]
  /// The ages by the model as given, by cluster.
  package let given: [String: DatedCluster]
  /// The ages by flows that have not seen the cluster, by cluster; empty where nothing was trained.
  package let heldOut: [String: DatedCluster]
  /// The ages by the joint posterior of all clusters, by cluster; empty where it was not sampled.
  package let joint: [String: DatedCluster]
  /// Why there are none by the joint posterior; nil where there are, or it was not asked for.
  package let jointMissing: String?

  /// The smallest share of a cluster's stars that an age must be of to say something of the cluster: what a source
  /// lacks, for example, may be a few odd stars.
  package static let minimumStarShare = 0.1

  /// Collects the results of a plan.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - result: The result of a label; the table is nil if one is not there.
  package init?(_ plan: RobustnessPlan, result: (String) -> RobustnessResult?) {
    var ages: [RobustnessVariant: [String: [DatedCluster]]] = [:]
    var missing: [RobustnessVariant: [String: String]] = [:]
    var order: [RobustnessVariant] = []
    for task in plan.tasks {
      guard let result = result(task.label) else { return nil }
      if ages.updateValue(ages[task.variant] ?? [:], forKey: task.variant) == nil {
        order.append(task.variant)
      }
      for age in result.ages {
        ages[task.variant, default: [:]][age.cluster, default: []].append(age)
      }
      missing[task.variant, default: [:]].merge(result.missing) { first, _ in first }
    }
    func reference(_ variant: RobustnessVariant) -> [String: DatedCluster] {
      (ages[variant] ?? [:]).compactMapValues(\.first)
    }
    let (given, heldOut) = (reference(.asGiven), reference(.heldOut))
    (self.given, self.heldOut, joint) = (given, heldOut, reference(.joint))
    jointMissing = joint.isEmpty ? missing[.joint]?.values.min() : nil
    rows = order.filter { $0.suite != nil }.flatMap { variant in
      plan.clusters.filter(\.isOfOneAge).compactMap { cluster -> Row? in
        guard let reference = (variant.isTraining ? heldOut : given)[cluster.key] else {
          return nil
        }
        let all = ages[variant]?[cluster.key] ?? []
        let draws = all.filter {
          Double($0.starCount) >= Self.minimumStarShare * Double(reference.starCount)
        }
        let few = draws.isEmpty ? all.first : nil
        return Row(
          variant: variant, cluster: cluster.key, log10AgesMyr: draws.map(\.q50),
          logEvidences: draws.compactMap(\.logEvidence), referenceLog10AgeMyr: reference.q50,
          referenceLogEvidence: reference.logEvidence,
          missing: few.map { "\($0.starCount) of \(reference.starCount) stars are left" }
            ?? missing[variant]?[cluster.key])
      }
    }
  }
}

/// The mean of one or more numbers.
func mean(_ values: [Double]) -> Double { Statistics.mean(values) ?? .nan }
