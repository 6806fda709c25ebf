// SPDX-License-Identifier: GPL-3.0-or-later
// The age of stars that share it: the product of their likelihoods, with the nuisances fixed or summed over.

internal import Foundation
internal import GyroFlows
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
    /// Chance that the period given is half the star's.
    var halfWeight = 0.0
    /// Chance that the period given is twice the star's.
    var doubleWeight = 0.0
    /// What is summed over.
    var zeroPoints = [ZeroPoint(colorExcessBpRp: 0, logWeight: 0)]
  }

  private static let coarseStep = 9
  private static let depth = 50.0

  private let flow: FlowEnsemble
  private let assumptions: Assumptions
  private let grid = AgeGrid.grid()
  private let logPrior: [Double]

  /// Prepares what all clusters share.
  ///
  /// - Throws: ``GyroModel/ModelError`` if the prior is zero at every age.
  init(flow: FlowEnsemble, assumptions: Assumptions = Assumptions()) throws(ModelError) {
    (self.flow, self.assumptions) = (flow, assumptions)
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
  func age(of stars: [RotationDatum], cluster: String) -> ClusterAge? {
    density(of: stars).map { ClusterAge(cluster: cluster, starCount: stars.count, density: $0) }
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
    var sum = [Double](repeating: 0, count: nodes.count)
    var (one, alias) = (sum, sum)
    for star in stars {
      let color = star.bpRp0 - colorExcessBpRp
      let densities = flow.conditioned(
        on: nodes.flatMap { [grid[$0], color, star.log10BpRp0Sigma] })
      one.withUnsafeMutableBufferPointer {
        densities.logDensities(at: star.log10PeriodDays, into: $0)
      }
      let aliases = [
        (assumptions.halfWeight, log10(2.0)), (assumptions.doubleWeight, -log10(2.0)),
      ].filter { $0.0 > 0 }
      if !aliases.isEmpty {
        let logRest = log(1 - assumptions.halfWeight - assumptions.doubleWeight)
        for place in one.indices { one[place] += logRest }
        for (weight, shift) in aliases {
          alias.withUnsafeMutableBufferPointer {
            densities.logDensities(at: star.log10PeriodDays + shift, into: $0)
          }
          for place in one.indices {
            one[place] = logAddExp(one[place], log(weight) + alias[place])
          }
        }
      }
      assumptions.mixture.mix(
        into: &one, log10PeriodDays: star.log10PeriodDays,
        membershipProbability: star.membershipProbability)
      for place in sum.indices { sum[place] += one[place] }
    }
    return sum
  }
}
