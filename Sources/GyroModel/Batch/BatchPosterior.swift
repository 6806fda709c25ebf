// SPDX-License-Identifier: GPL-3.0-or-later
// The summary of a posterior that was computed in a batch.

public import GyroNumerics
internal import GyroPlatform

/// The summary of a posterior that was computed in a batch.
public struct BatchPosterior: Hashable, Sendable {
  /// The posterior in numbers.
  public let summary: AgeSummary
  /// How much of it is due to each of the star's possible periods, in the order of
  /// ``LikelihoodIntegral/periods``.
  public let periodShares: OneOrMore<Double>
  /// How much of it is due to the background, 0…1.
  public let backgroundShare: Double
  /// How far the log of the likelihood at the most probable age lies below its largest value at any age, also at those
  /// that the prior excludes, nat; zero where the background's share is too small for that to be of consequence.
  public let logContradiction: Double
  /// The scatter of the mean of log10 age over the flows, dex; nil for a single flow.
  public let epistemicSigma: Double?
  /// The posterior itself; nil unless it was asked for.
  public let density: CompactDensity?

  /// What is added where no outliers are expected, per dex: between the ages of the table the log of the likelihood is interpolated,
  /// which must not be minus infinity.
  private static let floor = 1e-30
  /// The smallest mean likelihood that is summarized here: beyond, the floor and single precision would decide.
  private static let smallestLogLikelihood = log(1e5 * floor)

  /// Puts the sums over each possible period on the grid; nil where the star must be computed on its own.
  ///
  /// - Parameters:
  ///   - star: What is mixed with the flow's densities.
  ///   - sums: One row for each possible period; overwritten.
  ///   - ageCount: The densities in a row.
  ///   - rowLength: The distance between rows; nil if they follow one another.
  ///   - moments: Of the same prior as the density's factors.
  ///   - density: Scratch memory.
  ///   - keepsDensity: Whether the posterior itself is wanted.
  ///   - epistemicSigma: The scatter over the flows, which is passed on.
  init?(
    of star: MixedPeriods, sums: UnsafeMutableBufferPointer<Float>, ageCount: Int,
    rowLength: Int? = nil, moments: BatchMoments, density: BatchDensity, keepsDensity: Bool,
    epistemicSigma: Double?
  ) {
    func row(_ period: Int) -> UnsafeMutableBufferPointer<Float> {
      let start = period * (rowLength ?? ageCount)
      return UnsafeMutableBufferPointer(rebasing: sums[start..<(start + ageCount)])
    }
    let whole = row(0)
    if star.backgrounds.count > 1 {
      let rows = star.backgrounds.indices.map(row)
      periodShares = moments.shares(
        of: rows, flowWeight: star.flowWeight, backgrounds: star.backgrounds)
      for part in rows.dropFirst() { for age in 0..<ageCount { whole[age] += part[age] } }
    } else {
      periodShares = OneOrMore(1)
    }
    guard
      density.update(
        densities: UnsafeBufferPointer(whole), weight: star.flowWeight,
        background: max(star.background, Self.floor)),
      density.logIntegral - density.logFactorIntegral > Self.smallestLogLikelihood
    else { return nil }
    let logEvidence = density.logIntegral
    summary = AgeSummary(of: density)
    backgroundShare =
      star.flowWeight > 0
      ? star.background * exp(density.logFactorIntegral - logEvidence) : 0
    logContradiction =
      backgroundShare > AgeFlag.minimumContradictedShare
      ? density.logRatioOfHighest(to: summary.mode) : 0
    self.epistemicSigma = epistemicSigma
    self.density = keepsDensity ? CompactDensity(of: density) : nil
  }
}

/// The weight of the flow in a star's mixture and what is mixed with it: all of its likelihood that its rows do not hold.
struct MixedPeriods: Sendable {
  /// The weight of the flow.
  let flowWeight: Double
  /// Densities per dex of period, one for each possible period, and their sum.
  let backgrounds: OneOrMore<Double>
  let background: Double

  init(_ star: LikelihoodIntegral) {
    (flowWeight, backgrounds, background) = (star.flowWeight, star.backgrounds, star.background)
  }
}
