// SPDX-License-Identifier: GPL-3.0-or-later
// A density on a grid in single precision, refined from a coarser table: one after the other, fast.

internal import Foundation
internal import GyroKernels

/// Memory in which one density after the other is put on a grid and summed up.
///
/// The natural log of a likelihood is cubic between equally spaced nodes, and the density on the grid
/// is its exponential times a factor given there. From then on the rules are those of
/// ``GriddedDensity``: trapezoid sums, and a distribution function that is linear between nodes.
/// Used by one thread at a time.
public final class BatchDensity {
  /// The nodes.
  public let grid: Grid
  private let coarse: Grid
  private var coarseCount: Int { coarse.count }
  /// The grid's count, padded to the kernels' lanes.
  private let paddedCount: Int
  private let places: UnsafeMutablePointer<Int32>
  private let weights: UnsafeMutablePointer<Float>
  private let factors: UnsafeMutablePointer<Float>
  private let logs: UnsafeMutablePointer<Float>
  private let values: UnsafeMutablePointer<Float>
  private let integral: UnsafeMutablePointer<Double>
  private let logFactor: Double
  /// Its height at the largest node, in the units of the values.
  private var largest: Float = 0
  private var moments: (Double, Double, Double) = (1, 0, 0)

  /// Lays out a refinement.
  ///
  /// - Parameters:
  ///   - coarse: Where likelihoods are given; it must reach over the grid.
  ///   - grid: Where the density is wanted.
  ///   - logFactors: Natural log of what the likelihood is multiplied by, one for each node of the grid.
  public init(coarse: Grid, grid: Grid, logFactors: [Double]) {
    precondition(logFactors.count == grid.count, "\(logFactors.count) factors, \(grid.count) nodes")
    precondition(
      coarse.count >= 4 && coarse.range.lowerBound <= grid.range.lowerBound
        && coarse.range.upperBound >= grid.range.upperBound, "\(coarse.range) over \(grid.range)")
    self.grid = grid
    let lanes = Int(GYRO_FLOAT_LANES)
    func padded(_ count: Int) -> Int { (count + lanes - 1) / lanes * lanes }
    self.coarse = coarse
    paddedCount = padded(grid.count)
    places = .allocate(capacity: paddedCount)
    weights = .allocate(capacity: 4 * paddedCount)
    factors = .allocate(capacity: paddedCount)
    logs = .allocate(capacity: padded(coarse.count))
    values = .allocate(capacity: paddedCount)
    integral = .allocate(capacity: grid.count)
    let highest = logFactors.max() ?? 0
    logFactor = highest
    logFactorIntegral = GriddedDensity(grid: grid, logValues: logFactors)?.logIntegral ?? -.infinity
    for node in 0..<paddedCount {
      let position =
        (grid[min(node, grid.count - 1)] - coarse.range.lowerBound) / coarse.step
      let place = min(max(Int(clamping: position) - 1, 0), coarse.count - 4)
      places[node] = Int32(place)
      let cubic = CubicWeights(position - Double(place + 1)).values
      for term in 0..<4 { weights[term * paddedCount + node] = Float(cubic[term]) }
      factors[node] = node < grid.count ? Float(exp(logFactors[node] - highest)) : 0
    }
  }

  deinit {
    places.deallocate()
    integral.deallocate()
    for pointer in [weights, factors, logs, values] { pointer.deallocate() }
  }

