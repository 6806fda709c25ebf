// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroModel
import GyroNumerics
import GyroTraining
import Gyrochronology
import Testing
import _TestSupport

@testable import GyroStudies

/// The evidence of a cluster with age and contamination integrated over, against sums over both by hand.
@Suite struct MarginalEvidenceTests {
  /// Stars of about 600 Myr, of which the last ones rotate as nothing of that age does.
  private static let stars = [
    (0.7, 7.5), (0.8, 9.2), (0.9, 10.1), (1.0, 11.6), (1.1, 12.0), (1.2, 13.1), (0.85, 1.1),
    (1.05, 41),
  ].map { bpRp0, periodDays in
    CalibrationStar(
      cluster: "C", log10AgeMyr: 2.78, log10AgeMyrSigma: 0.03, bpRp0: bpRp0, bpRp0Sigma: 0.02,
      log10PeriodDays: log10(periodDays), membershipProbability: 0.7)
  }

  private static func evidence(_ stars: [CalibrationStar]) throws -> HeldOutCluster {
    HeldOutCluster(
      cluster: "C", stars: stars, flow: try LoadedModel().rotation, mixture: OutlierMixture(),
      trainedMixture: nil, wantsAges: true, threadCount: 1)
  }

  @Test func itIsTheDoubleIntegral() throws {
    let likelihood = RotationLikelihood(flow: try LoadedModel().rotation)
    let (sigma, background) = (0.052, 1 / 4.25)
    let ages = (-240...240).map { 2.78 + Double($0) / 60 * sigma }
    let densities = Self.stars.map { star in
      likelihood.flowLogDensities(of: star.star, at: ages).map { exp($0) }
    }
    var sum = 0.0
    for (index, age) in ages.enumerated() {
      let prior = exp(Normal.logDensity((age - 2.78) / sigma)) / 60
      for fraction in stride(from: 0.0025, to: 1, by: 0.005) {
        sum +=
          0.005 * prior
          * densities.reduce(1) { $0 * ((1 - fraction) * $1[index] + fraction * background) }
      }
    }
    expectClose(
      try #require(try Self.evidence(Self.stars).logEvidence), log(sum),
      .absolute(0.01, because: "both are trapezoid rules with a few hundred nodes"))
  }

  /// Neither a contaminant nor a somewhat other age costs as much as it does with both held fixed.
  @Test func contaminantsCostLittle() throws {
    let clean = try Self.evidence(Array(Self.stars.prefix(6)))
    let whole = try Self.evidence(Self.stars)
    let cost = try #require(clean.logEvidence) - (try #require(whole.logEvidence))
    #expect(cost > 2 && cost < clean.logDensitySum - whole.logDensitySum)
  }
}
