// SPDX-License-Identifier: GPL-3.0-or-later
// Clusters drawn from a flow, for tests.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics

/// A flow of rotation periods with numbers of its own for weights, smooth in its context.
func exampleRotationFlow() throws -> RotationFlow {
  let architecture = FlowArchitecture(
    contextCount: 3, transformCount: 2, hiddenWidths: [12], activation: .silu, binCount: 6,
    bound: 5, slope: 1e-3)
  var random = RandomStream(seed: 5).child("example flow")
  let flows = (0..<2).map { _ in
    ConditionalFlow(
      architecture: architecture,
      contextStandardizer: Standardizer(mean: [2, 1.5, -1.5], scale: [0.8, 0.7, 0.3]),
      valueStandardizer: Standardizer(mean: [0.7], scale: [0.5]),
      parameters: (0..<architecture.parameterCount).map { _ in 0.3 * random.nextNormal() })
  }
  return try RotationFlow(
    FlowCheckpoint(
      ensemble: FlowEnsemble(flows), contextNames: ContextSchema.rotation.names,
      valueName: RotationFlow.valueName, notes: [:]), file: "example")
}

/// Stars of a cluster drawn from a flow and the mixture.
func mockCluster(
  _ flow: RotationFlow, starCount: Int, parameters: ClusterParameters, random: RandomStream
) -> [Star] {
  (0..<starCount).map { index in
    var random = random.child("star", index)
    let background = OutlierMixture.log10PeriodDaysRange
    let covariates = Covariates(
      bpRp0: 0.6 + 2 * random.nextUniform(), sigma: pow(10, -1.8 + 0.6 * random.nextUniform()))
    let membership = 0.3 + 0.7 * random.nextUniform()
    let age = parameters.log10AgeMyr + parameters.ageSpread * random.nextNormal()
    let star = Star(
      log10PeriodDays: 0, covariates: covariates, membershipProbability: membership)
    let density = flow.flow.conditioned(
      on: flow.schema.rows(star.bluer(by: parameters.zeroPoint).covariates, at: [age]))
    let isFlow =
      random.nextUniform() < parameters.weight(membershipProbability: membership)
    var log10PeriodDays = 0.0
    repeat {
      log10PeriodDays =
        isFlow
        ? density.sample(member: 0, using: &random)
        : background.lowerBound + 4.25 * random.nextUniform()
    } while !background.contains(log10PeriodDays)
    return Star(
      log10PeriodDays: log10PeriodDays, covariates: covariates,
      membershipProbability: membership)
  }
}
