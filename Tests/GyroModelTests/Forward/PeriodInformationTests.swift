// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

@Suite struct PeriodInformationTests {
  private let grid = Grid(1...3.6, count: 30)

  private func information(
    outliers: Double = 0.05, period: Double = 0
  ) throws -> PeriodInformation {
    PeriodInformation(
      try exampleRotation(flowCount: 1), bpRp0: 1,
      scenario: PeriodScenario(bpRp0Sigma: 0.03, relativePeriodSigma: period), grid: grid,
      mixture: OutlierMixture(outlierFraction: outliers))
  }

  /// With outliers alone the period does not depend on the age, and tells nothing.
  @Test func aPeriodThatDoesNotDependOnAgeTellsNothing() throws {
    let none = try information(outliers: 1)
    #expect(abs(none.bits) < 1e-12)
    #expect(none.bitsByAge.allSatisfy { abs($0) < 1e-12 })
  }

  @Test func informationIsNeverNegativeAndErrorsOnlyCost() throws {
    let (best, blurred, dirty) = (
      try information(), try information(period: 0.5), try information(outliers: 0.3)
    )
    #expect(best.bitsByAge.allSatisfy { $0 >= 0 })
    #expect(best.bits > 0.01)
    // The data-processing inequality.
    #expect(blurred.bits < best.bits)
    #expect(dirty.bits < best.bits)
  }

  /// The same number as entropy of the age less its mean entropy once the period is known.
  @Test func itIsTheEntropyThatThePeriodTakesFromTheAge() throws {
    let rotation = try exampleRotation(flowCount: 1)
    let flows = SpinDown(rotation, bpRp0Sigma: 0.03).densities(
      at: grid.map { (log10AgeMyr: $0, bpRp0: 1) })
    let weights = grid.indices.map {
      ($0 == 0 || $0 == grid.count - 1 ? 0.5 : 1) / Double(grid.count - 1)
    }
    let prior = weights.reduce(0) { $0 - $1 * log2($1) }
    // Middles of cells, and not the nodes that the code uses.
    let (count, range) = (4000, OutlierMixture.log10PeriodDaysRange)
    let step = (range.upperBound - range.lowerBound) / Double(count)
    let periods = (0..<count).map { range.lowerBound + step * (Double($0) + 0.5) }
    let table = flows.map { flow -> [Double] in
      let row = periods.map(flow)
      let sum = row.reduce(0, +) * step
      return row.map { 0.95 * $0 / sum + 0.05 / 4.25 }
    }
    var posterior = 0.0
    for cell in 0..<count {
      let joint = zip(table, weights).map { $0[cell] * $1 * step }
      let sum = joint.reduce(0, +)
      posterior -= joint.reduce(0) { $0 + ($1 > 0 ? $1 * log2($1 / sum) : 0) }
    }
    expectClose(
      try information().bits, prior - posterior,
      .absolute(2e-3, because: "512 nodes against 4000 cells of a density with kinks"))
  }
}
