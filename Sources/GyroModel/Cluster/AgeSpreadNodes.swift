// SPDX-License-Identifier: GPL-3.0-or-later
// The average over the ages of a cluster's members, where they are not all the same.

internal import GyroNumerics
internal import GyroPlatform

/// Nodes and weights for an average over a normal distribution, in standard deviations.
///
///     ∫ N(x; 0, 1) g(x) dx ≈ Σ_j w_j g(x_j)
///
/// The trapezoid rule with steps of half a deviation up to four deviations, the weights made to sum
/// to one. For a Gaussian g of width s the error is below 2 exp(−2π² (s² + 1) / 0.25), which vanishes.
struct AgeSpreadNodes: Hashable, Sendable {
  /// Positions in standard deviations.
  let positions: [Double]
  /// Their weights.
  let weights: [Double]

  /// No spread: one node in the middle.
  static let none = AgeSpreadNodes(positions: [0], weights: [1])
  /// The nodes of a normal distribution.
  static let normal: AgeSpreadNodes = {
    let positions = (-8...8).map { 0.5 * Double($0) }
    let densities = positions.map { exp(-0.5 * $0 * $0) }
    let sum = densities.reduce(0, +)
    return AgeSpreadNodes(positions: positions, weights: densities.map { $0 / sum })
  }()
  /// How many standard deviations the nodes reach.
  static let reach = 4.0

  /// The nodes for the members of a cluster.
  init(_ parameters: ClusterParameters) {
    self = parameters.ageSpread > 0 ? .normal : .none
  }

  private init(positions: [Double], weights: [Double]) {
    (self.positions, self.weights) = (positions, weights)
  }

  /// The log of the average of a density, over each run of as many values as there are nodes.
  ///
  /// - Parameter logDensities: Shape `[ages, nodes]`, natural logs.
  /// - Returns: Natural logs, one per age.
  func logAverages(_ logDensities: [Double]) -> [Double] {
    guard positions.count > 1 else { return logDensities }
    let logWeights = weights.map { log($0) }
    return stride(from: 0, to: logDensities.count, by: positions.count).map { start in
      logSumExp(zip(logWeights, logDensities[start...]).map(+))
    }
  }
}
