// SPDX-License-Identifier: GPL-3.0-or-later
// As an error goes to nothing, the answer goes to that without it: in both engines, without a jump.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import GyroQuantities
import GyroTables
import Gyrochronology
import Testing
import _TestSupport

@Suite struct TinyErrorLawTests {
  /// From no error to a thousandth, over every way in which a small number can be small.
  static let errors: [Double] = [
    0, .leastNonzeroMagnitude, 1e-300, 1e-38, 1e-17, 1e-16, 3e-16, 1e-15, 3e-15, 1e-14, 1e-12, 1e-9,
    1e-6, 1e-4, 1e-3,
  ]
  /// Periods, d, among them 1 d, whose logarithm is 0, and one near the end of the background's range,
  /// where the density has a step that any error takes away half of.
  static let periods = [0.02, 1, 11.2, 315]

  static func quantiles(
    _ stars: [StarObservation], _ engine: AgeEngine, aliases: AliasMixture = .none
  ) throws -> [[Double]] {
    var assumptions = AgeAssumptions()
    (assumptions.gridCount, assumptions.aliases) = (100, aliases)
    let estimator = try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
    return AgeBatch(estimator, engine: engine).estimates(stars, threadCount: 2).map {
      estimate in
      guard case .age(let age) = estimate else {
        Issue.record("no age: \(estimate)")
        return []
      }
      let summary = age.summary
      let numbers = [
        summary.q025, summary.q16, summary.q50, summary.q84, summary.q975, summary.logEvidence,
      ]
      let strange = numbers.first { !$0.isFinite }
      #expect(strange == nil)
      return numbers
    }
  }

  /// How far the first row and any other may be apart: by the square of the error at the kinks of a spline.
  static func check(_ rows: [[Double]], errors: [Double], engine: AgeEngine, _ what: String) {
    for (error, row) in zip(errors, rows).dropFirst() {
      let bound = error <= 1e-9 ? 1e-6 : error <= 1e-4 ? 1e-3 : 0.01
      let difference = zip(row, rows[0]).map { abs($0 - $1) }.max() ?? .infinity
      #expect(difference <= bound, "\(engine), \(what), error \(error): \(difference) dex")
    }
  }

  @Test(arguments: AgeEngine.allCases, periods)
  func ofAPeriod(engine: AgeEngine, days: Double) throws {
    let period = try #require(RotationPeriod.days(days))
    // In units of the period, as it enters the likelihood.
    let stars = Self.errors.map {
      StarObservation(
        period: period, periodDaysSigma: days * $0,
        color: .intrinsic(Measured(1.05, sigma: 0.02)))
    }
    Self.check(
      try Self.quantiles(stars, engine, aliases: .usual), errors: Self.errors, engine: engine,
      "period \(days) d")
  }

  /// Errors of a color below the trained ones are the smallest of these, to the bit.
  @Test(arguments: AgeEngine.allCases, ColorErrorUse.allCases)
  func ofAColor(engine: AgeEngine, use: ColorErrorUse) throws {
    var assumptions = AgeAssumptions()
    (assumptions.gridCount, assumptions.colorError) = (100, use)
    let estimator = try AgeEstimator(
      model: MeasuredColorModel.loaded(), assumptions: assumptions)
    let limits = ContextLimits(estimator.model.rotation.domain)
    let smallest = limits.bpRp0Sigma.lowerBound
    let errors = [smallest * (1 - 1e-12)] + Self.errors.dropFirst().filter { $0 < smallest }
    let stars = try errors.map { sigma in
      StarObservation(
        period: try #require(RotationPeriod.days(11.2)),
        color: .intrinsic(Measured(1.05, sigma: sigma)))
    }
    let estimates = AgeBatch(estimator, engine: engine).estimates(stars, threadCount: 2)
    let ages = estimates.compactMap { if case .age(let age) = $0 { age } else { nil } }
    #expect(ages.count == errors.count)
    #expect(Set(ages.map(\.summary)).count == 1)
    #expect(ages.allSatisfy { $0.flags.contains(.sigmaOutOfRange) })
    // And there is no step where the trained errors begin.
    let above = StarObservation(
      period: try #require(RotationPeriod.days(11.2)),
      color: .intrinsic(Measured(1.05, sigma: smallest * (1 + 1e-9))))
    guard
      case .age(let next)? = AgeBatch(estimator, engine: engine)
        .estimates([above], threadCount: 1).first
    else {
      Issue.record("no age")
      return
    }
    expectClose(
      next.summary.q50, ages[0].summary.q50,
      .absolute(2e-3, because: "one part in 1e9 of the error, through two cells of the lattice"))
    #expect(!next.flags.contains(.sigmaOutOfRange))
  }

  @Test(arguments: AgeEngine.allCases, 0..<3)
  func ofAnExtinction(engine: AgeEngine, kind: Int) throws {
    let dust: [Extinction] = [.aV(0.5), .eBV(0.16), .eBpRp(0.2)]
    let stars = try Self.errors.map { sigma in
      StarObservation(
        period: try #require(RotationPeriod.days(11.2)),
        color: .observed(
          Measured(1.25, sigma: 0.003), behind: Measured(dust[kind], sigma: sigma)))
    }
    Self.check(
      try Self.quantiles(stars, engine), errors: Self.errors, engine: engine, "\(dust[kind])")
  }

  @Test func ofTheFlowItself() throws {
    let flow = try LoadedModel().rotation.flow.conditioned(on: [2.8, 1.05])
    for value in [-1.7, -0.3, 0, 1e-300, 0.9, 1.0492180226701815, 2.3] {
      let exact = flow.logDensity(at: value, member: 0)
      for sigma in Self.errors where sigma <= 1e-9 {
        expectClose(
          flow.logDensity(at: value, sigma: sigma, member: 0), exact,
          .absolute(1e-5, because: "1e-9 times the slope of the log density"))
      }
    }
  }

  @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absence)"))
  func theHostileTable() throws {
    let path = SharedFolder.file("cases/hostile/tiny-period-sigma.csv").path
    for engine in AgeEngine.allCases {
      var assumptions = AgeAssumptions()
      assumptions.gridCount = 100
      let estimator = try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
      let reader = try openTable(path: path)
      var table = AgeTable(
        reader, columns: try StarColumns(of: reader.schema, file: path), estimator: estimator,
        manifest: RunManifest(estimator, command: ["test"]), engine: engine, threadCount: 2)
      var medians: [Double] = []
      while let chunk = try table.next() {
        for star in chunk.estimates {
          if case .age(let age) = star.estimate { medians.append(age.summary.q50) }
        }
      }
      #expect(medians.count == 7)
      for median in medians {
        expectClose(median, medians[0], .absolute(1e-6, because: "an error of rounding is none"))
      }
    }
  }
}
