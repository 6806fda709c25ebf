// SPDX-License-Identifier: GPL-3.0-or-later
// One transition: its limits, its divergences, and that it leaves the target as it is.

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@testable import GyroSampling

@Suite struct NoUTurnTests {
  func point(_ target: Target, at position: [Double]) -> PhasePoint {
    var gradient = position
    let value = evaluate(target, at: position, gradient: &gradient)
    return PhasePoint(
      position: position, momentum: position, velocity: position, gradient: gradient,
      logDensity: value)
  }

  func transition(
    _ target: Target, from position: [Double], stepSize: Double, depth: Int = 10,
    _ random: inout RandomStream
  ) -> (PhasePoint, NoUTurn.TransitionStatistics) {
    let sampler = NoUTurn(
      leapfrog: Leapfrog(density: target, metric: .identity(dimension: target.dimension)),
      maximumTreeDepth: depth, maximumEnergyError: 1000)
    let start = sampler.leapfrog.withNewMomentum(point(target, at: position), using: &random)
    return sampler.transition(from: start, stepSize: stepSize, using: &random)
  }

  @Test func treeDepthIsCapped() {
    var random = RandomStream(seed: 1)
    let (_, statistics) = transition(
      .normal(sigmas: [1]), from: [0.5], stepSize: 1e-4, depth: 4, &random)
    #expect(statistics.treeDepth == 4)
    #expect(statistics.gradientCount == 15)
    expectClose(statistics.acceptance, 1, .absolute(1e-6, because: "steps far below the width"))
  }

  @Test func trajectoryEndsWhereItTurns() {
    var random = RandomStream(seed: 2)
    var most = 0
    for _ in 0..<200 {
      most = max(
        most, transition(.normal(sigmas: [1]), from: [0.5], stepSize: 0.1, &random).1.gradientCount)
    }
    // Half a period is 31 steps; one doubling beyond it is the most that can be built.
    #expect((31...63).contains(most))
  }

  @Test func energyThatRunsAwayIsADivergence() throws {
    var random = RandomStream(seed: 3)
    let (point, statistics) = transition(
      .normal(sigmas: [1e-3]), from: [1e-3], stepSize: 1, &random)
    let divergence = try #require(statistics.divergence)
    #expect(divergence.energyError > 1000)
    #expect(divergence.position == [1e-3])
    #expect(point.position == [1e-3])
    #expect(statistics.acceptance == 0)
  }

  @Test(arguments: [Target.wall, .hole]) func densityWithoutAValueIsADivergence(target: Target) {
    var random = RandomStream(seed: 4)
    var divergences = 0
    for _ in 0..<200 {
      let (point, statistics) = transition(target, from: [0.1], stepSize: 0.9, &random)
      #expect(point.logDensity.isFinite && point.position[0].isFinite)
      if let divergence = statistics.divergence {
        #expect(divergence.energyError == .infinity)
        divergences += 1
      }
    }
    #expect(divergences > 0)
  }
}

@Suite struct NoUTurnStatisticalTests {
  /// χ² in 16 equally likely cells of one transition from exact draws.
  ///
  /// With 15 degrees of freedom it exceeds 56.5 once in a million. The steps are so long that the
  /// points of a trajectory differ much in weight.
  func chiSquared(seed: UInt64, startSigma: Double) -> Double {
    let tests = NoUTurnTests()
    var random = RandomStream(seed: seed).child("invariance")
    let (count, cells) = (20_000, 16)
    var counts = [Double](repeating: 0, count: cells)
    for _ in 0..<count {
      let start = startSigma * random.nextNormal()
      let (point, _) = tests.transition(
        .normal(sigmas: [1]), from: [start], stepSize: 1.3, &random)
      counts[min(cells - 1, Int(Normal.cdf(point.position[0]) * Double(cells)))] += 1
    }
    let expected = Double(count) / Double(cells)
    return counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
  }

  @Test(arguments: testSeeds) func targetIsInvariant(seed: UInt64) {
    #expect(chiSquared(seed: seed, startSigma: 1) < 56.5)
  }

  /// Starts that are a third too wide are not quite forgotten after one transition.
  @Test(arguments: testSeeds) func otherStartsAreSeen(seed: UInt64) {
    #expect(chiSquared(seed: seed, startSigma: 1.33) > 56.5)
  }
}
