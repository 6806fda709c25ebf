// SPDX-License-Identifier: GPL-3.0-or-later
// How far a summary of draws may be from that of the target.

internal import GyroNumerics
internal import GyroPlatform

/// Monte-Carlo standard errors, in the unit of the draws.
///
/// Each is nil where the effective sample size is.
///
/// > Source: Vehtari et al. (2021), Bayesian Analysis 16, 667, section 4.3 and appendix A; tested
/// > against ArviZ 0.23.
public enum MonteCarloError {
  /// Of the mean: the standard deviation over the root of the effective sample size.
  public static func mean(_ draws: ScalarChains) -> Double? {
    guard let size = EffectiveSampleSize.mean(draws), let sigma = draws.sigma else { return nil }
    return sigma / size.squareRoot()
  }

  /// Of the standard deviation, by the delta method from the error of the variance.
  ///
  ///     Var(s) = Var(s²) / (4 s²),   Var(s²) = (E[(x − x̄)⁴] − s⁴) / ESS
  public static func sigma(_ draws: ScalarChains) -> Double? {
    guard let center = draws.mean else { return nil }
    let squares = draws.map { ($0 - center) * ($0 - center) }
    guard let size = EffectiveSampleSize.mean(squares), let second = squares.mean,
      let fourth = squares.map({ $0 * $0 }).mean
    else { return nil }
    guard second > 0 else { return 0 }
    return ((fourth - second * second) / size / second / 4).squareRoot()
  }

  /// Of a quantile: half the distance of the draws that bracket it by one standard deviation.
  ///
  /// The chance of being below the quantile has, after ESS draws, a beta distribution.
  public static func quantile(_ probability: Double, _ draws: ScalarChains) -> Double? {
    guard let size = EffectiveSampleSize.quantile(probability, draws) else { return nil }
    let beta = BetaDistribution(
      alpha: size * probability + 1, beta: size * (1 - probability) + 1)
    let sorted = draws.pooled.sorted()
    let count = Double(sorted.count)
    // Φ(−1) and Φ(1) to the digits that ArviZ and posterior have.
    let lower = max(0, beta.quantile(0.1586553) * count - 1).rounded(.down)
    let upper = min(count - 1, beta.quantile(0.8413447) * count - 1).rounded(.up)
    return 0.5
      * (sorted[Int(clamping: max(0, upper))] - sorted[Int(clamping: min(lower, count - 1))])
  }
}
