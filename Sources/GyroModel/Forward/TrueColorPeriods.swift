// SPDX-License-Identifier: GPL-3.0-or-later
// Densities of periods for stars whose true color is known with an error, from a table over true colors.

internal import GyroFlows
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
  /// Densities by color, period and age; shape `[colors, periods, rowLength]`.
  private let table: [Float]
  private let ageCount, rowLength: Int

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
    let first = Int(clamping: ((bpRp0.lowerBound - margin) / Self.step).rounded(.down))
    let last = Int(clamping: ((bpRp0.upperBound + margin) / Self.step).rounded(.up))
    let colors = (first...last).map { Self.step * Double($0) }
    let spacing = LatticeSpacing(ages: grid, colorStep: Self.step)
    let queries = colors.flatMap { color in
      PeriodInformation.periodGrid.map { SweptQuery(second: color, third: 0, value: $0) }
    }
    let count = queries.count * spacing.count
    table = [Float](unsafeUninitializedCapacity: count) { densities, initializedCount in
      let densities = UnsafeMutableBufferPointer(rebasing: densities[..<count])
      rotation.lattices.withLattice(of: rotation.flow, spacing: spacing) {
        $0.densities(of: queries, threadCount: threadCount, into: densities)
      }
      initializedCount = count
    }
    (self.colors, ageCount, rowLength) = (colors, grid.count, spacing.count)
  }

  /// The densities for a measured color with an error, at each age and then at each period.
  func densities(bpRp0: Double, sigma: Double) -> [[Double]] {
    let width = max(sigma, Self.step)
    let near = colors.indices.filter { abs(colors[$0] - bpRp0) <= Self.reach * width }
    let weights = near.map { exp(-0.5 * pow((colors[$0] - bpRp0) / width, 2)) }
    let sum = weights.reduce(0, +)
    let periodCount = PeriodInformation.periodGrid.count
    let size = periodCount * rowLength
    var sums = [Float](repeating: 0, count: size)
    table.withUnsafeBufferPointer { table in
      for (color, weight) in zip(near, weights) {
        let share = Float(weight / sum)
        for place in 0..<size { sums[place] += share * table[color * size + place] }
      }
    }
    return (0..<ageCount).map { age in
      (0..<periodCount).map { Double(sums[$0 * rowLength + age]) }
    }
  }
}
