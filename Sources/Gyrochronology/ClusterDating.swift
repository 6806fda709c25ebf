// SPDX-License-Identifier: GPL-3.0-or-later
// The age of stars that share it: the product of their likelihoods, with the nuisances fixed or summed over.

internal import Foundation
internal import GyroModel
internal import GyroNumerics

/// Dates groups of coeval stars on the grid of single stars.
///
/// Most of the grid is evaluated at every ninth node only: where the product of the likelihoods is
/// e⁻⁵⁰ of its maximum nothing is left to resolve.
struct ClusterDating: Sendable {
  /// A color excess that every star of the cluster has in addition, mag, with the log of its weight.
  struct ZeroPoint: Hashable, Sendable {
    let colorExcessBpRp: Double
    let logWeight: Double
  }

  /// What the ages rest on besides the stars and the flow.
  struct Assumptions: Hashable, Sendable {
    var prior = AgePrior.logUniform
    var mixture = OutlierMixture()
    var aliases = AliasMixture.none
    /// What is summed over.
    var zeroPoints = [ZeroPoint(colorExcessBpRp: 0, logWeight: 0)]
  }

  private static let coarseStep = 9
  private static let depth = 50.0

  private let likelihood: RotationLikelihood
  private let assumptions: Assumptions
  private let grid = AgeGrid.grid()
  private let logPrior: [Double]

  /// Prepares what all clusters share.
  ///
  /// - Throws: ``GyroModel/ModelError`` if the prior is zero at every age.
  init(flow: RotationFlow, assumptions: Assumptions = Assumptions()) throws(ModelError) {
    self.assumptions = assumptions
    likelihood = RotationLikelihood(
      flow: flow, mixture: assumptions.mixture, aliases: assumptions.aliases)
    logPrior = try assumptions.prior.logDensities(over: grid)
  }

  /// The density of the common log10 age, over the part of the grid that holds it; nil without stars.
  func density(of stars: [RotationDatum]) -> GriddedDensity? {
    guard !stars.isEmpty else { return nil }
    let coarse = Array(stride(from: 0, through: grid.count - 1, by: Self.coarseStep))
    let values = logPosterior(of: stars, nodes: coarse)
    guard let highest = values.max(), highest > -.infinity else { return nil }
    let inside = coarse.indices.filter { values[$0] > highest - Self.depth }
    guard let first = inside.first, let last = inside.last else { return nil }
    let nodes = coarse[max(0, first - 1)]...coarse[min(coarse.count - 1, last + 1)]
    return GriddedDensity(
      grid: Grid(grid[nodes.lowerBound]...grid[nodes.upperBound], count: nodes.count),
      logValues: logPosterior(of: stars, nodes: Array(nodes)))
  }

  /// The age in numbers; nil without stars.
  func age(of stars: [RotationDatum], cluster: String) -> DatedCluster? {
    density(of: stars).map { DatedCluster(cluster: cluster, starCount: stars.count, density: $0) }
  }

  private func logPosterior(of stars: [RotationDatum], nodes: [Int]) -> [Double] {
    let sums = assumptions.zeroPoints.map { zeroPoint in
      logLikelihoods(of: stars, nodes: nodes, colorExcessBpRp: zeroPoint.colorExcessBpRp)
        .map { $0 + zeroPoint.logWeight }
    }
    return nodes.indices.map { place in
      sums.dropFirst().reduce(sums[0][place]) { logAddExp($0, $1[place]) }
        + logPrior[nodes[place]]
    }
  }

  private func logLikelihoods(
    of stars: [RotationDatum], nodes: [Int], colorExcessBpRp: Double
  ) -> [Double] {
    let ages = nodes.map { grid[$0] }
    var sum = [Double](repeating: 0, count: nodes.count)
    for var star in stars {
      star.bpRp0 -= colorExcessBpRp
      let one = likelihood.logLikelihoods(
        of: LikelihoodNodes(likelihood.integral(of: star), resolution: .summary), at: ages)
      for place in sum.indices { sum[place] += one[place] }
    }
    return sum
  }
}
