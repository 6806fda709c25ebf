// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a grid of ages is fine enough for a prior.

internal import GyroNumerics
internal import GyroPlatform

/// A prior at many more ages than a grid has: between its nodes, and wherever the prior bends.
struct RefinedPrior {
  /// The largest part of the probability that a grid may put at wrong ages.
  static let largestDistance = 0.02

  private var log10AgesMyr: [Double]
  /// The trapezoid integral of the density up to each age, divided by the whole of it.
  private var cumulative: [Double] = []

  init(_ prior: AgePrior, over grid: Grid) {
    let refined = Grid(grid.range, count: 8 * (grid.count - 1) + 1)
    log10AgesMyr = (refined + prior.bends.filter(grid.range.contains)).sorted()
    let logValues = log10AgesMyr.map { prior.logDensity(log10AgeMyr: $0) }
    let largest = logValues.max() ?? -.infinity
    guard largest > -.infinity else { return }
    let values = logValues.map { exp($0 - largest) }
    var sum = 0.0
    cumulative = [0]
    for node in 1..<values.count {
      sum +=
        0.5 * (log10AgesMyr[node] - log10AgesMyr[node - 1]) * (values[node - 1] + values[node])
      cumulative.append(sum)
    }
    cumulative = sum > 0 ? cumulative.map { $0 / sum } : []
  }

  /// Whether any age of the grid's range is possible.
  var isPositiveSomewhere: Bool { !cumulative.isEmpty }

  /// The largest difference of the distribution functions: the part of the probability that is misplaced.
  func distance(from density: GriddedDensity) -> Double {
    zip(log10AgesMyr, cumulative).map { abs(density.cdf($0) - $1) }.max() ?? 0
  }
}

extension AgePrior {
  /// Log10 ages that a grid has to see, dex of Myr: steps of a normal, both sides of a table's nodes.
  fileprivate var bends: [Double] {
    switch self {
    case .logUniform, .uniform: []
    case .normal(let mean, let sigma): (-64...64).map { mean + sigma * Double($0) / 8 }
    case .table(let table): table.log10AgesMyr.flatMap { [$0.nextDown, $0, $0.nextUp] }
    }
  }
}
