// SPDX-License-Identifier: GPL-3.0-or-later
// The likelihood of a star with errors, against nested adaptive integration (GSL) of its definition.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import Gyrochronology
import Testing
import _TestSupport

@Suite struct LikelihoodIntegralLawTests {
  let flow: RotationFlow
  let limit = Closeness.absolute(1e-6, because: "the agreed limit, nat")

  init() throws { flow = try MeasuredColorModel.loaded().rotation }

  /// N(y′; y, σ²) times a function, integrated; the function itself without an error.
  ///
  /// The kinks of the density keep an adaptive rule from a smaller relative error than 4e-7.
  func blurred(_ center: Double, _ sigma: Double, _ f: (Double) -> Double) throws -> Double {
    guard sigma > 0 else { return f(center) }
    // In pieces, since a rule that looks at a few places first may overlook a narrow peak.
    return try (-6..<6).reduce(0) { sum, step in
      try sum
        + integral(center + Double(step) * sigma, center + Double(step + 1) * sigma) {
          f($0) * Normal.density(($0 - center) / sigma) / sigma
        }
    }
  }

  /// GSL's adaptive rule; where it gives up at a kink, on both halves of the interval.
  func integral(
    _ lower: Double, _ upper: Double, depth: Int = 0, _ f: (Double) -> Double
  ) throws -> Double {
    do {
      return try Quadrature(
        relativeTolerance: 4e-7, absoluteTolerance: 3e-9, maximumIntervals: 20_000
      ).integrate(over: lower...upper, f).value
    } catch  where depth < 5 {
      let middle = 0.5 * (lower + upper)
      return try integral(lower, middle, depth: depth + 1, f)
        + integral(middle, upper, depth: depth + 1, f)
    }
  }

  func density(_ log10Period: Double, _ context: [Double]) -> Double {
    exp(flow.flow.conditioned(on: context).logDensity(at: log10Period, member: 0))
  }

  func background(_ log10Period: Double) -> Double {
    OutlierMixture.log10PeriodDaysRange.contains(log10Period) ? 1 / 4.25 : 0
  }

  struct Case: Sendable, CustomStringConvertible {
    let log10Period, bpRp0, log10Sigma: Double
    let description: String
  }
  static let cases = [
    Case(log10Period: 1.405, bpRp0: 0.818, log10Sigma: -1.55, description: "Sun"),
    Case(log10Period: 0.6, bpRp0: 1.1, log10Sigma: -1.7, description: "young K dwarf"),
    Case(log10Period: -0.2, bpRp0: 2.7, log10Sigma: -1.3, description: "fast M dwarf"),
    Case(log10Period: 1.5, bpRp0: 1.5, log10Sigma: -1.5, description: "slow K dwarf"),
    Case(log10Period: 2.45, bpRp0: 2.0, log10Sigma: -1.2, description: "end of the background"),
  ]
  static let ages = [0.7, 2.05, 2.9]

  @Test(arguments: cases, [0.004, 0.13])
  func periodErrorAndAliases(star: Case, sigma: Double) throws {
    let likelihood = RotationLikelihood(
      flow: flow, aliases: AliasMixture(half: 0.1, double: 0.15))
    let values = likelihood.logLikelihoods(
      of: Star(
        log10PeriodDays: star.log10Period, log10PeriodDaysSigma: sigma, bpRp0: star.bpRp0,
        log10BpRp0Sigma: star.log10Sigma, membershipProbability: 0.9), at: Self.ages)
    let weight = 0.9 * 0.95
    for (age, value) in zip(Self.ages, values) {
      let context = [age, star.bpRp0, star.log10Sigma]
      let fixed = flow.flow.conditioned(on: context)
      let terms = try [(0.75, 1.0), (0.1, 0.5), (0.15, 2.0)].map { chance, factor in
        let center = star.log10Period + log10(factor)
        let ofFlow = try blurred(center, sigma) { exp(fixed.logDensity(at: $0, member: 0)) }
        let ofBackground = try blurred(center, sigma, background)
        return chance * (weight * ofFlow + (1 - weight) * ofBackground)
      }
      expectClose(value, log(terms.reduce(0, +)), limit, "\(star), log10 age \(age)")
    }
  }

