// SPDX-License-Identifier: GPL-3.0-or-later
// The densities of queries that share a cell of a lattice.

internal import GyroKernels
internal import GyroNumerics
internal import GyroPlatform

/// Memory for the queries of one cell; used by one thread at a time.
final class CellScratch {
  private let layout: LatticeLayout
  private let spacing: LatticeSpacing
  /// Polynomials of all knots, shape `[rowCount, termCount, columnCount]`.
  private let terms: UnsafeMutablePointer<Float>
  /// Polynomials of one spline at sixteen values of the swept feature.
  private let spline: UnsafeMutablePointer<Float>
  private let monomials: UnsafeMutablePointer<Float>
  private let arguments: UnsafeMutablePointer<Float>
  private let slopes: UnsafeMutablePointer<Float>
  private let sums: UnsafeMutablePointer<Float>
  /// Sums of each flow over the sweep by the lane that holds them, shape `[flows, limit, 2, lanes]`.
  private let moments: UnsafeMutablePointer<Float>
  /// The weights of these sums, shape `[blocks, parts, 2, lanes]`; empty where none are wanted.
  private let factors: [Float]
  /// Weights of four neighboring steps, one row a part of a step.
  private let betweenWeights: [[Float]]
  /// What each flow subtracts from the value along the sweep, shape `[spacing.count]`; empty for a flow
  /// whose location does not change along it.
  private let locations: [[Float]]
  /// Terms of a knot's polynomial: one where queries lie at the nodes themselves.
  private let termCount: Int

  private static let lanes = SweptLattice.laneCount
  private static let limit = SweptLattice.taskLimit

  init(
    layout: LatticeLayout, spacing: LatticeSpacing, weights: SweepWeights?, isAtNodes: Bool = false
  ) {
    (self.layout, self.spacing) = (layout, spacing)
    termCount = isAtNodes ? 1 : Int(GYRO_CELL_TERMS)
    terms = .allocateAligned(capacity: isAtNodes ? 0 : layout.floatCount * termCount)
    spline = .allocateAligned(capacity: layout.largestSpline * termCount * Self.lanes)
    monomials = .allocateAligned(capacity: Self.limit * (termCount - 1))
    arguments = .allocateAligned(capacity: Self.limit * Self.lanes)
    slopes = .allocateAligned(capacity: Self.limit * Self.lanes)
    sums = .allocateAligned(capacity: Self.limit * Self.lanes)
    moments = .allocateAligned(
      capacity: weights == nil ? 0 : layout.flows.count * Self.limit * 2 * Self.lanes)
    factors =
      weights.map { weights in
        (0..<(spacing.stepCount / Self.lanes)).flatMap { block in
          (0..<spacing.partCount).flatMap { part in
            [weights.zeroth, weights.first].flatMap { row in
              (0..<Self.lanes).map { row[(block * Self.lanes + $0) * spacing.partCount + part] }
            }
          }
        }
      } ?? []
    betweenWeights = (0..<spacing.partCount).map {
      CubicWeights(Double($0) / Double(spacing.partCount)).values.map { Float($0) }
    }
    locations = layout.flows.map { flow in
      guard let law = flow.extrapolation, law.feature == 0 else { return [] }
      return (0..<spacing.count).map {
        Float(law.location(spacing.start + Double($0) * spacing.resultStep).value)
      }
    }
  }

  deinit {
    for pointer in [terms, spline, monomials, arguments, slopes, sums, moments] {
      pointer.deallocate()
    }
  }

