// SPDX-License-Identifier: GPL-3.0-or-later
// A number with its error as weights on equally spaced nodes.

internal import Foundation
internal import GyroNumerics

/// The weights of nodes whose sum with the values of a function there is the function's mean over a split
/// normal density.
///
/// Where the error is a step or more, the nodes are those of a trapezoid rule, which converges faster than any
/// power of its step; where it is less, the rule's own nodes lie between those of the table, and the
/// function is cubic between these.
struct TableNodes: Sendable {
  /// The numbers of the nodes in increasing order, in steps from zero.
  let numbers: [Int]
  /// One for each node; together a probability, less what lies beyond the table.
  let weights: [Float]

  /// How a number is put on a table.
  struct Axis: Sendable {
    /// The distance between nodes.
    let step: Double
    /// The largest distance between nodes that get a weight.
    let longestStep: Double
    /// The nodes that there are.
    let numbers: ClosedRange<Int>
    /// Where the function is evaluated: what lies beyond counts as the bound; nil if nothing does.
    let bounds: ClosedRange<Double>?
  }

  /// How far an error is followed, in standard deviations.
  ///
  /// Where a measured period lies far from all that a model expects, the tail that reaches back to it decides. What is
  /// cut off must be small beside the background of outliers: 10 per dex (about the largest density of a flow) times
  /// the mass beyond 4.5 deviations is 0.6 percent of the background at an outlier fraction of 5 percent.
  private static let reach = 4.5
  /// The least error that blurs anything, in steps.
  private static let smallestSigma = 1e-4
  /// How many nodes a side there are at most where the two sides are very unlike.
  private static let largestHalfCount = 150.0

  /// The nodes of a number.
  ///
  /// - Parameters:
  ///   - center: The number.
  ///   - sigma: The mean of its lower and upper error.
  ///   - asymmetry: How much larger the upper error is, −1…1.
  ///   - probability: What the weights sum to.
  ///   - axis: The table.
  init(
    center: Double, sigma: Double, asymmetry: Double, probability: Double = 1, on axis: Axis
  ) {
    var sums = NodeSums(axis)
    let narrow = sigma * (1 - abs(asymmetry))
    if sigma < Self.smallestSigma * axis.step {
      sums.add(probability, at: center)
    } else {
      let wanted = max(min(narrow, axis.longestStep), Self.reach * sigma / Self.largestHalfCount)
      let step = axis.step * exp2(log2(wanted / axis.step).rounded(.down))
      let below = sigma * (1 - asymmetry), above = sigma * (1 + asymmetry)
      let first = Int(clamping: ((center - Self.reach * below) / step).rounded(.up))
      let last = Int(clamping: ((center + Self.reach * above) / step).rounded(.down))
      let stride = step >= axis.step ? Int(clamping: (step / axis.step).rounded()) : 0
      var total = 0.0
      for index in first...max(first, last) {
        let distance = Double(index) * step - center
        let side = distance < 0 ? below : above
        let deviation = side > 0 ? distance / side : distance == 0 ? 0 : .infinity
        let weight = exp(-0.5 * deviation * deviation)
        total += weight
        if stride > 0, axis.bounds?.contains(Double(index) * step) ?? true {
          sums.add(weight, toNode: index * stride)
        } else {
          sums.add(weight, at: Double(index) * step)
        }
      }
      sums.scale(by: probability / total)
    }
    (numbers, weights) = sums.nodes
  }
}

/// Weights of nodes while they are summed up.
private struct NodeSums {
  private let axis: TableNodes.Axis
  private var first = 0
  private var sums: [Double] = []

  init(_ axis: TableNodes.Axis) { self.axis = axis }

  mutating func add(_ weight: Double, toNode number: Int) {
    guard axis.numbers.contains(number) else { return }
    if sums.isEmpty { first = number }
    if number < first {
      sums.insert(contentsOf: repeatElement(0, count: first - number), at: 0)
      first = number
    }
    let missing = number - first - sums.count + 1
    if missing > 0 { sums.append(contentsOf: repeatElement(0, count: missing)) }
    sums[number - first] += weight
  }

  /// Adds to the four nodes around a place what cubic interpolation gives them.
  mutating func add(_ weight: Double, at position: Double) {
    let place = axis.bounds.map { min(max(position, $0.lowerBound), $0.upperBound) } ?? position
    let steps = place / axis.step
    let below = steps.rounded(.down)
    let cubic = CubicWeights(steps - below).values
    for (term, share) in cubic.enumerated() {
      add(weight * share, toNode: Int(clamping: below) + term - 1)
    }
  }

  mutating func scale(by factor: Double) {
    for index in sums.indices { sums[index] *= factor }
  }

  var nodes: (numbers: [Int], weights: [Float]) {
    let used = sums.indices.filter { sums[$0] != 0 }
    return (used.map { first + $0 }, used.map { Float(sums[$0]) })
  }
}
