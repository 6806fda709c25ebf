// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFlows
import GyroNumerics
import Testing
import _TestSupport

@Suite struct DensityTableTests {
  let ensemble: FlowEnsemble
  let spacing = LatticeSpacing(
    start: 0, step: 0.05, stepCount: 16, partCount: 3, second: 0.02, third: 1)
  let weights: SweepWeights

  init() {
    func flow(_ seed: Int) -> ConditionalFlow {
      let architecture = FlowArchitecture(
        contextCount: 2, transformCount: 2, hiddenWidths: [12], activation: .silu, binCount: 6,
        bound: 5, slope: 1e-3,
        extrapolation: ContextExtrapolation(
          feature: seed, range: seed == 0 ? 0.1...0.7 : 0.8...2.2, softness: 0.3, slope: 0.5,
          knee: seed == 0 ? 0.4 : 1.3, bend: 0.05))
      var random = RandomStream(seed: 4).child("table", seed)
      return ConditionalFlow(
        architecture: architecture,
        contextStandardizer: Standardizer(mean: [0.4, 1.5], scale: [0.8, 0.9]),
        valueStandardizer: Standardizer(mean: [0.5], scale: [0.6]),
        parameters: (0..<architecture.parameterCount).map { _ in 0.4 * random.nextNormal() })
    }
    ensemble = FlowEnsemble([flow(0), flow(1)])
    weights = SweepWeights(
      zeroth: (0..<spacing.count).map { 0.5 + Float($0 % 5) },
      first: (0..<spacing.count).map { Float($0) - 20 })
  }

  func table(
    byteLimit: Int = 100 << 20, blockLength: Int = DensityTable.usualBlockLength
  ) throws -> DensityTable {
    try #require(
      DensityTable(
        ensemble, spacing: spacing, valueStep: 0.01, second: 0.5...2, value: -1...2,
        weights: weights, byteLimit: byteLimit, blockLength: blockLength))
  }

  static let nodes: [(Int32, Int32)] = [
    (25, -100), (25, 3), (26, 3), (61, 77), (99, 199), (100, 200),
  ]

  func rows(_ table: DensityTable, threads: Int = 2) -> [[Float]] {
    table.begin()
    for (second, value) in Self.nodes { _ = table.ask(seconds: [second], values: [value]) }
    table.hold(threadCount: threads)
    return Self.nodes.map { second, value in
      Array(
        UnsafeBufferPointer(
          start: table.rows.row(second: second, value: value), count: table.rowLength))
    }
  }

  @Test func aRowHasTheDensitiesOfTheEnsembleAtItsNode() throws {
    let found = rows(try table())
    for (row, (second, value)) in zip(found, Self.nodes) {
      let contexts = (0..<spacing.count).flatMap {
        [spacing.start + Double($0) * spacing.resultStep, Double(second) * 0.02]
      }
      let exact = ensemble.conditioned(on: contexts)
      let expected = (0..<spacing.count).map {
        exp(exact.logDensity(at: Double(value) * 0.01, member: $0))
      }
      for age in 0..<spacing.count {
        expectClose(
          Double(row[age]), expected[age],
          .absolute(
            1e-3 * max(expected[age], 0.1), because: "knots that are cubic along the sweep alone"),
          "node \(second), \(value) at \(age)")
      }
      // The sums of each flow, divided by the number of flows, add up to those of the densities.
      for (place, factors) in [weights.zeroth, weights.first].enumerated() {
        let sum = zip(row, factors).reduce(0.0) { $0 + Double($1.0 * $1.1) }
        let parts = (0..<2).map { Double(row[spacing.count + 2 * $0 + place]) }
        expectClose(
          parts[0] + parts[1], sum,
          .absolute(1e-4 * max(abs(sum), 1), because: "single precision in another order"))
      }
      #expect(row[(spacing.count + 4)...].allSatisfy { $0 == 0 })
    }
  }

  @Test func aRowDependsNeitherOnThreadsNorOnWhatMadeWay() throws {
    let first = rows(try table(), threads: 1)
    #expect(rows(try table(), threads: 3) == first)
    // Nor on the rows that are made with it: one alone, some, or more than a value has.
    for length in [1, 4, 1024] {
      #expect(rows(try table(blockLength: length)) == first, "\(length) rows in a block")
    }
    let small = try table(byteLimit: 1)
    // More blocks than are kept, in turns with those that are looked at.
    for second in Int32(25)..<100 {
      small.begin()
      _ = small.ask(seconds: [second], values: Array(0..<40))
      small.hold(threadCount: 2)
    }
    #expect(rows(small) == first)
  }

  @Test func sumsAreThoseOfTheRows() throws {
    let table = try table()
    let found = rows(table)
    let pointers = Self.nodes.map { Optional(table.rows.row(second: $0.0, value: $0.1)) }
    let factors = Self.nodes.indices.map { Float($0) - 1.5 }
    var sum = [Float](repeating: 2, count: table.rowLength)
    sum.withUnsafeMutableBufferPointer { sum in
      pointers.withUnsafeBufferPointer { pointers in
        factors.withUnsafeBufferPointer { factors in
          guard let base = sum.baseAddress else { return }
          table.rows.add(pointers, times: factors, columns: 16..<table.rowLength, to: base)
          table.rows.add(pointers, times: factors, columns: 0..<16, to: base)
        }
      }
    }
    for column in sum.indices {
      let expected = zip(found, factors).reduce(2.0) { $0 + Double($1.0[column]) * Double($1.1) }
      expectClose(
        Double(sum[column]), expected,
        .absolute(1e-4 * max(abs(expected), 1), because: "single precision"))
    }
  }

  @Test func anEnsembleOfThreeFeaturesHasNoTable() {
    let architecture = FlowArchitecture(
      contextCount: 3, transformCount: 1, hiddenWidths: [4], activation: .silu, binCount: 4,
      bound: 5, slope: 1e-3)
    let flow = ConditionalFlow(
      architecture: architecture,
      contextStandardizer: Standardizer(mean: [0, 0, 0], scale: [1, 1, 1]),
      valueStandardizer: Standardizer(mean: [0], scale: [1]),
      parameters: [Double](repeating: 0.1, count: architecture.parameterCount))
    #expect(
      DensityTable(
        FlowEnsemble([flow]), spacing: spacing, valueStep: 0.01, second: 0...1, value: 0...1,
        weights: nil) == nil)
  }
}
