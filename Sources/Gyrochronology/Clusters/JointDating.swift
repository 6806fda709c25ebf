// SPDX-License-Identifier: GPL-3.0-or-later
// The ages of clusters from the joint posterior of all of them and their nuisances.

package import GyroModel
package import GyroNumerics
package import GyroSampling

/// Dates clusters together by sampling the hierarchical model with its usual priors.
package struct JointDating: Sendable {
  private let sampling: ClusterSampling

  /// Prepares the sampling, which runs on the calling thread.
  package init(
    flow: RotationFlow, outlierFraction: Double, settings: SamplingSettings, random: RandomStream
  ) {
    sampling = ClusterSampling(
      likelihood: RotationLikelihood(
        flow: flow, mixture: OutlierMixture(outlierFraction: outlierFraction)),
      priors: ClusterPriors(),
      settings: settings, random: random, threadCount: 1)
  }

  /// Dates clusters.
  ///
  /// - Parameters:
  ///   - clusters: Keys and stars, at least one star each.
  ///   - label: A digest of the data.
  /// - Returns: The ages in the order of the clusters, and why the chains did not converge; no ages then.
  /// - Throws: ``GyroSampling/SamplingError`` if no start is found.
  package func ages(
    of clusters: [(name: String, stars: [Star])], label: String
  ) throws(SamplingError) -> (ages: [DatedCluster], reasons: [String]) {
    let run = try sampling.run(clusters, file: nil, label: label, progress: { _ in })
    guard run.convergence.isConverged else { return ([], run.convergence.reasons) }
    let ages = zip(clusters, run.outcomes).map { cluster, outcome in
      DatedCluster(
        cluster: cluster.name, starCount: cluster.stars.count,
        draws: outcome.parameters.map(\.log10AgeMyr))
    }
    return (ages, [])
  }
}
