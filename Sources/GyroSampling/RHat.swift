// SPDX-License-Identifier: GPL-3.0-or-later
// Rank-normalized split R-hat.

internal import GyroNumerics

/// A measure of how far several chains are from telling the same story; 1 when they do.
///
/// The larger of R-hat of the rank-normalized half chains, which sees chains that differ in place,
/// and of their folded version, which sees chains that differ in width:
///
///     R̂² = (N − 1)/N + B/(N W)
///
/// with W the mean variance within the half chains and B/N the variance of their means.
///
/// > Source: Vehtari et al. (2021), Bayesian Analysis 16, 667, sections 3.1, 4.1 and 4.2.
public struct RHat: Hashable, Sendable {
  /// R-hat.
  public let value: Double

  /// Compares the chains; nil for fewer than four draws, draws that are not finite, and chains
  /// that do not move.
  public init?(_ draws: ScalarChains) {
    guard draws.isUsable else { return nil }
    let split = draws.split
    guard let bulk = Self.ratio(split.rankNormalized),
      let tail = Self.ratio(split.folded.rankNormalized)
    else { return nil }
    value = max(bulk, tail)
  }

  private static func ratio(_ draws: ScalarChains) -> Double? {
    let count = Double(draws.drawCount)
    guard let within = Statistics.mean(draws.chains.compactMap(Statistics.variance)), within > 0,
      let betweenMeans = Statistics.variance(draws.chains.compactMap(Statistics.mean))
    else { return nil }
    let between = count * betweenMeans
    return ((between / within + count - 1) / count).squareRoot()
  }
}
