// SPDX-License-Identifier: GPL-3.0-or-later
// Single-star posteriors of the published weights, against values that zuko and numpy computed.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

@Suite(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absence)))
struct ReferencePosteriorGoldenTests {
  let likelihood: RotationLikelihood
  let grid = AgeGrid.grid()
  let logPrior: [Double]

  init() throws {
    let url = SharedFolder.file("data/reference/chronoflow-weights.safetensors")
    let checkpoint = try FlowCheckpoint(
      stateDictionary: [UInt8](Data(contentsOf: url)), name: url.path, activation: .relu, bound: 5,
      slope: 1e-4, contextNames: ContextSchema.rotation.names, valueName: RotationFlow.valueName,
      notes: [:])
    likelihood = RotationLikelihood(flow: try RotationFlow(checkpoint, file: url.path))
    logPrior = try AgePrior.logUniform.logDensities(over: grid)
  }

  func summary(periodDays: Double, bpRp0: Double, log10BpRp0Sigma: Double) throws -> AgeSummary {
    let star = Star(
      log10PeriodDays: log10(periodDays), bpRp0: bpRp0, log10BpRp0Sigma: log10BpRp0Sigma)
    let posterior = try #require(
      AgePosterior(
        grid: grid, logLikelihoods: likelihood.logLikelihoods(of: star, at: grid),
        logPrior: logPrior))
    return posterior.summary
  }

  @Test func everyStar() throws {
    let rows = try SharedFolder.rows("data/reference/star_posteriors.csv")
    #expect(rows.count == 120)
    let limit = Closeness.absolute(1e-4, because: "the agreed limit, dex")
    for row in rows {
      func number(_ name: String) throws -> Double { try #require(row[name].flatMap(Double.init)) }
      let star = try summary(
        periodDays: number("period_days"), bpRp0: number("bp_rp0"),
        log10BpRp0Sigma: log10(number("bp_rp0_sigma")))
      expectClose(star.q025, try number("log10_age_myr_q025"), limit)
      expectClose(star.q16, try number("log10_age_myr_q16"), limit)
      expectClose(star.q50, try number("log10_age_myr_q50"), limit)
      expectClose(star.q84, try number("log10_age_myr_q84"), limit)
      expectClose(star.q975, try number("log10_age_myr_q975"), limit)
      expectClose(star.mode, try number("log10_age_myr_mode"), limit)
      expectClose(star.logEvidence, try number("log_evidence"), limit)
    }
  }

  @Test func everyLikelihood() throws {
    for row in try SharedFolder.rows("data/reference/log_density.csv") {
      func number(_ name: String) throws -> Double { try #require(row[name].flatMap(Double.init)) }
      let star = Star(
        log10PeriodDays: try number("log10_period_days"), bpRp0: try number("bp_rp0"),
        log10BpRp0Sigma: try number("log10_bp_rp0_sigma"))
      guard OutlierMixture.log10PeriodDaysRange.contains(star.log10PeriodDays) else { continue }
      expectClose(
        likelihood.logLikelihoods(of: star, at: [try number("log10_age_myr")])[0],
        try number("log_likelihood_mixture"),
        .absolute(1e-9, because: "double precision against zuko's"))
    }
  }

  @Test func anchors() throws {
    let point = Star(log10PeriodDays: 1, bpRp0: 0.5, log10BpRp0Sigma: -1)
    expectClose(
      likelihood.logLikelihoods(of: point, at: [2])[0], -3.46233,
      .absolute(5e-6, because: "as printed"))
    let printed = Closeness.absolute(5.1e-4, because: "as printed, three decimals")
    // These medians were printed from a plain running sum, whose CDF lies half a step of the grid
    // below that of the trapezoid rule, which the table of stars above follows.
    let shifted = Closeness.absolute(0.0026, because: "half a step of 4.14 / 999, and the decimals")
    let dwarf = try summary(periodDays: 20, bpRp0: 1.5, log10BpRp0Sigma: log10(0.03))
    expectClose(dwarf.q50, 3.347, shifted)
    expectClose(dwarf.q84 - dwarf.q50, 0.062, printed)
    expectClose(dwarf.q50 - dwarf.q16, 0.067, printed)
    let sun = try summary(periodDays: 25.4, bpRp0: 0.818, log10BpRp0Sigma: -1.55)
    expectClose(sun.q50, 3.763, shifted)
    expectClose(sun.q84 - sun.q50, 0.180, printed)
    expectClose(sun.q50 - sun.q16, 0.179, printed)
  }
}
