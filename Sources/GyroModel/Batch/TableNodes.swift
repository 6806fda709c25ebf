// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers with their errors as weights on equally spaced nodes.

internal import GyroNumerics
internal import GyroPlatform

/// Lists of nodes with weights, whose sum with the values of a function there is the function's mean over a split
/// normal density.
///
/// Where the error is a step or more, the nodes are those of a trapezoid rule, which converges faster than any
/// power of its step; where it is less, the rule's own nodes lie between those of the table, and the
/// function is cubic between these. All lists share their memory, so that a star costs none of its own.
struct TableNodes: Sendable {
  /// The numbers of the nodes, in steps from zero: list after list, in increasing order within each.
  private var numbers: [Int32] = []
  /// One for each node; those of a list are together a probability, less what lies beyond the table.
  private var weights: [Float] = []
  private var ends: [Int] = []

  /// How a number is put on a table.
  struct Axis: Sendable {
    /// The distance between nodes.
    let step: Double
    /// The largest distances between nodes that get a weight: each up to a number, in increasing order, the last one
    /// beyond.
    let longestSteps: [(upTo: Double, step: Double)]
    /// The nodes that there are.
    let numbers: ClosedRange<Int>
    /// Where the function is evaluated: what lies beyond counts as the bound; nil if nothing does.
    let bounds: ClosedRange<Double>?

    /// The largest distance between nodes around a number.
    func longestStep(at center: Double) -> Double {
      (longestSteps.first { center <= $0.upTo } ?? longestSteps[longestSteps.count - 1]).step
    }
  }

  /// One of the lists.
  struct List {
    let numbers: UnsafeBufferPointer<Int32>
    let weights: UnsafeBufferPointer<Float>
  }

  /// How many lists there are.
  var count: Int { ends.count }

  /// Hands out lists while they stay where they are, each by its index.
  func withLists<Result>(_ body: ((Int) -> List) -> Result) -> Result {
    numbers.withUnsafeBufferPointer { numbers in
      weights.withUnsafeBufferPointer { weights in
        ends.withUnsafeBufferPointer { ends in
          body { index in
            let range = (index > 0 ? ends[index - 1] : 0)..<ends[index]
            return List(
              numbers: UnsafeBufferPointer(rebasing: numbers[range]),
              weights: UnsafeBufferPointer(rebasing: weights[range]))
          }
        }
      }
    }
  }

  /// How far an error is followed, in standard deviations.
  ///
  /// Where a measured period lies far from all that a model expects, the tail that reaches back to it decides. What is
  /// cut off must be small beside the background of outliers: 10 per dex (about the largest density of a flow) times
  /// the mass beyond 4.5 deviations is 0.6 percent of the background at an outlier fraction of 5 percent.
  private static let reach = 4.5
  /// The longest step, in standard deviations: the weights then have the sum of an integral to 1e-5.
  private static let longestStep = 1.25
  /// The least error that blurs anything, in steps.
  private static let smallestSigma = 1e-4
  /// How many nodes a side there are at most where the two sides are very unlike.
  private static let largestHalfCount = 150.0

