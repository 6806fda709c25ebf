// SPDX-License-Identifier: GPL-3.0-or-later
// The age of stars that share it: the product of their likelihoods, with the nuisances fixed or summed over.

internal import Foundation
package import GyroModel
package import GyroNumerics

/// Dates groups of coeval stars on the grid of single stars.
///
/// Most of the grid is evaluated at every ninth node only: where the product of the likelihoods is
/// e⁻⁵⁰ of its maximum nothing is left to resolve.
package struct ClusterDating: Sendable {
  /// A color excess that every star of the cluster has in addition, mag, with the log of its weight.
  package struct ZeroPoint: Hashable, Sendable {
    let colorExcessBpRp: Double
    let logWeight: Double

    package init(colorExcessBpRp: Double, logWeight: Double) {
      (self.colorExcessBpRp, self.logWeight) = (colorExcessBpRp, logWeight)
    }
  }

  /// The assumptions of the ages, apart from the stars and the flow.
  package struct Assumptions: Hashable, Sendable {
    package var prior = AgePrior.logUniform
    package var mixture = OutlierMixture()
    package var aliases = AliasMixture.none
    /// What is summed over.
    package var zeroPoints = [ZeroPoint(colorExcessBpRp: 0, logWeight: 0)]

    package init(mixture: OutlierMixture = OutlierMixture()) { self.mixture = mixture }
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
  package init(flow: RotationFlow, assumptions: Assumptions = Assumptions()) throws(ModelError) {
    self.assumptions = assumptions
    likelihood = RotationLikelihood(
      flow: flow, mixture: assumptions.mixture, aliases: assumptions.aliases)
    logPrior = try assumptions.prior.logDensities(over: grid)
  }

  /// The density of the common log10 age, over the part of the grid that holds it; nil without stars.
  package func density(of stars: [Star], table: FlowTable? = nil) -> GriddedDensity? {
    guard let nodes = window(of: stars, table: table) else { return nil }
    return GriddedDensity(
      grid: Grid(grid[nodes.lowerBound]...grid[nodes.upperBound], count: nodes.count),
      logValues: logPosterior(of: stars, nodes: Array(nodes), table: table))
  }

  /// The age in numbers; nil without stars.
  package func age(
    of stars: [Star], cluster: String, table: FlowTable? = nil
  ) -> DatedCluster? {
    density(of: stars, table: table).map {
      DatedCluster(cluster: cluster, starCount: stars.count, density: $0)
    }
  }

  /// The densities that other assumptions about the same stars will ask for.
  ///
  /// - Parameters:
  ///   - all: Every star that may be asked for.
  ///   - given: The stars of the cluster as given.
  /// - Returns: The table.
  package func table(of all: [Star], given: [Star]) -> FlowTable {
    FlowTable(
      stars: all, likelihood: likelihood, grid: grid, coarse: coarse,
      fine: window(of: given, table: nil))
  }

  private var coarse: [Int] { Array(stride(from: 0, through: grid.count - 1, by: Self.coarseStep)) }

  /// The nodes outside which nothing is left of the posterior; nil without stars.
  private func window(of stars: [Star], table: FlowTable?) -> ClosedRange<Int>? {
    guard !stars.isEmpty else { return nil }
    let coarse = coarse
    let values = logPosterior(of: stars, nodes: coarse, table: table)
    guard let highest = values.max(), highest > -.infinity else { return nil }
    let inside = coarse.indices.filter { values[$0] > highest - Self.depth }
    guard let first = inside.first, let last = inside.last else { return nil }
    return coarse[max(0, first - 1)]...coarse[min(coarse.count - 1, last + 1)]
  }

  private func logPosterior(
    of stars: [Star], nodes: [Int], table: FlowTable?
  ) -> [Double] {
    let sums = assumptions.zeroPoints.map { zeroPoint in
      logLikelihoods(
        of: stars, nodes: nodes, colorExcessBpRp: zeroPoint.colorExcessBpRp, table: table
      ).map { $0 + zeroPoint.logWeight }
    }
    return nodes.indices.map { index in
      sums.dropFirst().reduce(sums[0][index]) { logAddExp($0, $1[index]) }
        + logPrior[nodes[index]]
    }
  }

  private func logLikelihoods(
    of stars: [Star], nodes: [Int], colorExcessBpRp: Double, table: FlowTable?
  ) -> [Double] {
    let ages = nodes.map { grid[$0] }
    let usable = assumptions.aliases == .none && colorExcessBpRp == 0 ? table : nil
    var sum = [Double](repeating: 0, count: nodes.count)
    for star in stars {
      let flow =
        usable?.logDensities(of: star, nodes: nodes)
        ?? likelihood.flowLogDensities(of: star, zeroPoint: colorExcessBpRp, at: ages)
      let mixture = likelihood.mixture(of: star)
      for index in sum.indices { sum[index] += mixture.logLikelihood(flow[index]) }
    }
    return sum
  }
}
