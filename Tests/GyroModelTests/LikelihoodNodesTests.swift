// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import Testing
import _TestSupport

@Suite struct LikelihoodNodesTests {
  let rounding = Closeness.absolute(1e-12, because: "a few hundred roundings")

  func integral(
    periodSigma: Double = 0, log10ColorSigma: Double = -1.5, membership: Double = 1,
    log10PeriodDays: Double = 1, aliases: AliasMixture = .none,
    colorError: ColorErrorUse = .auto
  ) -> LikelihoodIntegral {
    LikelihoodIntegral(
      of: RotationDatum(
        log10PeriodDays: log10PeriodDays, log10PeriodDaysSigma: periodSigma, bpRp0: 1,
        log10BpRp0Sigma: log10ColorSigma, membershipProbability: membership),
      mixture: OutlierMixture(outlierFraction: 0.05), aliases: aliases, colorError: colorError,
      trained: -1.8...(-0.7))
  }

  @Test func aStarWithoutErrorsIsOneNode() {
    let nodes = LikelihoodNodes(integral(), resolution: .summary)
    #expect(nodes.contexts.map(\.bpRp0) == [1] && nodes.contexts.map(\.log10BpRp0Sigma) == [-1.5])
    #expect(nodes.periods.map(\.log10PeriodDays) == [1])
    #expect(nodes.contexts[0].weight == 1 && nodes.periods[0].weight == 1)
    expectClose(nodes.flowWeight, 0.95, rounding)
    expectClose(nodes.background, 0.05 / 4.25, rounding)
    #expect(integral().isDiscrete && !integral(periodSigma: 0.1).isDiscrete)
  }

  @Test(arguments: [LikelihoodNodes.Resolution.summary, .fine])
  func nodesHaveTheMomentsOfTheErrors(resolution: LikelihoodNodes.Resolution) {
    let nodes = LikelihoodNodes(
      integral(periodSigma: 0.13, colorError: .marginal), resolution: resolution)
    // Beyond four standard deviations lie 6e-5 of the probability and 1e-3 of the variance.
    let cut = Closeness.relative(1.2e-3, because: "the Gaussian is cut at four sigma")
    expectClose(nodes.periods.reduce(0) { $0 + $1.weight }, 1, rounding)
    expectClose(nodes.periods.reduce(0) { $0 + $1.weight * $1.log10PeriodDays }, 1, rounding)
    expectClose(
      nodes.periods.reduce(0) { $0 + $1.weight * pow($1.log10PeriodDays - 1, 2) }, 0.13 * 0.13, cut)
    expectClose(nodes.contexts.reduce(0) { $0 + $1.weight }, 1, rounding)
    let variance = nodes.contexts.reduce(0) { $0 + $1.weight * pow($1.bpRp0 - 1, 2) }
    // No part of the error is counted twice or left out.
    expectClose(variance + pow(10, 2 * -1.8), pow(10, 2 * -1.5), cut)
    #expect(nodes.contexts.allSatisfy { $0.log10BpRp0Sigma == -1.8 })
  }

  @Test func whatIsBeyondTheTrainedErrorsIsIntegratedOver() {
    #expect(integral(log10ColorSigma: -0.7).bpRp0ExcessSigma == 0)
    let excess = integral(log10ColorSigma: -0.5)
    expectClose(
      pow(excess.bpRp0ExcessSigma, 2) + pow(10, 2 * excess.log10BpRp0Sigma), 0.1, rounding)
    #expect(excess.log10BpRp0Sigma == -0.7)
    #expect(integral(log10ColorSigma: -0.5, colorError: .context).log10BpRp0Sigma == -0.5)
    // Errors below all trained ones are context alone: there is nothing to integrate over.
    for use in ColorErrorUse.allCases {
      #expect(use.parts(of: -2, trained: -1.8...(-0.7)) == (-2, 0))
      #expect(use.parts(of: 0.3, trained: nil) == (0.3, 0))
    }
  }

  @Test func aliasesAreHalfAndTwiceThePeriod() {
    let nodes = LikelihoodNodes(
      integral(aliases: AliasMixture(half: 0.1, double: 0.2)), resolution: .summary)
    for (period, expected) in zip(nodes.periods, [(0.7, 10.0), (0.1, 5), (0.2, 20)]) {
      expectClose(period.weight, expected.0, rounding)
      expectClose(pow(10, period.log10PeriodDays), expected.1, rounding)
    }
  }

  @Test func theBackgroundKnowsTheErrorAndTheAliases() throws {
    // At the upper end of the background's range half of a symmetric error lies beyond it.
    expectClose(
      integral(periodSigma: 0.1, log10PeriodDays: 2.5).background, 0.5 * 0.05 / 4.25, rounding)
    // Twice a period of 2.4 dex lies beyond, half of it within.
    expectClose(
      integral(log10PeriodDays: 2.4, aliases: AliasMixture(half: 0.1, double: 0.2)).background,
      0.8 * 0.05 / 4.25, rounding)
    expectClose(integral(membership: 0.5).background, 0.525 / 4.25, rounding)
    // A period of any error has some density of the background: it integrates to one.
    try expectIntegratesToOne(over: -4...5) {
      log(OutlierMixture.backgroundDensity(log10PeriodDays: $0, sigma: 0.13))
    }
  }
}