  /// Writes the densities of a task's queries to their rows of the result, and their sums over the sweep
  /// to those of the moments, if these are wanted.
  func evaluate(
    _ task: CellTask, nodes: [LatticeNode], queries: [SweptQuery],
    result: UnsafeMutablePointer<Float>, moments results: UnsafeMutablePointer<Float>?
  ) {
    let hasMoments = !factors.isEmpty
    if hasMoments {
      moments.update(repeating: 0, count: layout.flows.count * Self.limit * 2 * Self.lanes)
    }
    let isAtNodes = termCount == 1
    if !isAtNodes {
      let pointers = nodes.map { UnsafePointer($0.knots) as UnsafePointer<Float>? }
      gyro_cell_terms(pointers, layout.rowCount, layout.columnCount, terms)
      fillMonomials(task, queries)
    }
    let terms = isAtNodes ? nodes[0].knots : terms
    let count = task.queries.count
    for block in 0..<(spacing.stepCount / Self.lanes) {
      for part in 0..<spacing.partCount {
        sums.update(repeating: 0, count: count * Self.lanes)
        for (index, flow) in layout.flows.enumerated() {
          start(
            flow, task, queries, locations: locations[index],
            first: block * Self.lanes * spacing.partCount + part)
          for transform in 0..<flow.transformCount {
            let row = flow.firstRow + transform * flow.rowsPerSpline
            gyro_between(
              terms + row * termCount * layout.columnCount + 1 + block * Self.lanes,
              flow.rowsPerSpline * termCount, layout.columnCount, betweenWeights[part], spline)
            gyro_spline_step(
              spline, flow.binCount, flow.bound, count, isAtNodes ? nil : monomials, arguments,
              slopes)
          }
          // The normal density's constant, the average over flows and the scale of the value.
          let weight = 0.3989422804014327 / (Float(layout.flows.count) * flow.scale)
          if hasMoments {
            factors.withUnsafeBufferPointer { factors in
              gyro_add_normal_moments(
                arguments, slopes, weight,
                factors.baseAddress.map {
                  $0 + (block * spacing.partCount + part) * 2 * Self.lanes
                }, sums, moments + index * Self.limit * 2 * Self.lanes, count * Self.lanes)
            }
          } else {
            gyro_add_normal(arguments, slopes, weight, sums, count * Self.lanes)
          }
        }
        for (item, query) in task.queries.enumerated() {
          let row = result + query * spacing.count + block * Self.lanes * spacing.partCount + part
          for lane in 0..<Self.lanes {
            row[lane * spacing.partCount] = sums[item * Self.lanes + lane]
          }
        }
      }
    }
    if hasMoments, let results { collectMoments(task, into: results) }
  }

  /// Adds up the lanes of the moments.
  private func collectMoments(_ task: CellTask, into results: UnsafeMutablePointer<Float>) {
    let flowCount = layout.flows.count
    for (item, query) in task.queries.enumerated() {
      for flow in 0..<flowCount {
        for power in 0..<2 {
          let lanes = moments + ((flow * Self.limit + item) * 2 + power) * Self.lanes
          var sum: Float = 0
          for lane in 0..<Self.lanes { sum += lanes[lane] }
          results[(query * flowCount + flow) * 2 + power] = sum
        }
      }
    }
  }

  /// Where in the cell each query lies, -1/2 to 1/2 in units of the spacing.
  private func fillMonomials(_ task: CellTask, _ queries: [SweptQuery]) {
    for (item, query) in task.queries.enumerated() {
      let x = Float(queries[query].second / spacing.second - Double(task.place.second))
      let y = Float(queries[query].third / spacing.third - Double(task.place.third))
      for (term, value) in [x, y, x * x, x * y, y * y].enumerated() {
        monomials[item * (termCount - 1) + term] = value
      }
    }
  }

  /// Fills the arguments of the first spline; lane k stands at place `first + k partCount` of the sweep.
  private func start(
    _ flow: LatticeLayout.Flow, _ task: CellTask, _ queries: [SweptQuery], locations: [Float],
    first: Int
  ) {
    for (item, query) in task.queries.enumerated() {
      var value = Float(queries[query].value) - flow.mean
      if let law = flow.extrapolation, law.feature > 0 {
        let feature = law.feature == 1 ? queries[query].second : queries[query].third
        value -= Float(law.location(feature).value)
      }
      let row = arguments + item * Self.lanes
      if locations.isEmpty {
        row.update(repeating: value / flow.scale, count: Self.lanes)
      } else {
        for lane in 0..<Self.lanes {
          row[lane] = (value - locations[first + lane * spacing.partCount]) / flow.scale
        }
      }
    }
    slopes.update(repeating: 1, count: task.queries.count * Self.lanes)
  }
}
