// SPDX-License-Identifier: GPL-3.0-or-later
// The schedule of a warm-up, and how the step size is learned.

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@testable import GyroSampling

@Suite struct WarmupTests {
  @Test func windowsAreThoseOfStan() {
    #expect(WarmupSchedule(warmupCount: 1000).windowEnds == [100, 150, 250, 450, 950])
    #expect(WarmupSchedule(warmupCount: 300).windowEnds == [100, 150, 250])
    #expect(WarmupSchedule(warmupCount: 150).windowEnds == [100])
    #expect(WarmupSchedule(warmupCount: 100).slow == 15..<90)
    #expect(WarmupSchedule(warmupCount: 100).windowEnds == [90])
  }

  @Test(arguments: [0, 1, 19, 20, 21, 75, 149, 150, 151, 175, 5000]) func windowsFit(count: Int) {
    let schedule = WarmupSchedule(warmupCount: count)
    #expect(schedule.windowEnds == schedule.windowEnds.sorted())
    #expect((schedule.windowEnds.last ?? 0) <= count)
    #expect(schedule.windowEnds.isEmpty == (count < 20))
  }

  /// A sampler that accepts with chance exp(−ε) reaches the acceptance asked for at ε = −log δ.
  @Test(arguments: [0.6, 0.8, 0.95]) func acceptanceIsReached(target: Double) {
    var averaging = DualAveraging(stepSize: 1, targetAcceptance: target)
    for _ in 0..<2000 { averaging.learn(acceptance: exp(-averaging.stepSize)) }
    expectClose(
      exp(-averaging.averagedStepSize), target,
      .absolute(0.01, because: "the average still holds the first steps"))
  }

  @Test func metricAndStepSizeOfANormalAreLearned() throws {
    var settings = SamplingSettings()
    (settings.chainCount, settings.drawCount) = (1, 1)
    let run = try #require(
      try ChainRunner(
        Target.normal(sigmas: [0.01, 1, 100]), settings: settings, random: RandomStream(seed: 1)
      ).run())
    let variances = run.chains[0].warmup.metric.inverseMassMatrix
    for (variance, expected) in zip(variances, [1e-4, 1, 1e4]) {
      expectClose(log(variance), log(expected), .absolute(0.5, because: "500 draws of a window"))
    }
    #expect((0.5...2).contains(run.chains[0].warmup.stepSize))
  }
}
