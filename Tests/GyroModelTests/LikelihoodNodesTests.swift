// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroQuantities
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
      of: Star(
        log10PeriodDays: log10PeriodDays, log10PeriodDaysSigma: periodSigma, bpRp0: 1,
        log10BpRp0Sigma: log10ColorSigma, membershipProbability: membership),
      mixture: OutlierMixture(outlierFraction: 0.05), aliases: aliases, colorError: colorError,
      limits: ContextLimits(
        CalibrationDomain(
          log10AgeMyr: 0.5...3.6, bpRp0: 0.2...4, log10BpRp0Sigma: -1.8...(-0.7),
          log10PeriodDays: -1.5...2)))
  }

  @Test func aStarWithoutErrorsIsOneNode() {
    let nodes = LikelihoodNodes(integral(), resolution: .summary)
    #expect(nodes.contexts.map(\.covariates) == [Covariates(bpRp0: 1, sigma: pow(10, -1.5))])
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
    let variance = nodes.contexts.reduce(0) {
      $0 + $1.weight * pow($1.covariates.bpRp0.value - 1, 2)
    }
    // No part of the error is counted twice or left out.
    expectClose(variance + pow(10, 2 * -1.8), pow(10, 2 * -1.5), cut)
    #expect(nodes.contexts.allSatisfy { $0.covariates.bpRp0.sigma == pow(10, -1.8) })
  }

  @Test func whatIsBeyondTheTrainedErrorsIsIntegratedOver() {
    #expect(integral(log10ColorSigma: -0.7).bpRp0ExcessSigma == 0)
    let excess = integral(log10ColorSigma: -0.5)
    expectClose(
      pow(excess.bpRp0ExcessSigma, 2) + pow(excess.covariates.bpRp0.sigma ?? 0, 2), 0.1, rounding)
    #expect(excess.covariates.bpRp0.sigma == pow(10, -0.7))
    #expect(
      integral(log10ColorSigma: -0.5, colorError: .context).covariates.bpRp0.sigma
        == pow(10, -0.5))
  }

  @Test(arguments: ColorErrorUse.allCases, [0.01, 1e-5, 1e-300, .leastNonzeroMagnitude, 0])
  func errorsBelowTheTrainedOnesCountAsTheSmallest(use: ColorErrorUse, sigma: Double) {
    let limits = integral().limits
    #expect(use.parts(of: sigma, limits: limits) == (pow(10, -1.8), 0))
    #expect(use.parts(of: sigma, limits: ContextLimits(nil)) == (max(sigma, 1e-4), 0))
  }

  @Test func theContextIsFollowedToTwiceTheLargestTrainedError() {
    let limits = integral().limits
    #expect(ColorErrorUse.context.parts(of: 0.39, limits: limits) == (0.39, 0))
    for sigma in [0.4, 1, 1e300] {
      let (context, excess) = ColorErrorUse.context.parts(of: sigma, limits: limits)
      expectClose(context, 2 * pow(10, -0.7), rounding)
      #expect(excess == 0)
    }
    // A model that does not say what it was trained on has no largest error, only a possible one.
    for use in ColorErrorUse.allCases {
      #expect(use.parts(of: 0.5, limits: ContextLimits(nil)) == (0.5, 0))
      #expect(use.parts(of: 2, limits: ContextLimits(nil)) == (1, 0))
    }
  }

  @Test func colorsBeyondTheLimitsAreOne() {
    let wide = integral(log10ColorSigma: 0)
    let nodes = LikelihoodNodes(wide, resolution: .fine)
    let colors = nodes.contexts.map(\.covariates.bpRp0.value)
    #expect(colors == Array(Set(colors)).sorted(), "no color comes up twice")
    #expect(colors.first == 0.2 - 0.25 && colors.allSatisfy { $0 <= 4.25 })
    expectClose(nodes.contexts.reduce(0) { $0 + $1.weight }, 1, rounding)
    // The bound holds what the Gaussian has beyond it.
    expectClose(
      nodes.contexts[0].weight, 0.5 * erfc(1.05 / wide.bpRp0ExcessSigma / 2.0.squareRoot()),
      .absolute(0.02, because: "half a step of the rule"))
  }

  /// Degenerate and absurd ranges of a checkpoint leave limits that a star can have.
  @Test(
    arguments: [
      2...2, -1e9...(-1e9), 1e308...1e308, -1e308...1e308, -Double.infinity...Double.infinity,
      Double.infinity...Double.infinity,
      Double.leastNonzeroMagnitude...Double.leastNonzeroMagnitude,
    ])
  func limitsArePossibleWhateverTheRangesSay(range: ClosedRange<Double>) {
    let limits = ContextLimits(
      CalibrationDomain(
        log10AgeMyr: range, bpRp0: range, log10BpRp0Sigma: range, log10PeriodDays: range))
    for (limit, possible) in [
      (limits.bpRp0, StarLimits.possibleBpRp0),
      (limits.bpRp0Sigma, ContextLimits.possibleBpRp0Sigma),
    ] {
      #expect(possible.contains(limit.lowerBound) && possible.contains(limit.upperBound))
    }
  }

  /// Pairs of wide errors are cut as coarsely as it takes to bound the work for a star.
  @Test(arguments: [0.01, 0.1, 0.2, 0.434, 4.0], [-0.69, -0.5, -0.2, 0])
  func theNumberOfNodesIsBounded(periodSigma: Double, log10ColorSigma: Double) {
    let integral = integral(
      periodSigma: periodSigma, log10ColorSigma: log10ColorSigma, aliases: .usual)
    for resolution in [LikelihoodNodes.Resolution.summary, .fine, BatchPosteriors.resolution] {
      let nodes = LikelihoodNodes(integral, resolution: resolution)
      let pairs = nodes.contexts.count * nodes.periods.count / 3
      #expect(Double(pairs) <= 1.2 * Double(resolution.pairLimit), "\(resolution)")
      expectClose(nodes.periods.reduce(0) { $0 + $1.weight }, 1, rounding)
      expectClose(nodes.contexts.reduce(0) { $0 + $1.weight }, 1, rounding)
    }
  }

  /// However few pairs are asked for, the nodes have the moments of the errors.
  @Test(arguments: [1, 2, 8, 9, 50, 200])
  func noLimitLosesTheErrors(pairLimit: Int) {
    let summary = LikelihoodNodes.Resolution.summary
    for sigmaStep in [0.5, 1, 1.5] {
      let resolution = LikelihoodNodes.Resolution(
        periodStep: summary.periodStep, colorStep: summary.colorStep, sigmaStep: sigmaStep,
        reach: summary.reach, wideReach: summary.wideReach, pairLimit: pairLimit)
      let nodes = LikelihoodNodes(
        integral(periodSigma: 0.13, colorError: .marginal), resolution: resolution)
      // Seven nodes of each, at a step of 1.5 and a reach of 4 or 4.5 deviations.
      #expect(
        Double(nodes.contexts.count * nodes.periods.count) <= max(49, 1.2 * Double(pairLimit)))
      let kept = Closeness.relative(7e-3, because: "the trapezoid rule at 1.5 deviations")
      let variances = (
        nodes.periods.reduce(0) { $0 + $1.weight * pow($1.log10PeriodDays - 1, 2) },
        nodes.contexts.reduce(0) { $0 + $1.weight * pow($1.covariates.bpRp0.value - 1, 2) }
      )
      expectClose(variances.0, 0.13 * 0.13, kept)
      expectClose(variances.1, pow(10, 2 * -1.5) - pow(10, 2 * -1.8), kept)
      expectClose(nodes.periods.reduce(0) { $0 + $1.weight }, 1, rounding)
      expectClose(nodes.contexts.reduce(0) { $0 + $1.weight }, 1, rounding)
    }
  }

  /// What cannot be told from rounding is no error of the period.
  @Test(arguments: [.leastNonzeroMagnitude, 1e-300, 1e-30, 1e-17, 1e-16, 1e-15])
  func anErrorOfRoundingIsNone(sigma: Double) {
    #expect(integral(periodSigma: sigma).isDiscrete)
    // At the end of the background's range a symmetric error would halve it.
    #expect(
      integral(periodSigma: sigma, log10PeriodDays: 2.5).background
        == integral(log10PeriodDays: 2.5).background)
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
