// SPDX-License-Identifier: GPL-3.0-or-later
// The flow's densities of stars, computed once for many likelihoods that need the same ones.

package import GyroNumerics

/// Log densities of stars under a flow at some ages.
///
/// Weights, priors and selections change none of them, and computing them is nearly all the work.
package struct FlowDensityCache: Sendable {
  private let aliases: AliasMixture
  private let colorError: ColorErrorUse
  /// The position of each age in a row.
  private let columns: [Double: Int]
  private let rows: [Star: [Double]]

  /// Computes the densities of stars.
  ///
  /// - Parameters:
  ///   - stars: Every star that may be asked for.
  ///   - likelihood: The flow and what is assumed of the measurements.
  ///   - log10AgesMyr: Every age that may be asked for, dex of Myr.
  ///   - threadCount: Threads to use; does not change the result.
  package init(
    of stars: [Star], likelihood: RotationLikelihood, at log10AgesMyr: [Double],
    threadCount: Int = 1
  ) {
    self.init(
      of: stars, likelihood: likelihood, at: log10AgesMyr,
      concurrentMap(count: stars.count, threadCount: threadCount) {
        likelihood.flowLogDensities(of: stars[$0], at: log10AgesMyr)
      })
  }

  /// Computes the densities of stars along a grid, at a small part of the cost where the flow is given true colors.
  ///
  /// - Parameters:
  ///   - stars: Every star that may be asked for.
  ///   - likelihood: The flow and what is assumed of the measurements.
  ///   - grid: Every age that may be asked for, dex of Myr.
  ///   - threadCount: Threads to use; does not change the result.
  package init(
    of stars: [Star], likelihood: RotationLikelihood, along grid: Grid, threadCount: Int = 1
  ) {
    if let sweep = StarSweep(likelihood, ages: grid, threadCount: threadCount) {
      self.init(
        of: stars, likelihood: likelihood, at: Array(grid),
        sweep.map(stars, zeroPoints: [0]) { $1[0] })
    } else {
      self.init(of: stars, likelihood: likelihood, at: Array(grid), threadCount: threadCount)
    }
  }

  private init(
    of stars: [Star], likelihood: RotationLikelihood, at log10AgesMyr: [Double],
    _ densities: [[Double]]
  ) {
    (aliases, colorError) = (likelihood.aliases, likelihood.colorError)
    columns = Dictionary(
      log10AgesMyr.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    rows = Dictionary(
      zip(stars.map(Self.key), densities), uniquingKeysWith: { first, _ in first })
  }

  /// Whether a likelihood of the same flow has these densities, too.
  func serves(_ likelihood: RotationLikelihood) -> Bool {
    likelihood.aliases == aliases && likelihood.colorError == colorError
  }

  /// The positions of ages in a row; nil unless all of them are kept.
  func columns(at log10AgesMyr: [Double]) -> [Int]? {
    var found: [Int] = []
    found.reserveCapacity(log10AgesMyr.count)
    for age in log10AgesMyr {
      guard let column = columns[age] else { return nil }
      found.append(column)
    }
    return found
  }

  /// The log densities of a star at positions of a row; nil if the star is not kept.
  func logDensities(of star: Star, columns: [Int]) -> [Double]? {
    rows[Self.key(star)].map { row in columns.map { row[$0] } }
  }

  /// What the density depends on.
  private static func key(_ star: Star) -> Star {
    var key = star
    key.membershipProbability = 1
    return key
  }
}
