// SPDX-License-Identifier: GPL-3.0-or-later
// The spline knots of an ensemble along a sweep, at one node of a lattice.

/// Where the knots of each flow lie in a node.
struct LatticeLayout: Sendable {
  /// One flow of the ensemble.
  struct Flow: Sendable {
    let transformCount, binCount: Int
    let bound, mean, scale: Float
    let extrapolation: ContextExtrapolation?
    /// The first row of its first spline.
    let firstRow: Int
    /// Rows of one spline: positions, values and slopes of its inner knots.
    var rowsPerSpline: Int { 3 * (binCount - 1) }
  }

  let flows: [Flow]
  /// Rows of a node: one for each inner knot's position, value or slope.
  let rowCount: Int
  /// Values of the swept feature in a node: one before the sweep, three behind it, padded to lanes.
  let columnCount: Int
  /// The largest number of rows of a spline.
  let largestSpline: Int

  var floatCount: Int { rowCount * columnCount }

  init(_ ensemble: FlowEnsemble, spacing: LatticeSpacing) {
    var row = 0
    flows = ensemble.flows.map { flow in
      let architecture = flow.architecture
      let place = Flow(
        transformCount: architecture.transformCount, binCount: architecture.binCount,
        bound: Float(architecture.bound), mean: Float(flow.valueStandardizer.mean[0]),
        scale: Float(flow.valueStandardizer.scale[0]), extrapolation: architecture.extrapolation,
        firstRow: row)
      row += place.transformCount * place.rowsPerSpline
      return place
    }
    rowCount = row
    columnCount = spacing.stepCount + SweptLattice.laneCount
    largestSpline = flows.map(\.rowsPerSpline).max() ?? 0
  }
}

/// Knots at one node, shape `[rowCount, columnCount]`; column k stands at `start + (k - 1) step`.
final class LatticeNode: @unchecked Sendable {
  let knots: UnsafeMutablePointer<Float>
  private let count: Int
  /// When it was needed last; read and written by the owner of the lattice alone.
  var lastRound = 0

  init(
    at place: LatticePlace, of ensemble: FlowEnsemble, layout: LatticeLayout,
    spacing: LatticeSpacing
  ) {
    count = layout.floatCount
    knots = .allocate(capacity: count)
    // Cubic interpolation reaches one step before its interval and one behind it.
    let used = spacing.stepCount + 3
    var contexts: [Double] = []
    contexts.reserveCapacity(ensemble.contextCount * used)
    for column in 0..<used {
      contexts.append(spacing.start + Double(column - 1) * spacing.step)
      contexts.append(Double(place.second) * spacing.second)
      if ensemble.contextCount > 2 { contexts.append(Double(place.third) * spacing.third) }
    }
    let densities = ensemble.conditioned(on: contexts)
    for (flow, conditioned) in zip(layout.flows, densities.flows) {
      let (edges, stride) = (flow.binCount + 1, flow.transformCount * 3 * (flow.binCount + 1))
      for transform in 0..<flow.transformCount {
        for kind in 0..<3 {
          for knot in 1..<flow.binCount {
            let row =
              flow.firstRow + transform * flow.rowsPerSpline + kind * (flow.binCount - 1) + knot - 1
            let source = transform * 3 * edges + kind * edges + knot
            let target = knots + row * layout.columnCount
            for column in 0..<layout.columnCount {
              let member = min(column, used - 1)
              target[column] = Float(conditioned.knots[member * stride + source])
            }
          }
        }
      }
    }
  }

  deinit { knots.deallocate() }
}
