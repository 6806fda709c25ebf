// SPDX-License-Identifier: GPL-3.0-or-later
// How many independent draws the draws of several chains are worth.

internal import Algorithms
internal import GyroNumerics
internal import GyroPlatform

/// Effective sample sizes by Geyer's initial monotone sequence over several chains.
///
/// Each is nil for fewer than four draws and for draws that are not finite.
///
///     ρ_t = 1 − (W − s̄_t)/v⁺,   τ = −1 + 2 Σ (ρ_2k + ρ_2k+1),   ESS = M N / τ
///
/// with s̄_t the autocovariance at lag t, mean over the half chains, W the variance within and v⁺
/// that of all draws, the sum over pairs ending before the first negative pair and made monotone.
///
/// > Source: Vehtari et al. (2021), Bayesian Analysis 16, 667, sections 3.2 and 4.3;
/// > tested against ArviZ 0.23.
public enum EffectiveSampleSize {
  /// For the bulk of the distribution: that of the rank-normalized draws.
  public static func bulk(_ draws: ScalarChains) -> Double? {
    draws.isUsable ? ofChains(draws.split.rankNormalized) : nil
  }

  /// For the tails: the lesser of those of the 5 % and the 95 % quantile.
  public static func tail(_ draws: ScalarChains) -> Double? {
    guard let low = quantile(0.05, draws), let high = quantile(0.95, draws) else { return nil }
    return min(low, high)
  }

  /// For the mean.
  public static func mean(_ draws: ScalarChains) -> Double? {
    draws.isUsable ? ofChains(draws.split) : nil
  }

  /// For a quantile.
  public static func quantile(_ probability: Double, _ draws: ScalarChains) -> Double? {
    guard draws.isUsable, let quantile = draws.quantile(probability) else { return nil }
    return ofChains(draws.map { $0 <= quantile ? 1 : 0 }.split)
  }

  private static func ofChains(_ draws: ScalarChains) -> Double {
    let (chains, count) = (draws.chains, draws.drawCount)
    let pooled = draws.pooled
    // Draws that are all one value are as good as independent.
    guard let range = pooled.minAndMax(), range.max - range.min >= 1e-15 else {
      return Double(draws.count)
    }
    let means = chains.compactMap(Statistics.mean)
    let centered = zip(chains, means).map { chain, mean in chain.map { $0 - mean } }
    func autocovariance(_ lag: Int) -> Double {
      let sum = centered.reduce(0.0) { sum, chain in
        chain.withUnsafeBufferPointer { chain in
          var products = 0.0
          for draw in 0..<(count - lag) { products += chain[draw] * chain[draw + lag] }
          return sum + products
        }
      }
      return sum / Double(draws.count)
    }
    let biased = autocovariance(0)
    let within = biased * Double(count) / Double(count - 1)
    let total = biased + (Statistics.variance(means) ?? 0)
    func correlation(_ lag: Int) -> Double { 1 - (within - autocovariance(lag)) / total }

    // Pairs (ρ₀, ρ₁), (ρ₂, ρ₃) and so on, up to the first whose sum is not positive.
    var pairs = [(even: 1.0, odd: correlation(1))]
    var last = pairs[0]
    var lag = 2
    while lag < count - 2, last.even + last.odd > 0 {
      last = (correlation(lag), correlation(lag + 1))
      pairs.append(last)
      lag += 2
    }
    // All but the last one count, made monotone; of the last one only its even half.
    var (sum, smallest) = (0.0, Double.infinity)
    for pair in pairs.dropLast() {
      smallest = min(smallest, pair.even + pair.odd)
      sum += smallest
    }
    let tau = -1 + 2 * sum + (last.even + last.odd >= 0 ? last.even : max(0, last.even))
    return Double(draws.count) / max(tau, 1 / log10(Double(draws.count)))
  }
}
