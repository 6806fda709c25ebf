// SPDX-License-Identifier: GPL-3.0-or-later
// The background of a group: a density, in measured periods and in true ones, for flows of either kind of color.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import GyroQuantities
import Testing
import _TestSupport

/// A flow with numbers of its own for weights, whose periods all lie within the range of the background.
private func exampleFlow(_ schema: ContextSchema) throws -> RotationFlow {
  let architecture = FlowArchitecture(
    contextCount: schema.features.count, transformCount: 2, hiddenWidths: [12],
    activation: .silu, binCount: 6, bound: 5, slope: 1e-3)
  var random = RandomStream(seed: 6).child("background")
  let flow = ConditionalFlow(
    architecture: architecture,
    contextStandardizer: Standardizer(
      mean: Array([2, 1.5, -1.5].prefix(schema.features.count)),
      scale: Array([0.8, 0.7, 0.3].prefix(schema.features.count))),
    valueStandardizer: Standardizer(mean: [0.4], scale: [0.2]),
    parameters: (0..<architecture.parameterCount).map { _ in 0.3 * random.nextNormal() })
  return try RotationFlow(
    FlowCheckpoint(
      ensemble: FlowEnsemble([flow]), contextNames: schema.names,
      valueName: RotationFlow.valueName, notes: [:]), file: "example")
}

@Suite struct GroupBackgroundTests {
  static let schemas = ["measured", "true"]

  static func flow(_ schema: String) throws -> RotationFlow {
    try exampleFlow(schema == "true" ? .trueColor : .rotation)
  }

  static func star(_ log10PeriodDays: Double, sigma: Double = 0, bpRp0: Double = 1.3) -> Star {
    Star(
      log10PeriodDays: log10PeriodDays, log10PeriodDaysSigma: sigma,
      covariates: Covariates(bpRp0: bpRp0, sigma: 0.03))
  }

  static func likelihood(
    _ schema: String, _ background: GroupBackground, aliases: AliasMixture = .none
  ) throws -> RotationLikelihood {
    RotationLikelihood(flow: try flow(schema), aliases: aliases, groupBackground: background)
  }

  @Test(arguments: schemas, [0, 0.5, 1.0])
  func itIsADensity(schema: String, fieldShare: Double) throws {
    let likelihood = try Self.likelihood(schema, GroupBackground(fieldShare: fieldShare))
    let grid = Grid(OutlierMixture.log10PeriodDaysRange, count: 4001)
    let values = grid.map { likelihood.backgroundDensity(of: Self.star($0)) }
    let integral = values.dropFirst().dropLast().reduce(0, +) * grid.step
    expectClose(
      integral, 1,
      .absolute(1e-3, because: "the flow's mass beyond the range, and kinks between 4,001 nodes"))
    #expect(likelihood.backgroundDensity(of: Self.star(2.6)) == 0)
  }

  /// The average of the flow over uniform ages, by a rule of its own: 2,000 midpoints of time.
  @Test(arguments: schemas) func theFieldIsTheFlowOverUniformAges(schema: String) throws {
    let likelihood = try Self.likelihood(schema, GroupBackground(fieldShare: 1))
    let oldest = pow(10, GroupBackground.fieldLog10AgeMyr.upperBound)
    let ages = (0..<2000).map { log10((Double($0) + 0.5) / 2000 * oldest) }
    for (period, bpRp0) in [(0.2, 0.8), (0.9, 1.3), (1.3, 2.4)] {
      let star = Self.star(period, bpRp0: bpRp0)
      // Without the color's error, which the background leaves out.
      var exact = star
      if schema == "true" { exact.covariates.bpRp0.sigma = 1e-9 }
      let densities = likelihood.flowLogDensities(of: exact, at: ages).map { exp($0) }
      expectClose(
        likelihood.backgroundDensity(of: star), densities.reduce(0, +) / 2000,
        .relative(0.02, because: "24 ages, and the coarse end of the young ones"))
    }
  }

  @Test(arguments: schemas) func withoutAFieldItIsUniform(schema: String) throws {
    let likelihood = try Self.likelihood(schema, .uniform, aliases: .usual)
    for (period, sigma) in [(0.3, 0), (2.45, 0.1), (-1.7, 0.05)] {
      let periods = [(0.9, 0), (0.05, -log10(2.0)), (0.05, log10(2.0))]
      let expected = periods.reduce(0) {
        $0 + $1.0
          * OutlierMixture.backgroundDensity(log10PeriodDays: period + $1.1, sigma: sigma)
      }
      expectClose(
        likelihood.backgroundDensity(of: Self.star(period, sigma: sigma)), expected,
        .relative(1e-12, because: "the same closed form"))
    }
  }

  /// What periods are drawn from is what measured ones are compared with.
  @Test(arguments: schemas) func periodsAreDrawnFromTheSameDensity(schema: String) throws {
    let likelihood = try Self.likelihood(schema, .usual)
    let drawn = likelihood.backgroundPeriods(of: Self.star(0.5))
    for period in stride(from: -1.6, through: 2.4, by: 0.1) {
      expectClose(
        drawn.value(at: period), likelihood.backgroundDensity(of: Self.star(period)),
        .absolute(0.05, because: "linear between nodes 0.05 dex apart, of peaks of 3 per dex"))
    }
  }
}
