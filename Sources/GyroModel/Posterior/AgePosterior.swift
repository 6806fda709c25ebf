// SPDX-License-Identifier: GPL-3.0-or-later
// The posterior of an age.

public import GyroNumerics

/// The posterior density of log10 age of one star, with its summary.
public struct AgePosterior: Sendable {
  /// The density over log10 age in dex of Myr.
  public let density: GriddedDensity
  /// Natural log of the integral of likelihood times prior, nat per dex of period.
  public private(set) var logEvidence: Double

  /// Multiplies a likelihood by a prior; nil if the product is zero at every age.
  ///
  /// - Parameters:
  ///   - grid: Ages, dex of Myr.
  ///   - logLikelihoods: One for each age, nat.
  ///   - logPrior: Normalized log density of the prior at each age, nat per dex.
  public init?(grid: Grid, logLikelihoods: [Double], logPrior: [Double]) {
    precondition(
      logLikelihoods.count == logPrior.count,
      "\(logLikelihoods.count) likelihoods and \(logPrior.count) prior densities")
    let product = zip(logLikelihoods, logPrior).map { $0 + $1 }
    guard let density = GriddedDensity(grid: grid, logValues: product) else { return nil }
    (self.density, logEvidence) = (density, density.logIntegral)
  }

  /// The same posterior of a likelihood that is larger by a constant, natural log.
  public func scaled(byLog constant: Double) -> AgePosterior {
    var scaled = self
    scaled.logEvidence += constant
    return scaled
  }

  /// The posterior in numbers.
  public var summary: AgeSummary { AgeSummary(of: self) }
}

/// The posterior of an age in numbers, dex of Myr unless said otherwise.
public struct AgeSummary: Hashable, Sendable {
  /// Quantiles of log10 age at 2.5, 16, 50, 84 and 97.5 percent.
  public let q025, q16, q50, q84, q975: Double
  /// The node where the density is largest.
  public let mode: Double
  /// The mean of log10 age.
  public let mean: Double
  /// The standard deviation of log10 age.
  public let sigma: Double
  /// The intervals of the highest density that hold 68 percent together.
  public let hpd68: OneOrMore<ClosedRange<Double>>
  /// Whether the 68 percent region falls into pieces with a deep valley between them.
  public let isMultimodal: Bool
  /// The density at the youngest and at the oldest age allowed, as fractions of its maximum.
  public let densityAtYoungest, densityAtOldest: Double
  /// Natural log of the evidence, nat per dex of period.
  public internal(set) var logEvidence: Double

  /// The summary of the same posterior with a likelihood that is larger by a constant, natural log.
  public func scaled(byLog constant: Double) -> AgeSummary {
    var scaled = self
    scaled.logEvidence += constant
    return scaled
  }

  /// How deep a valley must be to part two peaks, as a fraction of the lower one.
  public static let valleyDepth = 0.5

  init(of posterior: AgePosterior) {
    let density = posterior.density
    (q025, q16, q50) = (density.quantile(0.025), density.quantile(0.16), density.quantile(0.5))
    (q84, q975) = (density.quantile(0.84), density.quantile(0.975))
    (mode, mean, sigma) = (density.mode, density.mean, density.sigma)
    hpd68 = density.highestDensityIntervals(holding: 0.68)
    isMultimodal = Self.hasDeepValley(density.grid, between: hpd68) { nodes in
      let part = density.values[nodes]
      return (part.min() ?? 0, part.max() ?? 0)
    }
    let highest = density.values.max() ?? 1
    densityAtYoungest = density.values[0] / highest
    densityAtOldest = density.values[density.values.count - 1] / highest
    logEvidence = posterior.logEvidence
  }

  /// Summarizes a density of the batch engine by the same rules.
  init(of density: BatchDensity) {
    (q025, q16, q50) = (density.quantile(0.025), density.quantile(0.16), density.quantile(0.5))
    (q84, q975) = (density.quantile(0.84), density.quantile(0.975))
    (mode, mean, sigma) = (density.mode, density.mean, density.sigma)
    hpd68 = density.highestDensityIntervals(holding: 0.68, near: q16...q84)
    isMultimodal = Self.hasDeepValley(
      density.grid, between: hpd68, extremes: density.relativeExtremes)
    densityAtYoungest = density.relativeValue(at: 0)
    densityAtOldest = density.relativeValue(at: density.grid.count - 1)
    logEvidence = density.logIntegral
  }

  /// Whether the density falls below a fraction of the lower one of two peaks between them.
  ///
  /// - Parameters:
  ///   - grid: Where it is known.
  ///   - pieces: Intervals that hold a peak each.
  ///   - extremes: The smallest and the largest density of some nodes.
  /// - Returns: Whether it does between any two neighbors.
  private static func hasDeepValley(
    _ grid: Grid, between pieces: OneOrMore<ClosedRange<Double>>,
    extremes: (Range<Int>) -> (lowest: Double, highest: Double)
  ) -> Bool {
    guard pieces.count > 1 else { return false }
    func nodes(_ range: ClosedRange<Double>) -> Range<Int> {
      let (start, step) = (grid.range.lowerBound, grid.step)
      let first = max(Int(clamping: ((range.lowerBound - start) / step).rounded(.up)), 0)
      let last = min(
        Int(clamping: ((range.upperBound - start) / step).rounded(.down)), grid.count - 1)
      return first..<max(first, last + 1)
    }
    func peak(_ piece: ClosedRange<Double>) -> Double {
      let nodes = nodes(piece)
      return nodes.isEmpty ? 0 : extremes(nodes).highest
    }
    return zip(pieces, pieces.dropFirst()).contains { left, right in
      let between = nodes(left.upperBound...right.lowerBound)
      guard !between.isEmpty else { return false }
      return extremes(between).lowest < valleyDepth * min(peak(left), peak(right))
    }
  }
}
