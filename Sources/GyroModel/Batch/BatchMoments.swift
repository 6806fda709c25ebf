// SPDX-License-Identifier: GPL-3.0-or-later
// The mean age by each flow alone and the share of each part of a likelihood, from sums over its densities.

internal import GyroFlows
internal import GyroNumerics
internal import GyroPlatform

/// Forms the posterior mean of log10 age flow by flow.
///
/// A star's likelihood by flow k is W p_k + B, and with the prior π its mean
///
///     E_k = (W Σ π a p_k + B Σ π a) / (W Σ π p_k + B Σ π)
///
/// with sums over the nodes of the grid. Between the ages at which p_k is known it is linear, so that a
/// sum over the grid is one over these ages with weights that are the same for all stars.
final class BatchMoments: Sendable {
  /// What the lattice sums up; nil for a single flow, which has nothing to disagree with.
  let weights: SweepWeights?
  private let flowCount: Int
  /// The prior at the ages at which densities are known.
  private let prior: [Float]
  /// Σ π and Σ π a.
  private let ofPrior: (zeroth: Double, first: Double)

  /// Prepares the weights.
  init(spacing: LatticeSpacing, grid: Grid, logPrior: [Double], flowCount: Int) {
    self.flowCount = flowCount
    let highest = logPrior.max() ?? 0
    var (zeroth, first) = ([Double](repeating: 0, count: spacing.count), [Double]())
    first = zeroth
    for node in 0..<grid.count {
      let end = node == 0 || node == grid.count - 1
      let prior = exp(logPrior[node] - highest) * (end ? 0.5 : 1)
      let position = (grid[node] - spacing.start) / spacing.resultStep
      let place = min(max(Int(clamping: position), 0), spacing.count - 2)
      let share = position - Double(place)
      for (place, prior) in [(place, (1 - share) * prior), (place + 1, share * prior)] {
        zeroth[place] += prior
        first[place] += prior * grid[node]
      }
    }
    prior = zeroth.map { Float($0) }
    weights = flowCount > 1 ? SweepWeights(zeroth: prior, first: first.map { Float($0) }) : nil
    ofPrior = (zeroth.reduce(0, +), first.reduce(0, +))
  }

  /// How many sums a query has.
  var countPerQuery: Int { weights == nil ? 0 : 2 * flowCount }

  /// How much of a likelihood each of its parts has under the prior.
  ///
  /// - Parameters:
  ///   - rows: The densities of each part at all ages.
  ///   - flowWeight: W.
  ///   - backgrounds: B of each part.
  /// - Returns: One share per part; they sum to one.
  func shares(
    of rows: [UnsafeMutableBufferPointer<Float>], flowWeight: Double, backgrounds: OneOrMore<Double>
  ) -> OneOrMore<Double> {
    let evidences = zip(rows, backgrounds).map { row, background in
      var sums = SIMD8<Float>()
      for age in stride(from: 0, to: prior.count - 7, by: 8) {
        for lane in 0..<8 { sums[lane] += prior[age + lane] * row[age + lane] }
      }
      for age in (prior.count / 8 * 8)..<prior.count { sums[0] += prior[age] * row[age] }
      return flowWeight * Double(sums.sum()) + background * ofPrior.zeroth
    }
    let whole = evidences.reduce(0, +)
    let shares = whole > 0 ? evidences.map { $0 / whole } : evidences
    return OneOrMore(elements: shares) ?? OneOrMore(1)
  }

  /// The scatter of the mean of log10 age over the flows, dex; nil for a single flow.
  ///
  /// - Parameters:
  ///   - flowWeight: W.
  ///   - background: B.
  ///   - sum: Of the star's densities with their weights, each flow's divided by the number of flows, by its place in
  ///     the shape `[flows, 2]`.
  /// - Returns: The standard deviation of the means.
  func epistemicSigma(
    flowWeight: Double, background: Double, sum: (Int) -> Double
  ) -> Double? {
    guard flowCount > 1 else { return nil }
    let scale = flowWeight * Double(flowCount)
    return EpistemicSpread.sigma(count: flowCount) { flow in
      (scale * sum(2 * flow + 1) + background * ofPrior.first)
        / (scale * sum(2 * flow) + background * ofPrior.zeroth)
    }
  }
}
