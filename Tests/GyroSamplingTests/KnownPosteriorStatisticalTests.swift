// SPDX-License-Identifier: GPL-3.0-or-later
// Posteriors whose moments are known, within the Monte-Carlo errors that the draws claim.

import Foundation
import GyroNumerics
import Synchronization
import Testing
import _TestSupport

@testable import GyroSampling

@Suite struct KnownPosteriorStatisticalTests {
  /// |z| of one mean over a few thousand effective draws exceeds this once in a million; of each of a
  /// hundred means once in ten thousand runs.
  let limit = 4.89

  /// The limits, with R-hat up to 1.03: short runs of sound chains now and then exceed 1.01.
  ///
  /// Over 36 seeds 3 of 108 runs on correlated normals and 2 of 36 on the funnel without center did,
  /// the largest with 1.0147. The chance of 1.03 is not known beyond those 144 runs.
  var looseLimits: Diagnostics {
    var limits = Diagnostics()
    limits.maximumRHat = 1.03
    return limits
  }

  func sample(
    _ target: Target, seed: UInt64, _ change: (inout SamplingSettings) -> Void = { _ in }
  ) throws -> SamplingRun {
    var settings = SamplingSettings()
    (settings.warmupCount, settings.drawCount) = (500, 500)
    change(&settings)
    return try #require(
      try ChainRunner(target, settings: settings, random: RandomStream(seed: seed)).run())
  }

  /// How many Monte-Carlo errors a mean is away from what it should be.
  func z(_ draws: ScalarChains, mean: Double) throws -> Double {
    try abs(#require(draws.mean) - mean) / #require(MonteCarloError.mean(draws))
  }

  @Test(arguments: testSeeds, [(2, Metric.Kind.dense), (10, .dense), (10, .diagonal)])
  func correlatedNormal(seed: UInt64, shape: (dimension: Int, metric: Metric.Kind)) throws {
    let target = Target.autoregressive(dimension: shape.dimension, correlation: 0.9)
    let run = try sample(target, seed: seed) {
      $0.metric = shape.metric
      if shape.metric == .diagonal { $0.drawCount = 1000 }
    }
    let report = run.convergence(by: looseLimits)
    #expect(report.isConverged, "\(report.reasons)")
    for index in 0..<shape.dimension {
      let component = run.draws.component(index)
      #expect(try z(component, mean: 0) < limit)
      #expect(try z(component.map { $0 * $0 }, mean: 1) < limit)
      // The twin: means off by a fifth of a sigma, a variance off by three fifths.
      if shape.metric == .dense {
        #expect(try z(component.map { $0 + 0.2 }, mean: 0) > limit)
        #expect(try z(component.map { 1.6 * $0 * $0 }, mean: 1) > limit)
      }
    }
    let products = run.draws.map { $0[0] * $0[1] }
    #expect(try z(products, mean: 0.9) < limit)
    // −2 log π is χ², so its mean is the dimension.
    #expect(try z(run.draws.logDensities.map { -2 * $0 }, mean: Double(shape.dimension)) < limit)
  }

  @Test(arguments: testSeeds) func aHundredDimensions(seed: UInt64) throws {
    let run = try sample(.autoregressive(dimension: 100, correlation: 0.6), seed: seed) {
      ($0.warmupCount, $0.drawCount, $0.chainCount) = (250, 250, 2)
    }
    #expect(run.draws.divergenceCount == 0)
    for index in 0..<100 {
      #expect(try z(run.draws.component(index), mean: 0) < limit + 1)
      #expect(try z(run.draws.component(index).map { $0 * $0 }, mean: 1) < limit + 1)
    }
    #expect(try z(run.draws.logDensities.map { -2 * $0 }, mean: 100) < limit)
    #expect(try z(run.draws.logDensities.map { -2.3 * $0 }, mean: 100) > limit)
  }

  @Test(arguments: testSeeds) func oneDimension(seed: UInt64) throws {
    let run = try sample(.normal(sigmas: [0.02]), seed: seed) { $0.drawCount = 1000 }
    #expect(run.convergence(by: looseLimits).isConverged)
    #expect(try z(run.draws.component(0), mean: 0) < limit)
    #expect(try z(run.draws.component(0).map { $0 * $0 }, mean: 4e-4) < limit)
  }

  @Test(arguments: testSeeds) func funnelWithoutCenter(seed: UInt64) throws {
    let run = try sample(.nonCenteredFunnel, seed: seed)
    #expect(run.convergence(by: looseLimits).isConverged)
    #expect(try z(run.draws.component(0), mean: 0) < limit)
    #expect(try z(run.draws.component(0).map { $0 * $0 }, mean: 9) < limit)
    // P(x < 1) with x = exp(v/2) z, v ~ N(0, 3): 0.5 + ½ P(|z| < exp(−v/2)), by quadrature.
    let expected = try Quadrature().integrate(over: -40...40) { v in
      Normal.density(v / 3) / 3 * Normal.cdf(exp(-0.5 * v))
    }.value
    let below = run.draws.map { exp(0.5 * $0[0]) * $0[1] < 1 ? 1 : 0 }
    #expect(try z(below, mean: expected) < limit)
  }

  /// A density's own move is part of the chain: an exact one leaves moments as they are, one with too wide a step does
  /// not.
  @Test(arguments: testSeeds) func aMoveOfTheDensity(seed: UInt64) throws {
    func run(width: Double) throws -> SamplingRun {
      var target = Target.autoregressive(dimension: 3, correlation: 0.9)
      target.move = { 0.9 * $0[1] + width * 0.19.squareRoot() * $1.nextNormal() }
      return try sample(target, seed: seed) { $0.drawCount = 1000 }
    }
    let exact = try run(width: 1)
    #expect(exact.convergence(by: looseLimits).isConverged)
    for index in 0..<3 {
      let component = exact.draws.component(index)
      #expect(try z(component, mean: 0) < limit)
      #expect(try z(component.map { $0 * $0 }, mean: 1) < limit)
    }
    // What is recorded of a draw belongs to where it is after the move.
    #expect(try z(exact.draws.logDensities.map { -2 * $0 }, mean: 3) < limit)
    var gradient = [0.0, 0, 0]
    let last = try #require(exact.draws.logDensities.chains.last?.last)
    let position = exact.draws.position(chain: 3, draw: 999)
    let target = Target.autoregressive(dimension: 3, correlation: 0.9)
    #expect(target.value(at: position, gradient: &gradient) == last)
    let residuals = try run(width: 1.5).draws.map { ($0[0] - 0.9 * $0[1]) / 0.19.squareRoot() }
    #expect(try z(residuals.map { $0 * $0 }, mean: 1) > limit)
  }

  /// The neck of the funnel cannot be followed with one step size, and the diagnostics say so.
  @Test(arguments: testSeeds) func centeredFunnelIsNotCalledConverged(seed: UInt64) throws {
    let report = try sample(.centeredFunnel, seed: seed).convergence()
    #expect(!report.isConverged)
    #expect(!report.reasons.isEmpty)
  }

  @Test(arguments: testSeeds) func twoPeaksAreNotCalledConverged(seed: UInt64) throws {
    var settings = SamplingSettings()
    (settings.warmupCount, settings.drawCount) = (200, 500)
    // Each chain stays in the peak it starts from; from one and the same peak nothing could be seen.
    let side = Mutex(5.0)
    let run = try #require(
      try ChainRunner(
        Target.twoPeaks, settings: settings, random: RandomStream(seed: seed),
        start: { random in
          let peak = side.withLock { side in
            side = -side
            return side
          }
          return [peak + random.nextNormal()]
        }
      ).run())
    let sides = Set(run.draws.component(0).chains.map { $0[0] > 0 })
    #expect(sides.count == 2)
    let report = run.convergence()
    #expect(!report.isConverged)
    #expect(try #require(report.maximumRHat) > 1.5)
    #expect(report.divergenceCount == 0)
  }

  struct Moment: Decodable { let name: String, mean: Double }

  @Test(arguments: testSeeds) func eightSchools(seed: UInt64) throws {
    let golden = try Golden<Moment>.named("eight-schools")
    #expect(golden.points.count == 6)
    let run = try sample(.eightSchools, seed: seed) {
      $0.targetAcceptance = 0.95
      $0.drawCount = 1000
    }
    let report = run.convergence()
    #expect(report.maximumRHat ?? 2 < looseLimits.maximumRHat)
    let functions: [String: ([Double]) -> Double] = [
      "mu": { $0[0] }, "mu squared": { $0[0] * $0[0] }, "log tau": { $0[1] },
      "tau below 1": { $0[1] < 0 ? 1 : 0 }, "tau below 5": { $0[1] < log(5) ? 1 : 0 },
      "theta 1": { $0[0] + exp($0[1]) * $0[2] },
    ]
    for point in golden.points {
      let function = try #require(functions[point.name])
      #expect(try z(run.draws.map(function), mean: point.mean) < limit, "\(point.name)")
    }
  }
}
