// SPDX-License-Identifier: GPL-3.0-or-later
// Densities of periods for stars whose true color is known with an error, from a table over true colors.

public import GyroNumerics
internal import GyroPlatform

/// The densities of log10 period over ages, averaged over the true color as an error of it leaves it open.
///
/// For a flow that is given true colors the density for a measured color c with error σ is
///
///     p(y | a, c) = Σ_j w_j p(y | a, c_j),   w_j ∝ exp(−(c_j − c)² / 2σ²)
///
/// over colors c_j at equal steps, on which the sum is as good as the integral where σ exceeds a step.
public struct TrueColorPeriods: Sendable {
  /// The step of the colors, mag: below the smallest error of a Gaia color, 0.014 mag.
  private static let step = 0.0125
  /// How far the sum reaches, in errors.
  private static let reach = 4.0

  private let colors: [Double]
  /// Densities by color, age and period; shape `[colors][ages * periods]`.
  private let table: [[Float]]
  private let ageCount: Int

  /// Tabulates a flow.
  ///
  /// - Parameters:
  ///   - rotation: A flow of true colors.
  ///   - bpRp0: Measured colors, mag, that are asked for.
  ///   - maximumSigma: The largest error that is asked for, mag.
  ///   - grid: Ages, dex of Myr.
  ///   - threadCount: How many threads share the work.
  public init(
    _ rotation: RotationFlow, bpRp0: ClosedRange<Double>, maximumSigma: Double, grid: Grid,
    threadCount: Int
  ) {
    let margin = Self.reach * maximumSigma + Self.step
    let (first, last) = (bpRp0.lowerBound - margin, bpRp0.upperBound + margin)
    let count = Int(clamping: ((last - first) / Self.step).rounded(.up)) + 1
    colors = (0..<count).map { first + Self.step * Double($0) }
    ageCount = grid.count
    let spinDown = SpinDown(rotation, bpRp0Sigma: Self.step)
    let (colors, periods) = (colors, PeriodInformation.periodGrid)
    table = concurrentMap(count: count, threadCount: threadCount) { index in
      spinDown.densities(at: grid.map { (log10AgeMyr: $0, bpRp0: colors[index]) })
        .flatMap { density in periods.map { Float(density($0)) } }
    }
  }

  /// The densities for a measured color with an error, at each age and then at each period.
  func densities(bpRp0: Double, sigma: Double) -> [[Double]] {
    let width = max(sigma, Self.step)
    let near = colors.indices.filter { abs(colors[$0] - bpRp0) <= Self.reach * width }
    let weights = near.map { exp(-0.5 * pow((colors[$0] - bpRp0) / width, 2)) }
    let sum = weights.reduce(0, +)
    let periodCount = PeriodInformation.periodGrid.count
    return (0..<ageCount).map { age in
      var row = [Double](repeating: 0, count: periodCount)
      for (index, weight) in zip(near, weights) {
        for period in 0..<periodCount {
          row[period] += weight / sum * Double(table[index][age * periodCount + period])
        }
      }
      return row
    }
  }
}
