// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

@Suite struct OutlierMixtureTests {
  let exact = Closeness.absolute(1e-14, because: "a few roundings")

  func mixed(_ logDensity: Double, at log10PeriodDays: Double, membership: Double) -> Double {
    OutlierMixture(outlierFraction: 0.05).mixture(
      log10PeriodDays: log10PeriodDays, membershipProbability: membership
    ).logLikelihood(logDensity)
  }

  @Test func theFormula() {
    let weight = 0.8 * 0.95
    expectClose(
      mixed(log(2), at: 1, membership: 0.8), log(weight * 2 + (1 - weight) / 4.25), exact)
  }
  @Test func anImpossiblePeriodIsAnOutlier() {
    expectClose(mixed(-1e6, at: 1, membership: 1), log(0.05 / 4.25), exact)
    expectClose(mixed(-.infinity, at: 1, membership: 1), log(0.05 / 4.25), exact)
  }
  @Test func thereIsNoBackgroundBeyondItsRange() {
    for period in [-1.76, 2.51] {
      expectClose(mixed(log(2), at: period, membership: 1), log(0.95 * 2), exact)
    }
  }
  @Test func aNonMemberSaysNothing() {
    #expect(mixed(3, at: 1, membership: 0) == mixed(-9, at: 1, membership: 0))
  }
  @Test func theMixtureIntegratesToOne() throws {
    try expectIntegratesToOne(over: -1.75...2.5) { period in
      // A flow that is uniform on the same range.
      mixed(-log(4.25), at: period, membership: 0.3)
    }
  }
}
