// SPDX-License-Identifier: GPL-3.0-or-later
// A further covariate is a constant and a flow that is conditioned on it: no file of the core lists it.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology
import Testing
import _TestSupport

extension Covariate {
  fileprivate static let feH = Covariate(name: "fe_h", unit: "dex", possibleValues: -3...1)
}

@Suite struct ToyCovariateTests {
  /// A flow of four features, untrained: its weights are random numbers.
  private func flow(file: String = "toy", known: [Covariate] = Covariate.known + [.feH]) throws
    -> RotationFlow
  {
    let architecture = FlowArchitecture(
      contextCount: 4, transformCount: 2, hiddenWidths: [12], activation: .silu, binCount: 6,
      bound: 5, slope: 1e-3)
    var random = RandomStream(seed: 8).child("toy")
    let flow = ConditionalFlow(
      architecture: architecture,
      contextStandardizer: Standardizer(mean: [2, 1.5, -1.5, 0], scale: [0.8, 0.7, 0.3, 0.3]),
      valueStandardizer: Standardizer(mean: [0.7], scale: [0.5]),
      parameters: (0..<architecture.parameterCount).map { _ in 0.3 * random.nextNormal() })
    let schema = try #require(
      ContextSchema([.log10AgeMyr, .value(.bpRp0), .log10Sigma(.bpRp0), .value(.feH)]))
    let domain = CalibrationDomain(
      log10AgeMyr: 0.5...3.6,
      features: [
        .value(.bpRp0): 0.2...4, .log10Sigma(.bpRp0): -1.9...0, .value(.feH): -0.5...0.4,
      ], log10PeriodDays: -1...2)
    return try RotationFlow(
      FlowCheckpoint(
        ensemble: FlowEnsemble([flow]), contextNames: schema.names,
        valueName: RotationFlow.valueName,
        notes: RotationFlow.notes(domain: domain, medianBpRp0Sigma: 0.03, schema: schema)),
      file: file, known: known)
  }

  private func star(feH: Double) -> Star {
    var covariates = Covariates(bpRp0: 1.1, sigma: 0.05)
    covariates[.feH] = Measured(feH)
    return Star(periodDays: Measured(9, sigma: 0.2), covariates: covariates)
  }

  @Test func theAgeFollowsTheCovariate() throws {
    let flow = try flow()
    let likelihood = RotationLikelihood(flow: flow)
    let ages = Array(AgeGrid.grid(nodeCount: 50))
    let (poor, rich) = (
      likelihood.logLikelihoods(of: star(feH: -0.3), at: ages),
      likelihood.logLikelihoods(of: star(feH: 0.3), at: ages)
    )
    #expect(poor != rich && (poor + rich).allSatisfy(\.isFinite))
    // It is the flow's own density that comes out, mixed with the background.
    let exact = Star(periodDays: Measured(9), covariates: star(feH: 0.3).covariates)
    let density = flow.flow.conditioned(on: [2, 1.1, log10(0.05), 0.3])
      .logDensity(at: log10(9), member: 0)
    let mixture = OutlierMixture().mixture(
      log10PeriodDays: log10(9), membershipProbability: 1)
    expectClose(
      likelihood.logLikelihoods(of: exact, at: [2])[0], mixture.logLikelihood(density),
      .absolute(1e-12, because: "the same mixture"))
  }

  @Test func beyondItsRangeTheBoundCounts() throws {
    let likelihood = RotationLikelihood(flow: try flow())
    let ages = [1.5, 2.5]
    #expect(
      likelihood.logLikelihoods(of: star(feH: 0.9), at: ages)
        == likelihood.logLikelihoods(of: star(feH: 0.4), at: ages))
  }

  @Test func theDomainIsReadBack() throws {
    let domain = try #require(flow().domain)
    #expect(domain[.value(.feH)] == -0.5...0.4 && domain.bpRp0 == 0.2...4)
  }

  @Test func whatIsNotTabulatedIsComputedExactly() throws {
    let flow = try flow()
    let grid = AgeGrid.grid(nodeCount: 50)
    let prior = try AgePrior.logUniform.logDensities(over: grid)
    #expect(
      BatchPosteriors(
        likelihood: RotationLikelihood(flow: flow), grid: grid, logPrior: prior) == nil)
  }

  @Test func aFlowOfAnUnknownCovariateIsRefusedInWords() throws {
    let error = #expect(throws: FlowError.self) {
      try flow(known: Covariate.known)
    }
    #expect(error?.problem.contains("fe_h") == true)
  }
}
