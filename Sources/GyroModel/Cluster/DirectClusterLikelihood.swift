// SPDX-License-Identifier: GPL-3.0-or-later
// The likelihood of a cluster from the flow itself.

internal import GyroNumerics
internal import GyroPlatform

/// The likelihood of a cluster, exact: the flow is evaluated for every star and age.
public struct DirectClusterLikelihood: ClusterLikelihood {
  /// The stars.
  public let stars: [Star]
  /// Natural log of the density of each star's period under the background, per dex.
  public let logBackgroundDensities: [Double]
  let likelihood: RotationLikelihood
  let threadCount: Int
  private let cache: FlowDensityCache?

  /// Joins stars.
  ///
  /// - Parameters:
  ///   - stars: The cluster.
  ///   - likelihood: The density, with aliases and the use of color errors; its outlier fraction does not matter.
  ///   - threadCount: Threads to use; does not change the result.
  public init(stars: [Star], likelihood: RotationLikelihood, threadCount: Int = 1) {
    self.init(stars: stars, likelihood: likelihood, cache: nil, threadCount: threadCount)
  }

  /// Joins stars whose densities may be at hand.
  ///
  /// - Parameters:
  ///   - stars: The cluster.
  ///   - likelihood: The density; its outlier fraction does not matter.
  ///   - cache: Densities of the same flow; what it does not hold is computed.
  ///   - threadCount: Threads to use; does not change the result.
  package init(
    stars: [Star], likelihood: RotationLikelihood, cache: FlowDensityCache?, threadCount: Int = 1
  ) {
    (self.stars, self.likelihood, self.threadCount) = (stars, likelihood, threadCount)
    self.cache = cache.flatMap { $0.serves(likelihood) ? $0 : nil }
    logBackgroundDensities = concurrentMap(count: stars.count, threadCount: threadCount) {
      log(likelihood.backgroundDensity(of: stars[$0]))
    }
  }

  /// The natural log of the density of each star's period under the flow.
  ///
  /// - Parameters:
  ///   - log10AgesMyr: Ages, dex of Myr.
  ///   - parameters: Zero point and spread of ages.
  /// - Returns: Nat per dex of period, shape `[stars][ages]`.
  public func flowLogDensities(
    at log10AgesMyr: [Double], otherwise parameters: ClusterParameters
  ) -> [[Double]] {
    let spread = AgeSpreadNodes(parameters)
    let ages = log10AgesMyr.flatMap { age in
      spread.positions.map { age + parameters.ageSpread * $0 }
    }
    let columns = cache?.columns(at: ages)
    return concurrentMap(count: stars.count, threadCount: threadCount) { index in
      let star = stars[index].bluer(by: parameters.zeroPoint)
      let densities =
        columns.flatMap { cache?.logDensities(of: star, columns: $0) }
        ?? likelihood.flowLogDensities(of: star, at: ages)
      return spread.logAverages(densities)
    }
  }
}
