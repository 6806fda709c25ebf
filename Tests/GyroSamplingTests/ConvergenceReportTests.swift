// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict over all components and chains.

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@testable import GyroSampling

@Suite struct ConvergenceReportTests {
  /// Independent normal draws of four chains, with a change to each draw.
  func draws(
    count: Int = 400, _ change: (_ chain: Int, _ draw: Int, inout [Double]) -> Void = { _, _, _ in }
  ) -> Draws {
    var draws = Draws(names: ["age", "offset"], chainCount: 4)
    draws.append(
      (0..<4).map { chain in
        var random = RandomStream(seed: 11).child("chain", chain)
        return (0..<count).map { index in
          var numbers = (0..<4).map { _ in random.nextNormal() }
          numbers[3] = 0
          change(chain, index, &numbers)
          return Draw(
            position: [numbers[0], numbers[1]], logDensity: 0, energy: numbers[2], acceptance: 0.8,
            gradientCount: 3, treeDepth: 2, isDivergent: numbers[3] != 0)
        }
      })
    return draws
  }

  @Test func independentDrawsAreConverged() throws {
    let report = ConvergenceReport(draws())
    #expect(report.isConverged)
    #expect(report.reasons.isEmpty)
    #expect(try #require(report.maximumRHat) < 1.01)
    #expect(try #require(report.minimumBulkESS) > 1000)
    #expect(try #require(report.minimumEBFMI) > 1)
  }

  @Test func eachLimitCounts() {
    let shifted = ConvergenceReport(draws { chain, _, x in x[1] += chain == 2 ? 1 : 0 })
    #expect(!shifted.isConverged)
    #expect(shifted.reasons.contains { $0.hasPrefix("R-hat of offset is 1.") })

    let few = ConvergenceReport(draws(count: 60))
    #expect(few.reasons.contains { $0.hasPrefix("bulk ESS of") })
    #expect(few.reasons.contains { $0.hasPrefix("tail ESS of") })

    let divergent = ConvergenceReport(draws { chain, draw, x in x[3] = chain + draw == 0 ? 1 : 0 })
    #expect(divergent.divergenceCount == 1)
    #expect(divergent.reasons == ["1 trajectories diverged, at most 0 is converged"])

    let slow = ConvergenceReport(draws { _, draw, x in x[2] = 0.1 * x[2] + 0.01 * Double(draw) })
    #expect(slow.reasons.count == 1 && slow.reasons[0].hasPrefix("E-BFMI of chain "))
  }

  @Test func limitsAreTheCallers() {
    var limits = Diagnostics()
    limits.minimumBulkESS = 1e6
    #expect(!ConvergenceReport(draws(), limits: limits).isConverged)
    limits = Diagnostics()
    limits.maximumDivergences = 1
    let divergent = draws { chain, draw, x in x[3] = chain + draw == 0 ? 1 : 0 }
    #expect(ConvergenceReport(divergent, limits: limits).isConverged)
  }

  @Test func componentThatStandsStillIsNotConverged() {
    let report = ConvergenceReport(draws { _, _, x in x[0] = 3 })
    #expect(report.maximumRHat == nil)
    #expect(
      report.reasons == ["R-hat of age is not defined: it does not move, or has too few draws"])
  }

  @Test func namesInJSONAreTheContract() throws {
    let json = try JSONSerialization.jsonObject(
      with: JSONEncoder().encode(ConvergenceReport(draws())))
    let object = try #require(json as? [String: Any])
    #expect(
      Set(object.keys) == [
        "rhat_max", "ess_bulk_min", "ess_tail_min", "divergences", "ebfmi_min", "converged",
        "reasons",
      ])
  }
}
