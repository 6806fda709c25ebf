// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a cluster in numbers, as the robustness runs keep it.

package import GyroNumerics
internal import GyroSampling

/// The posterior of a cluster's age under one set of assumptions, in dex of Myr unless said otherwise.
public struct DatedCluster: Hashable, Sendable, Codable {
  /// The cluster's key.
  public let cluster: String
  /// How many stars the age rests on.
  public let starCount: Int
  /// Quantiles of log10 age at 2.5, 16, 50, 84 and 97.5 percent.
  public let q025, q16, q50, q84, q975: Double
  /// Natural log of the integral of likelihood times prior; nil where the posterior was sampled.
  public let logEvidence: Double?

  /// Half the width of the 68 percent interval, dex.
  public var statisticalDex: Double { (q84 - q16) / 2 }

  enum CodingKeys: String, CodingKey {
    case cluster
    case starCount = "stars"
    case q025, q16, q50, q84, q975
    case logEvidence = "log_evidence"
  }

  package init(cluster: String, starCount: Int, density: GriddedDensity) {
    (self.cluster, self.starCount) = (cluster, starCount)
    (q025, q16, q50) = (density.quantile(0.025), density.quantile(0.16), density.quantile(0.5))
    (q84, q975) = (density.quantile(0.84), density.quantile(0.975))
    logEvidence = density.logIntegral
  }

  /// Sums draws of the age up, dex of Myr.
  package init(cluster: String, starCount: Int, draws: [Double]) {
    (self.cluster, self.starCount) = (cluster, starCount)
    let sorted = draws.sorted()
    func quantile(_ p: Double) -> Double { Statistics.quantile(p, ofSorted: sorted) }
    (q025, q16, q50) = (quantile(0.025), quantile(0.16), quantile(0.5))
    (q84, q975) = (quantile(0.84), quantile(0.975))
    logEvidence = nil
  }
}
