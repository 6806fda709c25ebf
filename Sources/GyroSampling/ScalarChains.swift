// SPDX-License-Identifier: GPL-3.0-or-later
// Draws of one number by several chains, and the ways in which the diagnostics look at them.

internal import GyroNumerics

/// Draws of one scalar by several chains of one length.
public struct ScalarChains: Hashable, Sendable {
  /// The draws, by chain.
  public let chains: [[Double]]

  /// Draws by chain.
  ///
  /// - Precondition: At least one chain, all of one length.
  public init(_ chains: [[Double]]) {
    precondition(
      !chains.isEmpty && chains.allSatisfy { $0.count == chains[0].count },
      "chains of the lengths \(chains.map(\.count))")
    self.chains = chains
  }

  /// Draws of one chain.
  public var drawCount: Int { chains[0].count }
  /// Draws of all chains.
  public var count: Int { chains.count * drawCount }
  /// All draws, chain after chain.
  public var pooled: [Double] { chains.flatMap { $0 } }

  /// The mean over all draws; nil for no draws.
  public var mean: Double? { Statistics.mean(pooled) }
  /// The standard deviation over all draws, with n − 1; nil for fewer than two draws.
  public var sigma: Double? { Statistics.standardDeviation(pooled) }

  /// The value below which a fraction of the draws lies; nil for no draws.
  ///
  /// - Precondition: `0 <= probability <= 1`.
  public func quantile(_ probability: Double) -> Double? {
    Statistics.quantile(probability, pooled)
  }

  /// Whether the diagnostics have something to work on: four draws a chain, all finite.
  var isUsable: Bool { drawCount >= 4 && chains.allSatisfy { $0.allSatisfy(\.isFinite) } }

  /// The halves of the chains as chains of their own; the middle draw of an odd number is left out.
  var split: ScalarChains {
    let half = drawCount / 2
    return ScalarChains(
      chains.map { Array($0.prefix(half)) } + chains.map { Array($0.suffix(half)) })
  }

  /// Distances from the median over all draws.
  var folded: ScalarChains {
    guard let median = Statistics.median(pooled) else { return self }
    return map { abs($0 - median) }
  }

  /// Normal scores of the ranks over all draws, with the mean rank for equal draws.
  ///
  ///     z = Φ⁻¹((r − 3/8) / (S + 1/4))
  ///
  /// > Source: Vehtari et al. (2021), Bayesian Analysis 16, 667, section 4.1.
  var rankNormalized: ScalarChains {
    let values = pooled
    let order = values.indices.sorted { values[$0] < values[$1] }
    var scores = values
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let rank = 0.5 * Double(start + 1 + end)
      let score = Normal.quantile((rank - 0.375) / (Double(order.count) + 0.25))
      for place in start..<end { scores[order[place]] = score }
      start = end
    }
    return ScalarChains(
      chains.indices.map { Array(scores[($0 * drawCount)..<(($0 + 1) * drawCount)]) })
  }

  /// A function of each draw.
  func map(_ function: (Double) -> Double) -> ScalarChains {
    ScalarChains(chains.map { $0.map(function) })
  }
}
