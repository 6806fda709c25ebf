// SPDX-License-Identifier: GPL-3.0-or-later
// Stars drawn from the model with every error that the likelihood knows, and what is true of them.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology

/// A star as it is observed, with the truth behind it.
struct MockStar: Sendable {
  let log10AgeMyr: Double
  let isOutlier: Bool
  let isAlias: Bool
  let observation: StarObservation
  /// The same in the numbers of the likelihood, by what ``Dereddening`` makes of it.
  let star: Star

  /// What mocks are drawn with and the estimator is told.
  struct Choices: Sendable {
    var outlierFraction = 0.05
    var aliases = AliasMixture(half: 0.1, double: 0.15)
    var largestPeriodSigma = 0.13
    var hasMembership = true
    /// Added to every log10 period after all: what a good test must notice.
    var periodBias = 0.0
  }

  /// Draws a star: age from the uniform prior, color and its error at random, the period from the
  /// mixture, then its alias, then its error, and last the dust in front of it.
  ///
  init(_ choices: Choices, flow: RotationFlow, using random: inout RandomStream) throws {
    let age = 4.14 * random.nextUniform()
    let bpRp0 = 0.5 + 2.5 * random.nextUniform()
    let dust = Measured(Extinction.aV(random.nextUniform()), sigma: 0.1 * random.nextUniform())
    let bpRpSigma = 0.05 * random.nextUniform()
    let bpRp = bpRp0 + 0.413 * dust.value.magnitudes
    guard let dereddened = Dereddening(bpRp: bpRp, extinction: dust, law: .constant) else {
      throw CancellationError()
    }
    let sigma = log10(dereddened.bpRp0Sigma(bpRpSigma: bpRpSigma))
    let membership = choices.hasMembership ? 0.5 + 0.5 * random.nextUniform() : 1
    let isOutlier = random.nextUniform() >= membership * (1 - choices.outlierFraction)
    let background = OutlierMixture.log10PeriodDaysRange
    let truth =
      isOutlier
      ? background.lowerBound + 4.25 * random.nextUniform()
      : flow.sampledLog10PeriodDays(
        Covariates(bpRp0: bpRp0, sigma: pow(10, sigma)), log10AgeMyr: age, using: &random)
    let chance = random.nextUniform()
    let (half, double) = (choices.aliases.half, choices.aliases.double)
    // A true period that is half the one found was found at twice its value.
    let shift = chance < half ? log10(2.0) : chance < half + double ? -log10(2.0) : 0.0
    let periodSigma = choices.largestPeriodSigma * random.nextUniform()
    let found = truth + shift + periodSigma * random.nextNormal() + choices.periodBias
    guard let period = RotationPeriod.days(pow(10, found)) else { throw CancellationError() }
    log10AgeMyr = age
    (self.isOutlier, isAlias) = (isOutlier, shift != 0)
    star = Star(
      log10PeriodDays: found, log10PeriodDaysSigma: periodSigma, bpRp0: dereddened.bpRp0,
      log10BpRp0Sigma: sigma, membershipProbability: membership)
    observation = StarObservation(
      period: period, periodDaysSigma: periodSigma * period.days * log(10),
      color: .observed(Measured(bpRp, sigma: bpRpSigma), behind: dust),
      membershipProbability: membership)
  }
}