  @Test(arguments: cases.prefix(2), [0.03, 0.15])
  func colorErrorBeyondTheContext(star: Case, excess: Double) throws {
    let domain = try #require(flow.domain)
    let least = domain.log10BpRp0Sigma.lowerBound
    let datum = Star(
      log10PeriodDays: star.log10Period, bpRp0: star.bpRp0,
      log10BpRp0Sigma: 0.5 * log10(pow(10, 2 * least) + excess * excess))
    let integral = RotationLikelihood(flow: flow, colorError: .marginal).integral(of: datum)
    expectClose(integral.bpRp0ExcessSigma, excess, .relative(1e-10, because: "a difference"))
    let likelihood = RotationLikelihood(flow: flow, colorError: .marginal)
    let ages = [0.7, 2.9]
    let usual = likelihood.logLikelihoods(of: integral, at: ages)
    let finest = likelihood.logLikelihoods(
      of: integral, at: ages,
      resolution: .init(
        periodStep: 1, colorStep: 1, sigmaStep: 1 / 400.0, reach: 6.5, wideReach: 6.5,
        pairLimit: .max))
    for (index, age) in ages.enumerated() {
      let oracle = try blurred(star.bpRp0, excess) {
        0.95 * density(star.log10Period, [age, $0, least])
      }
      let expected = log(oracle + 0.05 / 4.25)
      expectClose(finest[index], expected, limit, "\(star), log10 age \(age)")
      expectClose(
        usual[index], expected, .absolute(2e-3, because: "the stated accuracy of the usual steps"),
        "\(star), log10 age \(age)")
    }
  }

  @Test func bothErrorsAtOnce() throws {
    let least = try #require(flow.domain).log10BpRp0Sigma.lowerBound
    let (excess, sigma, age) = (0.04, 0.05, 2.7)
    let datum = Star(
      log10PeriodDays: 1.1, log10PeriodDaysSigma: sigma, bpRp0: 1.2,
      log10BpRp0Sigma: 0.5 * log10(pow(10, 2 * least) + excess * excess))
    let likelihood = RotationLikelihood(flow: flow, colorError: .marginal)
    // The error of the period rounds the kinks that the color would see, so few nodes suffice.
    let value = likelihood.logLikelihoods(
      of: likelihood.integral(of: datum), at: [age],
      resolution: .init(
        periodStep: 1, colorStep: 1, sigmaStep: 0.05, reach: 6, wideReach: 6, pairLimit: .max))[0]
    let oracle = try blurred(1.2, excess) { color in
      let fixed = flow.flow.conditioned(on: [age, color, least])
      // No errors are thrown through the outer integral: one that fails is no number there.
      return
        (try? blurred(1.1, sigma) { 0.95 * exp(fixed.logDensity(at: $0, member: 0)) }) ?? .nan
    }
    expectClose(value, log(oracle + 0.05 / 4.25), limit)
  }

  @Test func theNodesOfSummariesFollow() throws {
    // 30 percent of error in the period: the log density by few nodes against the whole integral.
    for star in Self.cases.prefix(4) {
      let datum = Star(
        log10PeriodDays: star.log10Period, log10PeriodDaysSigma: 0.13, bpRp0: star.bpRp0,
        log10BpRp0Sigma: star.log10Sigma)
      let likelihood = RotationLikelihood(flow: flow)
      let nodes = LikelihoodNodes(likelihood.integral(of: datum), resolution: .summary)
      let pairs = zip(
        likelihood.logLikelihoods(of: nodes, at: Self.ages),
        likelihood.logLikelihoods(of: datum, at: Self.ages))
      for (few, all) in pairs {
        expectClose(few, all, .absolute(0.05, because: "kinks cost the square of the step"))
      }
    }
  }
}
