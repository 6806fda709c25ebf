// SPDX-License-Identifier: GPL-3.0-or-later
// A likelihood by its nodes is the weighted sum that it says it is, with the embedded model.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import Gyrochronology
import Testing
import _TestSupport

@Suite struct LikelihoodNodesLawTests {
  let likelihood: RotationLikelihood
  let star = Star(
    log10PeriodDays: 1, log10PeriodDaysSigma: 0.05, bpRp0: 1.1, log10BpRp0Sigma: -1.3,
    membershipProbability: 0.8)
  let ages = [0.5, 2.0, 3.1]

  init() throws {
    likelihood = RotationLikelihood(
      flow: try MeasuredColorModel.loaded().rotation, aliases: AliasMixture(half: 0.1, double: 0.2),
      colorError: .marginal)
  }

  @Test func theSumOfTheNodes() {
    let nodes = LikelihoodNodes(likelihood.integral(of: star), resolution: .summary)
    let values = likelihood.logLikelihoods(of: nodes, at: ages)
    for (age, value) in zip(ages, values) {
      var sum = nodes.background
      for context in nodes.contexts {
        let density = likelihood.flow.flow.conditioned(
          on: ContextSchema.rotation.rows(context.covariates, at: [age]))
        for period in nodes.periods {
          sum +=
            nodes.flowWeight * context.weight * period.weight
            * exp(density.logDensity(at: period.log10PeriodDays, member: 0))
        }
      }
      expectClose(value, log(sum), .absolute(1e-12, because: "the same sum"))
    }
  }

  @Test func anImpossiblePeriodStaysFinite() {
    let far = Star(log10PeriodDays: 60, covariates: star.covariates)
    let nodes = LikelihoodNodes(likelihood.integral(of: far), resolution: .summary)
    // Densities of exp(-5000) vanish as numbers and not as logs.
    let values = likelihood.logLikelihoods(of: nodes, at: ages)
    #expect(values.allSatisfy { $0.isFinite && $0 < -1000 })
  }
}
