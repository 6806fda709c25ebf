// SPDX-License-Identifier: GPL-3.0-or-later
// The likelihood of a cluster along many ages at once.

internal import GyroNumerics

/// The likelihood of a cluster at evenly spaced ages, at a small part of the cost of the flow itself.
///
/// Densities along ages come from the engine that single stars are dated with. A flow that is not given true colors, ages that
/// are few or not evenly spaced, and members of different ages are left to ``exact``. So are clusters of which no star may be
/// an outlier: how unlikely they are at each age must then be known farther down than single precision reaches.
public struct SweptClusterLikelihood: ClusterLikelihood {
  /// The same from the flow itself.
  public let exact: DirectClusterLikelihood

  /// The stars.
  public var stars: [Star] { exact.stars }
  /// Natural log of the density of each star's period under the background, per dex.
  public var logBackgroundDensities: [Double] { exact.logBackgroundDensities }
  /// The flow and what is assumed of the measurements.
  var likelihood: RotationLikelihood { exact.likelihood }
  /// Threads to use.
  var threadCount: Int { exact.threadCount }

  /// How many ages make a sweep.
  static let minimumAgeCount = 8

  /// Joins stars.
  ///
  /// - Parameters:
  ///   - stars: The cluster.
  ///   - likelihood: The density, with aliases and the use of color errors; its outlier fraction does not matter.
  ///   - threadCount: Threads to use; does not change the result.
  public init(stars: [Star], likelihood: RotationLikelihood, threadCount: Int = 1) {
    exact = DirectClusterLikelihood(stars: stars, likelihood: likelihood, threadCount: threadCount)
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
    guard parameters.ageSpread == 0, parameters.outlierFraction > 0,
      let grid = Grid(evenlySpaced: log10AgesMyr)
    else { return exact.flowLogDensities(at: log10AgesMyr, otherwise: parameters) }
    return map(at: grid, zeroPoints: [parameters.zeroPoint]) { $1[0] }
  }

  /// Makes something of each star's densities under the flow.
  ///
  /// - Parameters:
  ///   - ages: Ages, dex of Myr.
  ///   - zeroPoints: Zero points, mag.
  ///   - transform: Takes the index of a star and natural logs of densities, nat per dex of period, shape `[zeroPoints][ages]`,
  ///     on any thread.
  /// - Returns: One result for each star.
  func map<Result: Sendable>(
    at ages: Grid, zeroPoints: [Double],
    _ transform: @Sendable (_ star: Int, _ logDensities: [[Double]]) -> Result
  ) -> [Result] {
    let (stars, likelihood) = (stars, likelihood)
    if let sweep = StarSweep(likelihood, ages: ages, threadCount: threadCount) {
      return sweep.map(stars, zeroPoints: zeroPoints, transform)
    }
    return concurrentMap(count: stars.count, threadCount: threadCount) { star in
      transform(
        star,
        zeroPoints.map { likelihood.flowLogDensities(of: stars[star].bluer(by: $0), at: ages) })
    }
  }
}

extension Grid {
  /// The grid whose nodes are a list of numbers to within rounding; nil if there is none, or they are few.
  fileprivate init?(evenlySpaced numbers: [Double]) {
    guard numbers.count >= SweptClusterLikelihood.minimumAgeCount, let first = numbers.first,
      let last = numbers.last, first < last, (last - first).isFinite
    else { return nil }
    self.init(first...last, count: numbers.count)
    for (index, number) in numbers.enumerated() where abs(self[index] - number) > 1e-9 {
      return nil
    }
  }
}
