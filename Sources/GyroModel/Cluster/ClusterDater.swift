// SPDX-License-Identifier: GPL-3.0-or-later
// The age of stars that share it: a prior times the likelihood of the cluster, on a grid of ages.

public import GyroNumerics

/// Dates groups of coeval stars exactly, with the nuisances fixed or averaged over.
///
/// `gyro cluster --method grid`, held-out evidence and robustness all date clusters with this type; the
/// sampler multiplies the same likelihood by priors of the nuisances.
public struct ClusterDater: Sendable {
  /// The ages, dex of Myr.
  public let grid: Grid
  /// Log density of the prior at each age, nat per dex.
  public let logPrior: [Double]

  /// The distance of the nodes at which ages that matter are looked for, in nodes.
  private static let coarseStep = 9
  /// How far below the largest one a log posterior density still matters, nat.
  private static let depth = 50.0
  /// How far around the nodes that a cluster needs its neighbors are kept, too, in nodes: 0.25 dex.
  private static let cacheMargin = 60

  /// Prepares what all clusters share.
  ///
  /// - Parameters:
  ///   - prior: Of the age.
  ///   - grid: Ages, dex of Myr.
  /// - Throws: ``ModelError`` if the grid cannot hold the prior, or the prior is zero at every age.
  public init(
    prior: AgePrior = .logUniform, grid: Grid = AgeGrid.grid()
  ) throws(ModelError) {
    self.init(grid: grid, logPrior: try prior.logDensities(over: grid))
  }

  /// Takes a prior that is tabulated already.
  ///
  /// - Parameters:
  ///   - grid: Ages, dex of Myr.
  ///   - logPrior: Log density of the prior at each age, nat per dex; need not be normalized if no evidence is wanted.
  public init(grid: Grid, logPrior: [Double]) {
    precondition(
      logPrior.count == grid.count, "\(logPrior.count) prior densities at \(grid.count) ages")
    (self.grid, self.logPrior) = (grid, logPrior)
  }

  /// The posterior at every age of the grid, and what each star does to it.
  ///
  /// - Parameters:
  ///   - likelihood: The cluster.
  ///   - nuisances: Everything but the age, which does not matter.
  ///   - outlierPrior: Of the outlier fraction, which is then averaged over; nil holds it fixed.
  /// - Returns: The posterior; nil without stars, or if it is zero everywhere.
  public func posterior(
    of likelihood: some ClusterLikelihood, nuisances: ClusterParameters,
    outlierPrior: BetaPrior? = nil
  ) -> ClusterPosterior? {
    guard !likelihood.stars.isEmpty else { return nil }
    return ClusterPosterior(
      grid: grid,
      members: ClusterMembers(
        likelihood, at: Array(grid), nuisances: nuisances, outlierPrior: outlierPrior),
      logPrior: logPrior)
  }

  /// The posterior with the nuisances averaged over, evaluated only where it is not negligible.
  ///
  /// Most of the grid is looked at at every ninth node only; where the product is e⁻⁵⁰ of its maximum, nothing
  /// is left to resolve, and the density is set to zero.
  ///
  /// - Parameters:
  ///   - likelihood: The cluster.
  ///   - nuisances: What is averaged over, at least one; the ages do not matter.
  /// - Returns: The posterior of the age; nil without stars, or if it is zero everywhere.
  public func age(
    of likelihood: some ClusterLikelihood, averagedOver nuisances: [WeightedNuisances]
  ) -> AgePosterior? {
    guard let nodes = likelyNodes(of: likelihood, averagedOver: nuisances) else { return nil }
    var logLikelihoods = [Double](repeating: -.infinity, count: grid.count)
    logLikelihoods.replaceSubrange(
      nodes, with: Self.logLikelihoods(of: likelihood, at: nodes.map { grid[$0] }, nuisances))
    return AgePosterior(grid: grid, logLikelihoods: logLikelihoods, logPrior: logPrior)
  }

  /// The densities that other assumptions about the same stars will ask for.
  ///
  /// - Parameters:
  ///   - stars: Every star that may be asked for.
  ///   - likelihood: The flow and what is assumed of the measurements.
  ///   - given: The stars of the cluster as given.
  ///   - nuisances: Those of the cluster as given.
  /// - Returns: Densities at the ages that matter, and somewhat beyond.
  package func cache(
    of stars: [Star], likelihood: RotationLikelihood, given: [Star],
    nuisances: [WeightedNuisances]
  ) -> FlowDensityCache {
    var nodes = Set(coarseNodes)
    let cluster = SweptClusterLikelihood(stars: given, likelihood: likelihood)
    if let fine = likelyNodes(of: cluster, averagedOver: nuisances) {
      nodes.formUnion(
        max(
          0, fine.lowerBound - Self.cacheMargin)...min(
            grid.count - 1, fine.upperBound + Self.cacheMargin))
    }
    return FlowDensityCache(
      of: stars, likelihood: likelihood, at: nodes.sorted().map { grid[$0] })
  }

  private var coarseNodes: [Int] {
    Array(stride(from: 0, through: grid.count - 1, by: Self.coarseStep))
  }

  /// The nodes outside which nothing is left of the posterior; nil without stars.
  private func likelyNodes(
    of likelihood: some ClusterLikelihood, averagedOver nuisances: [WeightedNuisances]
  ) -> ClosedRange<Int>? {
    guard !likelihood.stars.isEmpty else { return nil }
    let nodes = coarseNodes
    let values = zip(
      nodes, Self.logLikelihoods(of: likelihood, at: nodes.map { grid[$0] }, nuisances)
    ).map { $1 + logPrior[$0] }
    guard let highest = values.max(), highest > -.infinity else { return nil }
    let likely = nodes.indices.filter { values[$0] > highest - Self.depth }
    guard let first = likely.first, let last = likely.last else { return nil }
    return nodes[max(0, first - 1)]...nodes[min(nodes.count - 1, last + 1)]
  }

  /// The log of the likelihood averaged over nuisances, at each of a list of ages.
  private static func logLikelihoods(
    of likelihood: some ClusterLikelihood, at ages: [Double], _ nuisances: [WeightedNuisances]
  ) -> [Double] {
    precondition(!nuisances.isEmpty, "no nuisances to average over")
    let terms = nuisances.map { nuisance in
      likelihood.logLikelihoods(at: ages, otherwise: nuisance.parameters)
        .map { $0 + nuisance.logWeight }
    }
    return terms.dropFirst().reduce(terms[0]) { sum, term in zip(sum, term).map(logAddExp) }
  }
}

/// Values of a cluster's nuisances with their weight in an average.
public struct WeightedNuisances: Hashable, Sendable {
  /// Everything but the age, which does not matter.
  public var parameters: ClusterParameters
  /// Natural log of the weight; the weights of an average sum to one.
  public var logWeight: Double

  /// Nuisances with a weight; alone, they are fixed.
  public init(_ parameters: ClusterParameters, logWeight: Double = 0) {
    (self.parameters, self.logWeight) = (parameters, logWeight)
  }
}
