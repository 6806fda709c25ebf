// SPDX-License-Identifier: GPL-3.0-or-later
// The posterior of a cluster's age and outlier fraction, with what each star does to it.

public import GyroNumerics
internal import GyroPlatform

/// The exact joint posterior of one age that stars share and of their fraction of outliers.
///
/// The other nuisances are fixed, and so is the fraction where it has no prior. Densities of the flow are kept, so
/// that the posterior of some of the stars costs no evaluation of it.
public struct ClusterPosterior: Sendable {
  /// The posterior of the age, averaged over the fraction.
  public let age: AgePosterior
  /// The fractions of outliers that are averaged over, ascending; one where it is fixed.
  public let outlierFractions: [Double]
  /// The log of likelihood times priors, shape `[outlierFractions][ages]`.
  private let logProduct: [[Double]]
  private let members: ClusterMembers
  private let logPrior: [Double]
  /// Which of the stars it is about.
  private let indices: [Int]

  /// Multiplies stars and priors; nil if the product is zero everywhere.
  init?(grid: Grid, members: ClusterMembers, logPrior: [Double]) {
    self.init(
      grid: grid, members: members, logPrior: logPrior, indices: Array(members.mixtures.indices))
  }

  private init?(grid: Grid, members: ClusterMembers, logPrior: [Double], indices: [Int]) {
    let nodes = OutlierFractionNodes(
      members.outlierPrior, fixed: members.nuisances.outlierFraction
    ) { fractions in
      members.logProducts(of: indices, fractions: fractions).map { row in
        zip(row, logPrior).reduce(-.infinity) { max($0, $1.0 + $1.1) }
      }
    }
    let products = members.logProducts(of: indices, fractions: nodes.fractions)
    logProduct = zip(products, nodes.logWeights).map { row, logWeight in
      row.map { $0 + logWeight }
    }
    guard
      let age = AgePosterior(
        grid: grid, logLikelihoods: Self.overFractions(logProduct), logPrior: logPrior)
    else { return nil }
    (self.age, outlierFractions) = (age, nodes.fractions)
    (self.members, self.logPrior, self.indices) = (members, logPrior, indices)
  }

  /// The posterior of some of the stars alone, by their indices; nil if it is zero everywhere.
  public func posterior(ofStars indices: [Int]) -> ClusterPosterior? {
    ClusterPosterior(
      grid: age.density.grid, members: members, logPrior: logPrior, indices: indices)
  }

  /// The posterior without one of the stars; nil if it is zero at every age.
  public func age(without star: Int) -> AgePosterior? {
    let others = zip(outlierFractions, logProduct).map { fraction, product in
      zip(product, members.logLikelihoods(of: star, fraction: fraction)).map(-)
    }
    // A likelihood of zero cannot be taken out of a sum of logs again.
    guard !others.joined().contains(where: \.isNaN) else {
      return posterior(ofStars: indices.filter { $0 != star })?.age
    }
    return AgePosterior(
      grid: age.density.grid, logLikelihoods: Self.overFractions(others), logPrior: logPrior)
  }

  /// The probability of each fraction and age, shape `[outlierFractions][ages]`; all sum to one.
  private var probabilities: [[Double]] {
    let last = logPrior.count - 1
    let logEvidence = age.density.logIntegral - log(age.density.grid.step)
    return logProduct.map { row in
      row.indices.map {
        ($0 == 0 || $0 == last ? 0.5 : 1) * exp(row[$0] + logPrior[$0] - logEvidence)
      }
    }
  }

  /// The chance that each star's period does not follow the group's age.
  ///
  /// - Returns: One for each star, in order.
  public func outlierProbabilities(threadCount: Int = 1) -> [Double] {
    let probabilities = probabilities
    return concurrentMap(count: indices.count, threadCount: threadCount) { star in
      var sum = 0.0
      for (fraction, row) in zip(outlierFractions, probabilities) {
        let mixture = members.mixture(of: indices[star], fraction: fraction)
        let own = members.flowLogDensities[indices[star]]
        for (age, probability) in row.enumerated() where probability > 0 {
          sum +=
            probability
            * mixture.outlierProbability(ofLogLikelihood: mixture.logLikelihood(own[age]))
        }
      }
      return min(1, sum)
    }
  }

  /// The posterior of the logit of the outlier fraction, averaged over the age; nil where the fraction is fixed.
  public var outlierLogit: GriddedDensity? {
    outlierLogit(logProbabilities: probabilities.map { log($0.reduce(0, +)) })
  }

  private func outlierLogit(logProbabilities: [Double]) -> GriddedDensity? {
    guard let first = outlierFractions.first, let last = outlierFractions.last, first < last
    else { return nil }
    func logit(_ fraction: Double) -> Double { log(fraction) - log1p(-fraction) }
    return GriddedDensity(
      grid: Grid(logit(first)...logit(last), count: outlierFractions.count),
      logValues: logProbabilities)
  }

  /// Parameters that stand for the posterior: evenly spaced quantiles of the age, each with a quantile of the outlier
  /// fraction at that age.
  ///
  /// Quantiles of the fraction are multiples of the golden ratio without their whole parts, which fill the unit
  /// interval evenly for every part of the ages.
  public func draws(_ count: Int) -> [ClusterParameters] {
    let grid = age.density.grid
    return (0..<count).map { index in
      var draw = members.nuisances
      draw.log10AgeMyr = age.density.quantile((Double(index) + 0.5) / Double(count))
      let node = Int(clamping: ((draw.log10AgeMyr - grid[0]) / grid.step).rounded())
      let column = logProduct.map { $0[min(max(node, 0), grid.count - 1)] }
      if let logit = outlierLogit(logProbabilities: column) {
        let share = (0.5 + 0.618_033_988_749_895 * Double(index))
          .truncatingRemainder(dividingBy: 1)
        draw.outlierFraction = ParameterTransform.logistic(logit.quantile(share))
      }
      return draw
    }
  }

  /// The variance of the age that its linear dependence on the logit of the outlier fraction explains, dex²; zero where
  /// the fraction is fixed.
  public var varianceFromOutliers: Double {
    guard outlierFractions.count > 1 else { return 0 }
    let logits = outlierFractions.map { log($0) - log1p(-$0) }
    var (sum, sumX, sumA, sumXX, sumXA) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (x, row) in zip(logits, probabilities) {
      for (a, weight) in zip(age.density.grid, row) {
        sum += weight
        sumX += weight * x
        sumA += weight * a
        sumXX += weight * x * x
        sumXA += weight * x * a
      }
    }
    let (meanX, meanA) = (sumX / sum, sumA / sum)
    let (varianceX, covariance) = (sumXX / sum - meanX * meanX, sumXA / sum - meanX * meanA)
    return varianceX > 0 ? covariance * covariance / varianceX : 0
  }

  /// The log of the sum over fractions at each age.
  private static func overFractions(_ rows: [[Double]]) -> [Double] {
    rows.count == 1
      ? rows[0] : rows[0].indices.map { age in logSumExp(rows.map { $0[age] }) }
  }
}
