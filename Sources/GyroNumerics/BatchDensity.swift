// SPDX-License-Identifier: GPL-3.0-or-later
// A density on a grid in single precision, refined from a coarser table: one after the other, fast.

internal import GyroKernels
internal import GyroPlatform

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
  private let step: Double
  /// The grid's count, padded to the kernels' lanes; the density is zero at what is added.
  private let paddedCount: Int
  /// Of each sixteen nodes the first of the coarse ones around them, and how many of these there are.
  private let places: UnsafeMutablePointer<Int32>
  private let window: Int
  private let weights: UnsafeMutablePointer<Float>
  private let factors: UnsafeMutablePointer<Float>
  private let logs: UnsafeMutablePointer<Float>
  private let values: UnsafeMutablePointer<Float>
  /// Sums of the values before each sixteenth node.
  private let before: UnsafeMutablePointer<Double>
  private let crossings: UnsafeMutablePointer<Int32>
  private let logFactor: Double
  /// Its height at the largest node, in the units of the values, and that node.
  private var largest: Float = 0
  private var modeNode = 0
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
    let lanes = Self.lanes
    func padded(_ count: Int) -> Int { (count + lanes - 1) / lanes * lanes }
    self.coarse = coarse
    step = grid.step
    paddedCount = padded(grid.count)
    factors = .allocateAligned(capacity: paddedCount)
    logs = .allocateAligned(capacity: padded(coarse.count))
    values = .allocateAligned(capacity: paddedCount)
    before = .allocate(capacity: paddedCount / lanes + 1)
    crossings = .allocate(capacity: paddedCount)
    let highest = logFactors.max() ?? 0
    logFactor = highest
    logFactorIntegral = GriddedDensity(grid: grid, logValues: logFactors)?.logIntegral ?? -.infinity
    func position(_ node: Int) -> Double {
      (grid[min(node, grid.count - 1)] - coarse.range.lowerBound) / coarse.step
    }
    func place(_ node: Int) -> Int {
      min(max(Int(clamping: position(node)) - 1, 0), coarse.count - 4)
    }
    let blocks = paddedCount / lanes
    let window =
      (0..<blocks).map { place($0 * lanes + lanes - 1) - place($0 * lanes) + 4 }.max() ?? 4
    self.window = window
    places = .allocate(capacity: blocks)
    weights = .allocateAligned(capacity: blocks * window * lanes)
    weights.initialize(repeating: 0, count: blocks * window * lanes)
    for node in 0..<paddedCount {
      let (block, lane, place) = (node / lanes, node % lanes, place(node))
      if lane == 0 { places[block] = Int32(min(place, coarse.count - window)) }
      let cubic = CubicWeights(position(node) - Double(place + 1)).values
      for term in 0..<4 {
        let row = block * window + place - Int(places[block]) + term
        weights[row * lanes + lane] = Float(cubic[term])
      }
      factors[node] = node < grid.count ? Float(exp(logFactors[node] - highest)) : 0
    }
  }

  private static let lanes = Int(GYRO_FLOAT_LANES)

  deinit {
    places.deallocate()
    crossings.deallocate()
    before.deallocate()
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
    largest = gyro_curve(
      logs, places, weights, window, factors, paddedCount, values, &modeNode)
    guard largest > 0, largest.isFinite else { return false }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 3) { room in
      gyro_moments(values, paddedCount, before, room.baseAddress)
      // The ends of a trapezoid rule count half.
      let (end, last) = (Double(grid.count - 1), 0.5 * Double(values[grid.count - 1]))
      moments = (
        room[0] - 0.5 * Double(values[0]) - last, room[1] - end * last, room[2] - end * end * last
      )
    }
    return moments.0.isFinite
  }

  /// The integral up to a node, with nodes one apart.
  private func integral(to node: Int) -> Double {
    let block = node / Self.lanes
    var sum = before[block]
    for inner in (block * Self.lanes)..<node { sum += Double(values[inner]) }
    return sum + 0.5 * (Double(values[node]) - Double(values[0]))
  }

  /// Natural log of the integral of likelihood times factor.
  public var logIntegral: Double { log(moments.0 * step) + logFactor }

  /// How far the log of the likelihood at a place lies below its largest value at any coarse node, also at those beyond
  /// the grid, nat; linear between nodes.
  public func logRatioOfHighest(to place: Double) -> Double {
    let position = (place - coarse.range.lowerBound) / coarse.step
    let node = min(max(Int(clamping: position), 0), coarseCount - 2)
    let share = Float(position - Double(node))
    let highest = Self.extremes(UnsafeBufferPointer(start: logs, count: coarseCount)).highest
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

  /// The smallest and the largest density of some nodes as fractions of its maximum.
  public func relativeExtremes(of nodes: Range<Int>) -> (lowest: Double, highest: Double) {
    precondition(nodes.lowerBound >= 0 && nodes.upperBound <= grid.count && !nodes.isEmpty)
    let found = Self.extremes(
      UnsafeBufferPointer(start: values + nodes.lowerBound, count: nodes.count))
    return (Double(found.lowest / largest), Double(found.highest / largest))
  }

  private static func extremes(
    _ values: UnsafeBufferPointer<Float>
  ) -> (lowest: Float, highest: Float) {
    var (lowest, highest): (Float, Float) = (0, 0)
    gyro_extremes(values.baseAddress, values.count, &lowest, &highest)
    return (lowest, highest)
  }

  /// The node where the density is largest; the first of equals.
  public var mode: Double { grid[modeNode] }

  /// The mean.
  public var mean: Double { grid.range.lowerBound + step * moments.1 / moments.0 }

  /// The standard deviation.
  public var sigma: Double {
    let mean = moments.1 / moments.0
    return step * max(moments.2 / moments.0 - mean * mean, 0).squareRoot()
  }

  /// The value below which a probability lies.
  public func quantile(_ probability: Double) -> Double {
    let wanted = probability * moments.0
    guard wanted > 0 else { return grid[0] }
    func start(_ block: Int) -> Double { integral(to: block * Self.lanes) }
    var (block, beyond) = (0, (grid.count - 1) / Self.lanes + 1)
    while beyond - block > 1 {
      let middle = (block + beyond) / 2
      if start(middle) < wanted { block = middle } else { beyond = middle }
    }
    var lower = start(block)
    let last = min((block + 1) * Self.lanes, grid.count - 1)
    for node in (block * Self.lanes)..<last {
      let upper = lower + 0.5 * (Double(values[node]) + Double(values[node + 1]))
      if upper >= wanted { return grid[node] + step * (wanted - lower) / (upper - lower) }
      lower = upper
    }
    return grid[last]
  }

  /// The intervals, from low to high, where the density exceeds the level that encloses a probability.
  ///
  /// The level is found to 1e-6 of that probability, or to the last bit.
  ///
  /// - Parameters:
  ///   - probability: What the intervals hold.
  ///   - guess: An interval with that probability, at whose ends the density may be near the level; nil if none is known.
  /// - Returns: The intervals.
  public func highestDensityIntervals(
    holding probability: Double, near guess: ClosedRange<Double>? = nil
  ) -> OneOrMore<ClosedRange<Double>> {
    let wanted = probability * moments.0
    var (low, high): (Float, Float) = (0, largest)
    // Without a guess, that of a normal density which holds 68 percent.
    var level = 0.6 * largest
    if let guess {
      let between = 0.5 * (value(near: guess.lowerBound) + value(near: guess.upperBound))
      if between > 0, between < largest { level = between }
    }
    var count = crossingCount(of: level)
    var part = part(above: level, count)
    var before = Double.infinity
    while true {
      let excess = part.integral - wanted
      if abs(excess) < 1e-6 * wanted { break }
      if excess > 0 { low = level } else { high = level }
      // Newton's method, and where that leaves the bounds or hardly helps, as at a plateau, the middle of them.
      var next = Float(Double(level) + excess / part.fall)
      if !(next > low && next < high) || abs(excess) > 0.5 * before {
        next = low + 0.5 * (high - low)
      } else if abs(excess) < Self.largestFollowedExcess * wanted {
        next = followed(from: next, low, high, crossingCount: count, wanted: wanted)
      }
      before = abs(excess)
      let isLast = !(next > low && next < high)
      level = isLast ? low : next
      count = crossingCount(of: level)
      part = self.part(above: level, count)
      if isLast { break }
    }
    return intervals(above: level, crossingCount: count)
  }

  /// A level nearer to the one that is wanted, by Newton's method along the crossings in memory: peaks that rise elsewhere
  /// are not among them, so that it is no more than a proposal.
  private func followed(
    from first: Float, _ low: Float, _ high: Float, crossingCount count: Int, wanted: Double
  ) -> Float {
    var level = first
    for _ in 0..<Self.followedStepCount {
      guard follow(to: level, crossingCount: count) else { break }
      let part = part(above: level, count)
      let next = Float(Double(level) + (part.integral - wanted) / part.fall)
      guard next > low, next < high, next != level else { break }
      level = next
    }
    return level
  }

  /// How often a level is improved before all of its crossings are found.
  private static let followedStepCount = 2

  /// By how much of a probability two levels may differ for the crossings of one to lie near those of the other.
  private static let largestFollowedExcess = 0.03

  /// The density at the node nearest to a place.
  private func value(near place: Double) -> Float {
    values[min(max(Int(clamping: ((place - grid[0]) / step).rounded()), 0), grid.count - 1)]
  }

  /// Moves the crossings in memory to another level, each along its own slope; false where one leaves the grid or
  /// meets another, so that they must be found anew.
  private func follow(to level: Float, crossingCount count: Int) -> Bool {
    var last = 0
    for index in 0..<count {
      var node = Int(crossings[index])
      let isRising = values[node] > values[node - 1]
      while node < grid.count, (values[node] > level) != isRising { node += 1 }
      guard node < grid.count else { return false }
      while node > last, (values[node - 1] > level) == isRising { node -= 1 }
      guard node > last else { return false }
      crossings[index] = Int32(node)
      last = node
    }
    return true
  }

  /// The integral over where the density exceeds a level, with nodes one apart, and how fast that falls as the level
  /// rises.
  ///
  /// - Parameters:
  ///   - level: The level.
  ///   - count: How many crossings of it are in memory.
  /// - Returns: The integral and its fall.
  private func part(above level: Float, _ count: Int) -> (integral: Double, fall: Double) {
    let bar = Double(level)
    var sum = values[grid.count - 1] > level ? moments.0 : 0
    var fall = 0.0
    for index in 0..<count {
      let node = Int(crossings[index])
      let (left, right) = (Double(values[node - 1]), Double(values[node]))
      let (high, inside) = left > right ? (left, node - 1) : (right, node)
      let width = 1 / abs(right - left)
      let edge = 0.5 * (high + bar) * (high - bar) * width
      sum += edge + (left > right ? integral(to: inside) : -integral(to: inside))
      fall += bar * width
    }
    return (sum, fall)
  }

  /// Finds where the density crosses a level.
  private func crossingCount(of level: Float) -> Int {
    var count = gyro_crossings(values, paddedCount, level, crossings)
    // It falls to zero behind the last node.
    if count > 0, crossings[count - 1] >= grid.count { count -= 1 }
    return count
  }

  /// The intervals between crossings that are in memory.
  private func intervals(above level: Float, crossingCount: Int) -> OneOrMore<ClosedRange<Double>> {
    var start = values[0] > level ? grid[0] : .nan
    var intervals: OneOrMore<ClosedRange<Double>>?
    func append(upTo end: Double) {
      let interval = start...max(start, end)
      if intervals?.others.append(interval) == nil { intervals = OneOrMore(interval) }
    }
    for index in 0..<crossingCount {
      let node = Int(crossings[index])
      let (left, right) = (values[node - 1], values[node])
      // Within its cell to the last bit, so that pieces that touch at a node never overlap.
      let crossing = min(
        grid[node - 1] + step * Double((level - left) / (right - left)), grid[node])
      if right > level { start = crossing } else { append(upTo: crossing) }
    }
    if values[grid.count - 1] > level { append(upTo: grid.range.upperBound) }
    return intervals ?? OneOrMore(grid.range)
  }

  /// The density at the nodes, normalized, per unit of the grid.
  public var densities: [Float] {
    let whole = Float(moments.0 * step)
    return (0..<grid.count).map { values[$0] / whole }
  }
}
