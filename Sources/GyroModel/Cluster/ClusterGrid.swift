// SPDX-License-Identifier: GPL-3.0-or-later
// The posterior of a cluster's age on a grid: a product over its stars.

public import GyroNumerics

/// The exact posterior of one age that all stars share, with everything else known.
public struct ClusterGrid: Sendable {
  /// The nodes, dex of Myr.
  public let grid: Grid
  /// Log likelihood of each star at each node, shape `[starCount][grid.count]`, nat.
  public let logLikelihoods: [[Double]]
  /// Normalized log density of the prior at each node, nat per dex.
  public let logPrior: [Double]
  private let sum: [Double]

  /// Joins the stars.
  ///
  /// - Parameters:
  ///   - grid: Ages, dex of Myr.
  ///   - logLikelihoods: Of each star at each age, nat.
  ///   - logPrior: Log density of the prior at each age, nat per dex.
  public init(grid: Grid, logLikelihoods: [[Double]], logPrior: [Double]) {
    (self.grid, self.logLikelihoods, self.logPrior) = (grid, logLikelihoods, logPrior)
    var sum = [Double](repeating: 0, count: grid.count)
    for star in logLikelihoods {
      for node in sum.indices { sum[node] += star[node] }
    }
    self.sum = sum
  }

  /// Computes the likelihoods of stars.
  ///
  /// - Parameters:
  ///   - stars: The cluster.
  ///   - likelihood: With the outlier fraction that is taken for known.
  ///   - grid: Ages, dex of Myr.
  ///   - logPrior: Log density of the prior at each age, nat per dex.
  ///   - threadCount: Threads to use; does not change the result.
  public init(
    stars: [Star], likelihood: RotationLikelihood, grid: Grid, logPrior: [Double],
    threadCount: Int
  ) {
    self.init(
      grid: grid,
      logLikelihoods: concurrentMap(count: stars.count, threadCount: threadCount) {
        likelihood.memberLogLikelihoods(of: stars[$0], at: grid)
      }, logPrior: logPrior)
  }

  /// The posterior of the age; nil if it is zero at every node.
  public var posterior: AgePosterior? {
    AgePosterior(grid: grid, logLikelihoods: sum, logPrior: logPrior)
  }

  /// The posterior without one of the stars; nil if it is zero at every node.
  public func posterior(without star: Int) -> AgePosterior? {
    // A likelihood of zero cannot be taken out of a sum of logs again.
    let others =
      logLikelihoods[star].contains(-.infinity)
      ? ClusterGrid(
        grid: grid,
        logLikelihoods: logLikelihoods.indices.filter { $0 != star }.map { logLikelihoods[$0] },
        logPrior: logPrior
      ).sum : zip(sum, logLikelihoods[star]).map { $0 - $1 }
    return AgePosterior(grid: grid, logLikelihoods: others, logPrior: logPrior)
  }
}
