// SPDX-License-Identifier: GPL-3.0-or-later
// The densities of a cluster's stars at every age of a grid, multiplied for many outlier fractions at once.

internal import GyroNumerics
internal import GyroPlatform

/// The densities of a cluster's stars at each age, ready to be mixed with a background.
struct ClusterMembers: Sendable {
  /// Natural log of the flow's density, shape `[stars][ages]`.
  let flowLogDensities: [[Double]]
  /// The mixture of each star at the outlier fraction of the nuisances.
  let mixtures: [Mixture]
  let nuisances: ClusterParameters
  /// Of the outlier fraction; nil holds it fixed.
  let outlierPrior: BetaPrior?
  private let memberships: [Double]
  private let scaled: [Scaled]

  /// Densities of one star in units of the largest of them.
  private struct Scaled: Sendable {
    let logScale: Double
    let densities: [Double]
    let background: Double
  }

  /// Stars whose factors are multiplied before a logarithm is taken.
  private static let starsPerLogarithm = 8
  /// The smallest background, in units of a star's largest density, of which so many factors do not vanish.
  private static let smallestBackground = 1e-30

  init(
    _ likelihood: some ClusterLikelihood, at log10AgesMyr: [Double],
    nuisances: ClusterParameters, outlierPrior: BetaPrior?
  ) {
    flowLogDensities = likelihood.flowLogDensities(at: log10AgesMyr, otherwise: nuisances)
    mixtures = likelihood.mixtures(nuisances)
    memberships = likelihood.stars.map { nuisances.shifted($0.membershipProbability) }
    (self.nuisances, self.outlierPrior) = (nuisances, outlierPrior)
    scaled = zip(flowLogDensities, mixtures).map { own, mixture in
      let logScale = max(mixture.logBackground, own.max() ?? -.infinity)
      guard logScale > -.infinity else { return Scaled(logScale: 0, densities: [], background: 0) }
      return Scaled(
        logScale: logScale, densities: own.map { exp($0 - logScale) },
        background: exp(mixture.logBackground - logScale))
    }
  }

  /// The mixture of a star at an outlier fraction.
  func mixture(of star: Int, fraction: Double) -> Mixture {
    Mixture(
      weight: memberships[star] * (1 - fraction), logBackground: mixtures[star].logBackground)
  }

  /// The log likelihood of a star at each age.
  func logLikelihoods(of star: Int, fraction: Double) -> [Double] {
    flowLogDensities[star].map(mixture(of: star, fraction: fraction).logLikelihood)
  }

  /// The log of the product over stars, shape `[fractions][ages]`.
  ///
  /// The factors of a few stars are multiplied before a logarithm is taken: each is at most 1 in units of the star's
  /// largest density and, with a background that counts, far above the smallest number.
  func logProducts(of stars: [Int], fractions: [Double]) -> [[Double]] {
    let count = flowLogDensities.first?.count ?? 0
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: count), count: fractions.count)
    var factors = [Double](repeating: 1, count: count)
    for (index, fraction) in fractions.enumerated() {
      sums[index].withUnsafeMutableBufferPointer { sum in
        factors.withUnsafeMutableBufferPointer { product in
          var (pending, offset) = (0, 0.0)
          func collect() {
            for age in 0..<count {
              sum[age] += log(product[age])
              product[age] = 1
            }
            pending = 0
          }
          for star in stars {
            let mixture = mixture(of: star, fraction: fraction)
            let own = scaled[star]
            let background = (1 - mixture.weight) * own.background
            guard background > Self.smallestBackground else {
              for age in 0..<count {
                sum[age] += mixture.logLikelihood(flowLogDensities[star][age])
              }
              continue
            }
            own.densities.withUnsafeBufferPointer { densities in
              for age in 0..<count {
                product[age] *= mixture.weight * densities[age] + background
              }
            }
            offset += own.logScale
            pending += 1
            if pending == Self.starsPerLogarithm { collect() }
          }
          collect()
          for age in 0..<count { sum[age] += offset }
        }
      }
    }
    return sums
  }
}
