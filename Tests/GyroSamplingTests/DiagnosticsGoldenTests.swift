// SPDX-License-Identifier: GPL-3.0-or-later
// The diagnostics against ArviZ on the same draws.

import Testing
import _TestSupport

@testable import GyroSampling

@Suite struct DiagnosticsGoldenTests {
  struct Case: Decodable {
    let name: String
    let draws: [[Double]]
    let rHat, essBulk, essTail, essMean, essQuantile10: Double?
    let mcseMean, mcseSigma, mcseQuantile10, mcseMedian: Double?
    let eBFMI: [Double?]
  }

  @Test func allAreArviZs() throws {
    let golden = try Golden<Case>.named("diagnostics")
    #expect(golden.points.count >= 14)
    for point in golden.points {
      let draws = ScalarChains(point.draws)
      func expect(_ value: Double?, _ expected: Double?, _ what: String) {
        guard let expected else { return }
        guard let value else {
          Issue.record("\(point.name): no \(what), expected \(expected)")
          return
        }
        expectClose(
          value, expected, .relative(golden.tolerance, because: "the same formula"),
          "\(what) of \(point.name)")
      }
      expect(RHat(draws)?.value, point.rHat, "R-hat")
      expect(EffectiveSampleSize.bulk(draws), point.essBulk, "bulk ESS")
      expect(EffectiveSampleSize.tail(draws), point.essTail, "tail ESS")
      expect(EffectiveSampleSize.mean(draws), point.essMean, "ESS of the mean")
      expect(EffectiveSampleSize.quantile(0.1, draws), point.essQuantile10, "ESS of 10 %")
      expect(MonteCarloError.mean(draws), point.mcseMean, "MCSE of the mean")
      expect(MonteCarloError.sigma(draws), point.mcseSigma, "MCSE of the sigma")
      expect(MonteCarloError.quantile(0.1, draws), point.mcseQuantile10, "MCSE of 10 %")
      expect(MonteCarloError.quantile(0.5, draws), point.mcseMedian, "MCSE of the median")
      let fractions = EnergyDiagnostic.fractionsOfMissingInformation(draws)
      #expect(fractions.count == point.eBFMI.count)
      for (fraction, expected) in zip(fractions, point.eBFMI) {
        expect(fraction, expected, "E-BFMI")
      }
    }
  }

  @Test func constantDrawsHaveNoRHat() throws {
    let golden = try Golden<Case>.named("diagnostics")
    let constant = try #require(golden.points.first { $0.name == "constant" })
    #expect(constant.rHat == nil)
    #expect(RHat(ScalarChains(constant.draws)) == nil)
    #expect(EnergyDiagnostic.fractionsOfMissingInformation(ScalarChains(constant.draws))[0] == nil)
  }

  @Test func tooFewOrInfiniteDrawsHaveNoDiagnostics() {
    for chains in [[[1.0, 2, 3]], [[1, 2, .nan, 3, 4, 5]], [[1, 2, .infinity, 3, 4, 5]]] {
      let draws = ScalarChains(chains)
      #expect(RHat(draws) == nil)
      #expect(EffectiveSampleSize.bulk(draws) == nil)
      #expect(EffectiveSampleSize.tail(draws) == nil)
      #expect(MonteCarloError.mean(draws) == nil)
      #expect(MonteCarloError.sigma(draws) == nil)
      #expect(MonteCarloError.quantile(0.5, draws) == nil)
    }
  }
}