  /// Appends the nodes of a number.
  ///
  /// - Parameters:
  ///   - center: The number.
  ///   - sigma: The mean of its lower and upper error.
  ///   - asymmetry: How much larger the upper error is, −1…1.
  ///   - probability: What the weights sum to.
  ///   - followsTails: Whether the function is known far below its maximum, where it changes fast: steps are shorter then.
  ///   - sums: Memory for the weights on the table.
  mutating func append(
    center: Double, sigma: Double, asymmetry: Double, probability: Double = 1, followsTails: Bool,
    by sums: NodeSums
  ) {
    let axis = sums.axis
    var factor = 1.0
    let narrow = sigma * (1 - abs(asymmetry))
    if sigma < Self.smallestSigma * axis.step {
      sums.add(probability, at: center)
    } else {
      let longest = followsTails ? narrow : Self.longestStep * narrow
      let wanted = max(
        min(longest, axis.longestStep(at: center)), Self.reach * sigma / Self.largestHalfCount)
      let steps = wanted / axis.step
      let step =
        axis.step
        * (steps >= 1 && !followsTails
          ? steps.rounded(.down) : exp2(log2(steps).rounded(.down)))
      let below = sigma * (1 - asymmetry), above = sigma * (1 + asymmetry)
      let first = Int(clamping: ((center - Self.reach * below) / step).rounded(.up))
      let last = Int(clamping: ((center + Self.reach * above) / step).rounded(.down))
      let stride = step >= axis.step ? Int(clamping: (step / axis.step).rounded()) : 0
      var total = 0.0
      var (weight, ratio, decay, isBelow) = (0.0, 1.0, 1.0, true)
      for index in first...max(first, last) {
        let distance = Double(index) * step - center
        if index > first, isBelow == (distance < 0) {
          // Of the same half as the last one: a normal density at equal steps, without an exponential for each.
          weight *= ratio
          ratio *= decay
        } else {
          isBelow = distance < 0
          let side = isBelow ? below : above
          let deviation = side > 0 ? distance / side : distance == 0 ? 0 : .infinity
          weight = exp(-0.5 * deviation * deviation)
          let stepDeviation = side > 0 ? step / side : .infinity
          ratio = exp(-stepDeviation * (deviation + 0.5 * stepDeviation))
          decay = exp(-stepDeviation * stepDeviation)
        }
        total += weight
        if stride > 0, axis.bounds?.contains(Double(index) * step) ?? true {
          sums.add(weight, toNode: index * stride)
        } else {
          sums.add(weight, at: Double(index) * step)
        }
      }
      factor = probability / total
    }
    sums.take { number, sum in
      numbers.append(Int32(truncatingIfNeeded: number))
      weights.append(Float(sum * factor))
    }
    ends.append(numbers.count)
  }
}

/// Weights on all nodes of an axis while they are summed up; used by one thread at a time.
final class NodeSums {
  let axis: TableNodes.Axis
  /// One for each node of the axis.
  private let sums: UnsafeMutableBufferPointer<Double>
  /// The nodes that may have a weight, by their numbers.
  private var firstUsed, lastUsed: Int

  init(_ axis: TableNodes.Axis) {
    self.axis = axis
    sums = .allocate(capacity: axis.numbers.count)
    sums.initialize(repeating: 0)
    (firstUsed, lastUsed) = (axis.numbers.upperBound, axis.numbers.lowerBound)
  }

  deinit { sums.deallocate() }

  func add(_ weight: Double, toNode number: Int) {
    guard number >= axis.numbers.lowerBound, number <= axis.numbers.upperBound else { return }
    sums[number - axis.numbers.lowerBound] += weight
    firstUsed = min(firstUsed, number)
    lastUsed = max(lastUsed, number)
  }

  /// Adds to the four nodes around a place what cubic interpolation gives them.
  func add(_ weight: Double, at position: Double) {
    let place = axis.bounds.map { min(max(position, $0.lowerBound), $0.upperBound) } ?? position
    let steps = place / axis.step
    let below = steps.rounded(.down)
    let cubic = CubicWeights(steps - below)
    let node = Int(clamping: below)
    add(weight * cubic.first, toNode: node - 1)
    add(weight * cubic.second, toNode: node)
    add(weight * cubic.third, toNode: node + 1)
    add(weight * cubic.fourth, toNode: node + 2)
  }

  /// Hands out the nodes that have a weight, in order, and forgets all weights.
  func take(_ body: (_ number: Int, _ sum: Double) -> Void) {
    let start = axis.numbers.lowerBound
    for number in stride(from: firstUsed, through: lastUsed, by: 1) {
      let sum = sums[number - start]
      if sum != 0 { body(number, sum) }
      sums[number - start] = 0
    }
    (firstUsed, lastUsed) = (axis.numbers.upperBound, start)
  }
}
