// SPDX-License-Identifier: GPL-3.0-or-later
// Draws of one number by several chains, and the ways in which the diagnostics look at them.

internal import GyroNumerics

/// Draws of one scalar by several chains of one length.
public struct ScalarChains: Hashable, Sendable {
  /// The draws, by chain.
  public let chains: [[Double]]

  /// Takes the draws.
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

  /// The mean over all draws.
  public var mean: Double { GyroSampling.mean(pooled) }
  /// The standard deviation over all draws, with n − 1.
  public var sigma: Double { variance(pooled).squareRoot() }

  /// The value below which a fraction of the draws lies, linear between draws (type 7).
  ///
  /// - Precondition: `0 <= probability <= 1`, and at least one draw.
  public func quantile(_ probability: Double) -> Double {
    precondition((0...1).contains(probability), "probability \(probability) is not in 0...1")
    return Self.quantile(probability, ofSorted: pooled.sorted())
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
    let median = quantile(0.5)
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

  /// Type 7, in the order of operations of scipy, so that a quantile at a draw is that draw.
  static func quantile(_ probability: Double, ofSorted sorted: [Double]) -> Double {
    let place = Double(sorted.count) * probability + (1 - probability)
    let below = min(max(place, 1), Double(max(1, sorted.count - 1))).rounded(.down)
    let fraction = min(max(place - below, 0), 1)
    let lower = sorted[Int(clamping: below) - 1]
    let upper = sorted[min(Int(clamping: below), sorted.count - 1)]
    return (1 - fraction) * lower + fraction * upper
  }
}

/// The mean of some numbers, taken from the first on, so that numbers far from 0 keep their digits.
func mean(_ values: [Double]) -> Double {
  let origin = values.first ?? 0
  return origin + values.reduce(0) { $0 + ($1 - origin) } / Double(values.count)
}

/// The variance of some numbers about their mean, divided by n − 1.
func variance(_ values: [Double]) -> Double {
  let center = mean(values)
  return values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(values.count - 1)
}
