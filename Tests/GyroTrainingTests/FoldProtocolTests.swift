// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroTraining
import Gyrochronology
import Testing

@Suite struct FoldProtocolTests {
  private static let stars = (0..<103).map { index in
    CalibrationStar(
      cluster: ["Old", "Young", "Middle"][index % 3], log10AgeMyr: [3.5, 1.0, 2.0][index % 3],
      log10AgeMyrSigma: 0.05, bpRp0: 1, bpRp0Sigma: 0.02, log10PeriodDays: 1,
      membershipProbability: 1)
  }

  @Test(
    arguments: [
      FoldProtocol.clusters, .groupedClusters(foldCount: 2), .stars(foldCount: 5),
      .assignedClusters(["Old": 3, "Young": 3, "Middle": 0]),
    ])
  func everyStarIsHeldOutOnce(foldProtocol: FoldProtocol) throws {
    let folds = try foldProtocol.folds(of: Self.stars, seed: 8)
    #expect(folds.flatMap(\.members).sorted() == Array(0..<103))
    #expect(try foldProtocol.folds(of: Self.stars, seed: 8).map(\.members) == folds.map(\.members))
  }

  @Test(arguments: [FoldProtocol.clusters, .groupedClusters(foldCount: 3)])
  func fieldStarsAreHeldOutOneByOne(foldProtocol: FoldProtocol) throws {
    let field = (0..<6).map { index in
      CalibrationStar(
        cluster: "Field", subgroup: "KIC \(index)", log10AgeMyr: 3.2 + 0.1 * Double(index),
        log10AgeMyrSigma: 0.1, bpRp0: 1, bpRp0Sigma: 0.02, log10PeriodDays: 1.3,
        membershipProbability: 1, hasOwnAge: true)
    }
    let folds = try foldProtocol.folds(of: Self.stars + field, seed: 8)
    let all = Self.stars + field
    let groups = folds.map { Set($0.members.map { all[$0].group }).count }
    // Three clusters and six field stars: each alone, or dealt into three folds.
    #expect(groups == (foldProtocol == .clusters ? Array(repeating: 1, count: 9) : [3, 3, 3]))
    #expect(folds.flatMap(\.members).sorted() == Array(all.indices))
  }

  @Test func clustersAreHeldOutWhole() throws {
    let folds = try FoldProtocol.clusters.folds(of: Self.stars, seed: 8)
    #expect(folds.map(\.name) == ["Middle", "Old", "Young"])
    for fold in folds {
      #expect(fold.members.allSatisfy { Self.stars[$0].cluster == fold.name })
    }
  }

  @Test func clustersAreDealtInOrderOfAge() throws {
    let folds = try FoldProtocol.groupedClusters(foldCount: 2).folds(of: Self.stars, seed: 8)
    let clusters = folds.map { fold in Set(fold.members.map { Self.stars[$0].cluster }) }
    #expect(clusters == [["Young", "Old"], ["Middle"]])
  }

  @Test func randomFoldsAreEvenAndDependOnTheSeed() throws {
    let folds = try FoldProtocol.stars(foldCount: 5).folds(of: Self.stars, seed: 8)
    #expect(folds.map(\.members.count) == [21, 21, 21, 20, 20])
    let others = try FoldProtocol.stars(foldCount: 5).folds(of: Self.stars, seed: 9)
    #expect(others.map(\.members) != folds.map(\.members))
  }

  @Test func whatDoesNotDivideIsRefused() {
    #expect(throws: TrainingError.self) {
      try FoldProtocol.assignedClusters(["Old": 1, "Young": 2]).folds(of: Self.stars, seed: 1)
    }
    #expect(throws: TrainingError.self) {
      try FoldProtocol.assignedClusters(["Old": 1, "Young": 1, "Middle": 1])
        .folds(of: Self.stars, seed: 1)
    }
  }
}