  /// Takes a likelihood that is a density with a weight upon a constant background.
  ///
  /// - Parameters:
  ///   - densities: One for each coarse node.
  ///   - weight: What they are multiplied by.
  ///   - background: What is added, above zero.
  /// - Returns: Whether the density is above zero anywhere and a number everywhere.
  public func update(
    densities: UnsafeBufferPointer<Float>, weight: Double, background: Double
  ) -> Bool {
    precondition(
      densities.count == coarseCount && coarseCount.isMultiple(of: Int(GYRO_FLOAT_LANES)),
      "\(densities.count) densities at \(coarseCount) nodes")
    guard let base = densities.baseAddress else { return false }
    gyro_log_mixture(base, Float(weight), Float(background), logs, coarseCount)
    gyro_curve(logs, places, weights, factors, paddedCount, values)
    largest = gyro_largest(values, grid.count)
    guard largest > 0, largest.isFinite else { return false }
    gyro_running_integral(values, grid.count, integral)
    guard integral[grid.count - 1].isFinite else { return false }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 3) { room in
      gyro_moments(values, grid.count, room.baseAddress)
      moments = (room[0], room[1], room[2])
    }
    return true
  }

  /// Natural log of the integral of likelihood times factor.
  public var logIntegral: Double { log(moments.0 * grid.step) + logFactor }

  /// How far the log of the likelihood at a place lies below its largest value at any coarse node, also at those beyond
  /// the grid, nat; linear between nodes.
  public func logRatioOfHighest(to place: Double) -> Double {
    let position = (place - coarse.range.lowerBound) / coarse.step
    let node = min(max(Int(clamping: position), 0), coarseCount - 2)
    let share = Float(position - Double(node))
    let highest = UnsafeBufferPointer(start: logs, count: coarseCount).max() ?? 0
    return Double(highest - (logs[node] + share * (logs[node + 1] - logs[node])))
  }

  /// Natural log of the integral of the factor alone.
  public let logFactorIntegral: Double

  /// Natural log of likelihood times factor at each node.
  public var logValues: [Double] {
    (0..<grid.count).map { log(Double(values[$0])) + logFactor }
  }

  /// The density at a node as a fraction of its maximum.
  public func relativeValue(at node: Int) -> Double { Double(values[node] / largest) }

  /// The node where the density is largest; the first of equals.
  public var mode: Double {
    var node = 0
    while values[node] < largest { node += 1 }
    return grid[node]
  }

  /// The mean.
  public var mean: Double { grid.range.lowerBound + grid.step * moments.1 / moments.0 }

  /// The standard deviation.
  public var sigma: Double {
    let mean = moments.1 / moments.0
    return grid.step * max(moments.2 / moments.0 - mean * mean, 0).squareRoot()
  }

  /// The value below which a probability lies.
  public func quantile(_ probability: Double) -> Double {
    let wanted = probability * integral[grid.count - 1]
    var (below, at) = (-1, grid.count - 1)
    while at - below > 1 {
      let middle = (below + at) / 2
      if integral[middle] >= wanted { at = middle } else { below = middle }
    }
    guard at > 0 else { return grid[0] }
    let (lower, upper) = (integral[at - 1], integral[at])
    return grid[at - 1] + grid.step * (wanted - lower) / (upper - lower)
  }

  /// The intervals, from low to high, where the density exceeds the level that encloses a probability.
  ///
  /// The level is found to 1e-5 of that probability.
  public func highestDensityIntervals(holding probability: Double) -> [ClosedRange<Double>] {
    let whole = integral[grid.count - 1]
    func excess(_ level: Float) -> Double {
      gyro_part_above(values, grid.count, level) / whole - probability
    }
    // The part above falls as the level rises: false position, with the end that stays put halved in
    // weight so that it cannot linger (Illinois).
    var (low, high): (Float, Float) = (0, largest)
    var (atLow, atHigh) = (1 - probability, -probability)
    var level = low
    for _ in 0..<60 {
      level = low + (high - low) * Float(atLow / (atLow - atHigh))
      guard level > low, level < high else { break }
      let found = excess(level)
      if abs(found) < 1e-5 * probability { break }
      if found > 0 {
        (low, atLow) = (level, found)
        atHigh *= 0.5
      } else {
        (high, atHigh) = (level, found)
        atLow *= 0.5
      }
    }
    return grid.intervals(above: level) { values[$0] }
  }

  /// The density at the nodes, normalized, per unit of the grid.
  public var densities: [Float] {
    let whole = Float(integral[grid.count - 1] * grid.step)
    return (0..<grid.count).map { values[$0] / whole }
  }
}
