// SPDX-License-Identifier: GPL-3.0-or-later
// The beta distribution where its quantiles are known in closed form.

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@Suite struct BetaDistributionTests {
  @Test(arguments: [0.001, 0.1586553, 0.5, 0.99]) func quantilesOfPowers(probability: Double) {
    let limit = Closeness.relative(1e-12, because: "closed form")
    expectClose(
      BetaDistribution(alpha: 7, beta: 1).quantile(probability), pow(probability, 1 / 7.0), limit)
    expectClose(
      BetaDistribution(alpha: 1, beta: 7).quantile(probability), 1 - pow(1 - probability, 1 / 7.0),
      limit)
  }

  @Test(arguments: [0.1586553, 0.5, 0.8413447]) func quantileUndoesTheDistribution(p: Double) {
    for (alpha, beta) in [(41.3, 361.0), (2000, 2001), (1.5, 1.2)] {
      let distribution = BetaDistribution(alpha: alpha, beta: beta)
      expectClose(
        distribution.cdf(distribution.quantile(p)), p, .absolute(1e-10, because: "there and back"))
    }
  }

  /// In a process of its own, where nothing else has switched GSL's aborting handler off.
  @Test func shapesThatGSLGivesUpOnDoNotEndTheProcess() async {
    await #expect(processExitsWith: .success) {
      _ = BetaDistribution(alpha: 1e-3, beta: 1e-3).quantile(1e-10)
    }
  }
}
