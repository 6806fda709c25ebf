// SPDX-License-Identifier: GPL-3.0-or-later
// A density in a few numbers: its quantiles at fixed probabilities.

internal import Algorithms

/// A density given by its quantiles, between which the distribution function is linear.
///
/// Quantiles follow the density: where it is narrow they are close, in whatever number of peaks it comes,
/// so the same few suffice for a peak as wide as a node and for a density over the whole range.
public struct CompactDensity: Hashable, Sendable {
  /// The probabilities of the quantiles: from 0 to 1, closer in the tails, with those of the usual
  /// intervals among them.
  public static let levels: [Double] = {
    let tail = [0, 0.0001, 0.0003, 0.001, 0.0025, 0.005, 0.01, 0.0175, 0.025]
    let middle = (2...48).map { Double($0) / 50 }
    return tail + middle + tail.reversed().map { 1 - $0 }
  }()

  /// The values below which the probabilities of ``levels`` lie; they do not decrease.
  public let quantiles: [Double]

  /// A density of given quantiles; nil if there are not as many as ``levels``, they decrease, or one is not finite.
  public init?(quantiles: [Double]) {
    guard quantiles.count == Self.levels.count,
      quantiles.allSatisfy(\.isFinite), quantiles.adjacentPairs().allSatisfy(<=)
    else { return nil }
    self.quantiles = quantiles
  }

  /// The quantiles of a density.
  public init(of density: GriddedDensity) { self.init(density.quantile) }

  /// The quantiles of the density that is in memory.
  public init(of density: BatchDensity) { self.init(density.quantile) }

  private init(_ quantile: (Double) -> Double) {
    var (quantiles, last) = ([Double](), -Double.infinity)
    quantiles.reserveCapacity(Self.levels.count)
    for level in Self.levels {
      // Of two that rounding puts in the wrong order.
      last = max(last, quantile(level))
      quantiles.append(last)
    }
    self.quantiles = quantiles
  }

  /// The value below which a probability lies.
  ///
  /// - Precondition: `0 <= probability <= 1`.
  public func quantile(_ probability: Double) -> Double {
    precondition((0...1).contains(probability), "probability \(probability) is not in 0...1")
    return linearInterpolation(at: probability, Self.levels, quantiles)
  }

  /// The probability below a value.
  public func cdf(_ value: Double) -> Double {
    guard value > quantiles[0] else { return 0 }
    guard value < quantiles[quantiles.count - 1] else { return 1 }
    return linearInterpolation(at: value, quantiles, Self.levels)
  }

  /// The mean density in each bin, per unit of the value.
  ///
  /// - Parameter edges: Increasing; one more than there are bins.
  /// - Returns: One density per bin.
  public func densities(between edges: [Double]) -> [Double] {
    edges.map { (edge: $0, below: cdf($0)) }.adjacentPairs().map { lower, upper in
      (upper.below - lower.below) / (upper.edge - lower.edge)
    }
  }
}
