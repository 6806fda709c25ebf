// SPDX-License-Identifier: GPL-3.0-or-later
// Which calibrators a robustness variant trains on.

import GyroCatalogs
import GyroNumerics
import Gyrochronology
import Testing

@testable import GyroTraining

@Suite struct TrainingPerturbationTests {
  /// Ten clusters of one to ten stars.
  private static let stars: [CalibrationStar] = (1...10).flatMap { cluster in
    (0..<cluster).map { index in
      CalibrationStar(
        cluster: "cluster \(cluster)",
        log10AgeMyr: 2, log10AgeMyrSigma: 0.1, bpRp0: 1, bpRp0Sigma: 0.02, log10PeriodDays: 1,
        membershipProbability: 1)
    }
  }

  private static func left(_ draw: Int, share: Double = 0.2) -> [CalibrationStar] {
    TrainingPerturbation.clustersLeftOut(share: share).stars(
      stars, scales: [], random: RandomStream(seed: 7).child("draw", draw))
  }

  @Test func wholeClustersAreLeftOut() {
    let all = Dictionary(grouping: Self.stars, by: \.cluster)
    for draw in 0..<20 {
      let found = Dictionary(grouping: Self.left(draw), by: \.cluster)
      #expect(found.count == 8)
      for (cluster, members) in found {
        #expect(members.count == all[cluster]?.count)
      }
    }
  }

  @Test func drawsDifferAndRepeat() {
    let draws = (0..<20).map { draw in Set(Self.left(draw).map(\.cluster)) }
    #expect(Set(draws).count > 10)
    #expect(draws[3] == Set(Self.left(3).map(\.cluster)))
    // Each cluster is left out at some time.
    #expect(draws.reduce(draws[0]) { $0.intersection($1) }.isEmpty)
  }

  @Test(arguments: [(0.0, 10), (0.04, 10), (0.5, 5), (1, 0)]) func theShareIsOfClusters(
    share: Double, count: Int
  ) {
    #expect(Set(Self.left(0, share: share).map(\.cluster)).count == count)
  }
}
