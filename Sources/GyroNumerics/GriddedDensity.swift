// SPDX-License-Identifier: GPL-3.0-or-later
// A one-dimensional density known by its log at the nodes of a uniform grid.

internal import GyroPlatform

/// A density on a grid, normalized by the trapezoid rule.
///
/// The integral and the moments are trapezoid sums over the nodes; the CDF is their running sum and
/// is linear between nodes, so a quantile is a number and not a draw.
public struct GriddedDensity: Sendable {
  /// The nodes.
  public let grid: Grid
  /// Normalized density at the nodes, per unit of the grid.
  public let values: [Double]
  /// Probability below each node; 0 at the first and 1 at the last.
  public let cumulative: [Double]
  /// Natural log of the integral before normalization.
  public let logIntegral: Double

  /// Normalizes a density given by its natural log at every node; nil if it is zero at all of them, or if
  /// a value is NaN or plus infinity, which no density has.
  ///
  /// - Parameters:
  ///   - grid: The nodes.
  ///   - logValues: Natural log of the density up to a constant, one for each node; minus infinity
  ///     where it is zero.
  /// - Precondition: One value for each node.
  public init?(grid: Grid, logValues: [Double]) {
    precondition(
      logValues.count == grid.count, "\(logValues.count) values on a grid of \(grid.count) nodes")
    var largest = -Double.infinity
    for value in logValues {
      guard value < .infinity else { return nil }
      largest = max(largest, value)
    }
    guard largest > -.infinity else { return nil }
    let step = grid.step
    var values = logValues.map { exp($0 - largest) }
    var cumulative = [Double](repeating: 0, count: grid.count)
    for node in 1..<grid.count {
      cumulative[node] = cumulative[node - 1] + 0.5 * step * (values[node - 1] + values[node])
    }
    let integral = cumulative[grid.count - 1]
    for node in 0..<grid.count {
      values[node] /= integral
      cumulative[node] /= integral
    }
    (self.grid, self.values, self.cumulative) = (grid, values, cumulative)
    logIntegral = largest + log(integral)
  }

  /// The same density at every node of a grid.
  public init(uniformOver grid: Grid) {
    let width = grid.range.upperBound - grid.range.lowerBound
    self.grid = grid
    values = Array(repeating: 1 / width, count: grid.count)
    cumulative = (0..<grid.count).map { Double($0) / Double(grid.count - 1) }
    logIntegral = 0
  }

  /// The node where the density is largest; the first of equals.
  public var mode: Double {
    var best = 0
    for node in 1..<grid.count where values[node] > values[best] { best = node }
    return grid[best]
  }

  /// The mean.
  public var mean: Double { integral { x, density in x * density } }

  /// The standard deviation.
  public var sigma: Double {
    let center = mean
    return integral { x, density in (x - center) * (x - center) * density }.squareRoot()
  }

  /// The density at a value, linear between nodes and zero outside.
  public func value(at value: Double) -> Double {
    guard grid.range.contains(value) else { return 0 }
    let position = (value - grid.range.lowerBound) / grid.step
    let node = min(Int(clamping: position), grid.count - 2)
    return values[node] + (position - Double(node)) * (values[node + 1] - values[node])
  }

  /// The probability below a value.
  ///
  /// - Precondition: The value is not NaN.
  public func cdf(_ value: Double) -> Double {
    precondition(!value.isNaN, "the probability below NaN")
    let position = (value - grid.range.lowerBound) / grid.step
    guard position > 0 else { return 0 }
    guard position < Double(grid.count - 1) else { return 1 }
    let node = Int(clamping: position)
    return cumulative[node] + (position - Double(node)) * (cumulative[node + 1] - cumulative[node])
  }

  /// The value below which a probability lies; the smallest such value where the density is zero.
  ///
  /// - Precondition: `0 <= probability <= 1`.
  public func quantile(_ probability: Double) -> Double {
    precondition((0...1).contains(probability), "probability \(probability) is not in 0...1")
    return linearInterpolation(at: probability, cumulative, grid)
  }

  /// How many separate peaks the density has; a plateau counts once.
  public var peakCount: Int {
    var (peaks, isRising) = (0, true)
    for node in 1..<grid.count {
      if values[node] < values[node - 1], isRising {
        peaks += 1
        isRising = false
      } else if values[node] > values[node - 1] {
        isRising = true
      }
    }
    return isRising ? peaks + 1 : peaks
  }

  private func integral(_ term: (Double, Double) -> Double) -> Double {
    var sum = 0.5 * (term(grid[0], values[0]) + term(grid[grid.count - 1], values[grid.count - 1]))
    for node in 1..<(grid.count - 1) { sum += term(grid[node], values[node]) }
    return sum * grid.step
  }
}
