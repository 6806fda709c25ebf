// SPDX-License-Identifier: GPL-3.0-or-later
// The periods of the field's stars by color, tabulated for many stars at once.

internal import GyroFlows
internal import GyroNumerics
internal import GyroPlatform

/// Densities of the field's periods on a grid, tabulated at nodes of the true color and cubic between them.
struct FieldPeriods: Sendable {
  private let periods: Grid
  /// Per dex, by the number of a node.
  private let nodes: [Int: [Double]]

  /// Distance between nodes in color, mag: stars of all ages together change slowly with color.
  private static let colorStep = 0.02

  /// Tabulates the field around some colors.
  ///
  /// - Parameters:
  ///   - flow: A flow of true colors.
  ///   - ages: Ages of the field, dex of Myr, evenly spaced.
  ///   - weights: Their probabilities.
  ///   - periods: Where densities are wanted, dex of days.
  ///   - colors: The colors that are asked for, mag.
  ///   - threadCount: Threads to use; does not change the result.
  init(
    _ flow: RotationFlow, ages: Grid, weights: [Double], periods: Grid, around colors: [Double],
    threadCount: Int
  ) {
    self.periods = periods
    let numbers = Set(
      colors.flatMap { CubicWeights.nodes(around: $0 / Self.colorStep).map(\.number) }
    ).sorted()
    let queries = numbers.flatMap { number in
      periods.map { SweptQuery(second: Double(number) * Self.colorStep, third: 0, value: $0) }
    }
    let lanes = SweptLattice.laneCount
    let spacing = LatticeSpacing(
      start: ages[0], step: ages.step, stepCount: (ages.count + lanes - 1) / lanes * lanes,
      partCount: 1, second: Self.colorStep, third: BatchPosteriors.spacing.third)
    let densities = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: queries.count * spacing.count)
    defer { densities.deallocate() }
    flow.lattices.withLattice(of: flow.flow, spacing: spacing) {
      $0.densities(of: queries, threadCount: threadCount, into: densities)
    }
    var nodes: [Int: [Double]] = [:]
    for (place, number) in numbers.enumerated() {
      nodes[number] = periods.indices.map { period in
        let row = (place * periods.count + period) * spacing.count
        return weights.indices.reduce(0) { $0 + weights[$1] * Double(densities[row + $1]) }
      }
    }
    self.nodes = nodes
  }

  /// The densities for a color that it was tabulated around, at each period, per dex.
  func densities(bpRp0: Double) -> [Double] {
    var sum = [Double](repeating: 0, count: periods.count)
    for (number, weight) in CubicWeights.nodes(around: bpRp0 / Self.colorStep) {
      guard let row = nodes[number] else { preconditionFailure("no node at \(bpRp0)") }
      for period in sum.indices { sum[period] += weight * row[period] }
    }
    return sum.map { max(0, $0) }
  }
}
