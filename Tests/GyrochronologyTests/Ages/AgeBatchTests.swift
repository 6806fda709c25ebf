// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import GyroQuantities
import Testing
import _TestSupport

@testable import Gyrochronology

/// Many stars at once against each on its own.
@Suite struct AgeBatchTests {
  /// Stars over a range of colors, and the whole range of errors and periods.
  static func stars(_ count: Int, bpRp0: ClosedRange<Double> = 0.45...3.45) -> [StarObservation] {
    var random = RandomStream(seed: 21).child("survey")
    return (0..<count).compactMap { _ in
      let color = bpRp0.lowerBound + (bpRp0.upperBound - bpRp0.lowerBound) * random.nextUniform()
      let sigma = pow(10, -1.8 + 1.2 * random.nextUniform())
      return RotationPeriod.days(pow(10, -0.8 + 2.5 * random.nextUniform())).map {
        StarObservation(period: $0, color: .intrinsic(Measured(color, sigma: sigma)))
      }
    }
  }

  func summaries(
    _ stars: [StarObservation], _ engine: AgeEngine,
    _ assumptions: AgeAssumptions = AgeAssumptions(), threads: Int = 2
  ) throws -> [AgeSummary] {
    let estimator = try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
    return AgeBatch(estimator, engine: engine).estimates(stars, threadCount: threads).compactMap {
      if case .age(let age) = $0 { age.summary } else { nil }
    }
  }

  /// A star that is dated alone makes only the rows that it needs, in one thread; its age is the same to the bit.
  @Test func aStarAloneHasTheAgeThatItHasAmongOthers() throws {
    var assumptions = AgeAssumptions()
    assumptions.aliases = .usual
    var estimator = try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
    estimator.keepsDensities = true
    var stars = Self.stars(12)
    for index in stars.indices where index.isMultiple(of: 2) {
      stars[index].periodDaysSigma = 0.05 * stars[index].period.days
    }
    let together = AgeBatch(estimator, engine: .fast).estimates(stars, threadCount: 2)
    for (star, expected) in zip(stars, together) {
      let batch = AgeBatch(estimator, engine: .fast, isForOneStar: true)
      let alone = batch.estimates([star], threadCount: 2)
      #expect(alone == [expected])
      guard case .age(let age) = alone[0] else { continue }
      let posterior = AgeBatch(estimator, engine: .fast).posterior(of: age)
      #expect(batch.posterior(of: age)?.density.values == posterior?.density.values)
    }
  }

  @Test(arguments: [AgePrior.logUniform, .uniform, .normal(mean: 2.6, sigma: 0.4)])
  func quantilesAreWithinTheBound(prior: AgePrior) throws {
    var assumptions = AgeAssumptions()
    assumptions.prior = prior
    let stars = Self.stars(24)
    let fast = try summaries(stars, .fast, assumptions)
    let exact = try summaries(stars, .exact, assumptions)
    #expect(fast.count == 24 && exact.count == 24)
    let bound = Closeness.absolute(0.002, because: "the bound of Validation/Results/batch.md")
    for (fast, exact) in zip(fast, exact) {
      expectClose(fast.q025, exact.q025, bound)
      expectClose(fast.q16, exact.q16, bound)
      expectClose(fast.q50, exact.q50, bound)
      expectClose(fast.q84, exact.q84, bound)
      expectClose(fast.q975, exact.q975, bound)
      expectClose(fast.mean, exact.mean, bound)
      expectClose(fast.sigma, exact.sigma, bound)
      expectClose(fast.logEvidence, exact.logEvidence, bound)
    }
  }

  /// The scatter over flows, of both engines, with errors of periods and aliases as well.
  @Test(arguments: [AgePrior.logUniform, .normal(mean: 2.6, sigma: 0.4)])
  func theScatterOverFlowsIsThatOfTheFlowsAlone(prior: AgePrior) throws {
    var assumptions = AgeAssumptions()
    (assumptions.prior, assumptions.aliases) = (prior, AliasMixture(half: 0.1, double: 0.05))
    let estimator = try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
    // Redder stars can be slower than their calibrators, and have a limit without a scatter.
    let stars = Self.stars(12, bpRp0: 0.45...2.4)
    func sigmas(_ engine: AgeEngine) -> [Double] {
      AgeBatch(estimator, engine: engine).estimates(stars, threadCount: 2).compactMap {
        if case .age(let age) = $0 { age.epistemicSigma } else { nil }
      }
    }
    let (fast, exact) = (sigmas(.fast), sigmas(.exact))
    #expect(fast.count == 12 && exact.count == 12)
    #expect(exact.contains { $0 > 0.03 }, "flows that all agree would prove nothing")
    for (fast, exact) in zip(fast, exact) {
      expectClose(
        fast, exact, .absolute(0.002, because: "the bound of the means, with which it goes"))
    }
    // By hand: a model of one flow alone has that flow's mean, and nothing to disagree with.
    let flows = estimator.model.rotation.flow.flows
    let checkpoint = estimator.model.rotation.checkpoint
    let path = FileManager.default.temporaryDirectory
      .appending(path: "gyro-\(UUID()).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let alone = try flows.map { flow in
      let own = FlowCheckpoint(
        ensemble: FlowEnsemble([flow]), contextNames: checkpoint.contextNames,
        valueName: checkpoint.valueName, notes: checkpoint.notes)
      try Data(own.encoded()).write(to: URL(filePath: path))
      return try AgeEstimator(model: LoadedModel(path), assumptions: assumptions)
    }
    for engine in [AgeEngine.fast, .exact] {
      let means = try alone.map { estimator in
        let found = AgeBatch(estimator, engine: engine).estimates([stars[3]], threadCount: 1)
        guard case .age(let age) = try #require(found.first) else { return Double.nan }
        #expect(age.epistemicSigma == nil)
        return age.summary.mean
      }
      let mean = means.reduce(0, +) / Double(means.count)
      let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(means.count - 1)
      expectClose(
        exact[3], variance.squareRoot(),
        .absolute(engine == .fast ? 0.002 : 1e-9, because: "the bound of the engine"))
    }
  }

  @Test func aStarIsTheSameInAnyCompany() throws {
    let stars = Self.stars(40)
    let together = try summaries(stars, .fast, threads: 3)
    #expect(try summaries(Array(stars.reversed()), .fast, threads: 1) == together.reversed())
    #expect(try summaries([stars[17]], .fast) == [together[17]])
  }

  /// The tails of the flow decide for stars that are far from all that it expects, many of these among them.
  @Test func withoutABackgroundQuantilesAreWithinTheBound() throws {
    var assumptions = AgeAssumptions()
    assumptions.outlierFraction = 0
    let stars = Self.stars(24)
    let fast = try summaries(stars, .fast, assumptions)
    let exact = try summaries(stars, .exact, assumptions)
    #expect(fast.count == 24 && exact.count == 24)
    #expect(fast != exact, "from the table and not star by star")
    #expect(exact.contains { $0.logEvidence < -3 }, "known stars would prove nothing")
    let bound = Closeness.absolute(
      0.005, because: "the largest one allowed; the density is low at some of these quantiles")
    for (fast, exact) in zip(fast, exact) {
      expectClose(fast.q025, exact.q025, bound)
      expectClose(fast.q50, exact.q50, bound)
      expectClose(fast.q975, exact.q975, bound)
      expectClose(
        fast.logEvidence, exact.logEvidence,
        .absolute(0.001, because: "the bound of the evidence"))
    }
  }
}
