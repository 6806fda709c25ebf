// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of stars drawn from a model, for tests.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology

/// A group of stars drawn from the likelihood itself.
///
/// Colors, their errors and memberships are uniform; a star is from the flow with the weight that its
/// membership and the parameters give it, else from the background of groups.
func mockGroup(
  _ flow: RotationFlow, starCount: Int, parameters: ClusterParameters, periodBias: Double = 0,
  random: RandomStream
) -> ClusterInput {
  let range = OutlierMixture.log10PeriodDaysRange
  let likelihood = RotationLikelihood(flow: flow, groupBackground: .usual)
  return ClusterInput(
    name: "mock",
    candidates: (0..<starCount).map { index in
      var random = random.child("star", index)
      let (bpRp0, log10Sigma) = (
        0.6 + 1.9 * random.nextUniform(), -1.8 + 0.5 * random.nextUniform()
      )
      let membership = 0.5 + 0.5 * random.nextUniform()
      let log10AgeMyr = parameters.log10AgeMyr + parameters.ageSpread * random.nextNormal()
      let covariates = Covariates(bpRp0: bpRp0 - parameters.zeroPoint, sigma: pow(10, log10Sigma))
      let isFlow =
        random.nextUniform() < parameters.weight(membershipProbability: membership)
      var log10PeriodDays: Double
      if isFlow {
        repeat {
          log10PeriodDays = flow.sampledLog10PeriodDays(
            covariates, log10AgeMyr: log10AgeMyr, using: &random)
        } while !range.contains(log10PeriodDays)
      } else {
        let star = Star(
          log10PeriodDays: 0, covariates: Covariates(bpRp0: bpRp0, sigma: pow(10, log10Sigma)))
        log10PeriodDays = likelihood.backgroundPeriods(of: star).quantile(random.nextUniform())
      }
      let biased = min(2.49, max(-1.74, log10PeriodDays + periodBias))
      guard let period = RotationPeriod.days(pow(10, biased)) else {
        return ClusterCandidate(
          id: "s\(index)", .failure(UnusableStar(.periodMissing, "no period")))
      }
      return ClusterCandidate(
        id: "s\(index)",
        observation: StarObservation(
          period: period, color: .intrinsic(Measured(bpRp0, sigma: pow(10, log10Sigma))),
          membershipProbability: membership))
    })
}
