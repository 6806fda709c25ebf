// SPDX-License-Identifier: GPL-3.0-or-later
// The posterior of a cluster's age with what each star does to it.

internal import GyroNumerics

/// The exact posterior of one age that all stars share, with the nuisances fixed.
public struct ClusterPosterior: Sendable {
  /// The posterior of the age.
  public let age: AgePosterior
  /// Log likelihood of each star at each age, shape `[stars][ages]`, nat.
  public let memberLogLikelihoods: [[Double]]
  private let product: [Double]
  private let logPrior: [Double]

  /// Multiplies stars and prior; nil if the product is zero at every age.
  init?(grid: Grid, memberLogLikelihoods: [[Double]], logPrior: [Double]) {
    let product = productOverStars(memberLogLikelihoods, count: grid.count)
    guard let age = AgePosterior(grid: grid, logLikelihoods: product, logPrior: logPrior) else {
      return nil
    }
    (self.age, self.memberLogLikelihoods) = (age, memberLogLikelihoods)
    (self.product, self.logPrior) = (product, logPrior)
  }

  /// The posterior without one of the stars; nil if it is zero at every age.
  public func age(without star: Int) -> AgePosterior? {
    let own = memberLogLikelihoods[star]
    // A likelihood of zero cannot be taken out of a sum of logs again.
    let others =
      own.contains(-.infinity)
      ? productOverStars(
        memberLogLikelihoods.indices.filter { $0 != star }.map { memberLogLikelihoods[$0] },
        count: product.count)
      : zip(product, own).map { $0 - $1 }
    return AgePosterior(grid: age.density.grid, logLikelihoods: others, logPrior: logPrior)
  }
}
