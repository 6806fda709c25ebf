// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroFlows
import GyroModel
import GyroNumerics
import Gyrochronology
import Testing
import _TestSupport

@Suite struct ModelTrainingTests {
  static let clusters = try? ClusterList(
    path: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Catalogs/clusters.json").path)

  /// Stars whose log period grows with half the log age, with a scatter of 0.1 dex.
  static func stars(_ count: Int, cluster: String = "Praesepe") -> [CalibrationStar] {
    var random = RandomStream(seed: 4).child("stars", 0)
    return (0..<count).map { index in
      let log10AgeMyr = [2.0, 2.85, 3.6][index % 3]
      return CalibrationStar(
        cluster: cluster, log10AgeMyr: log10AgeMyr, log10AgeMyrSigma: 0.05,
        bpRp0: 0.6 + random.nextUniform(), bpRp0Sigma: 0.02 + 0.01 * random.nextUniform(),
        log10PeriodDays: 0.5 * log10AgeMyr - 0.5 + 0.1 * random.nextNormal(),
        membershipProbability: 0.9)
    }
  }

  private var quick: TrainingConfiguration {
    var configuration = TrainingConfiguration()
    (configuration.hiddenWidths, configuration.transformCount) = ([8], 1)
    (configuration.epochCount, configuration.batchSize) = (30, 64)
    return configuration
  }

  @Test func aCheckpointRecordsWhereItComesFrom() throws {
    let training = try ModelTraining(
      stars: Self.stars(300), clusters: #require(Self.clusters), configuration: quick, seed: 5,
      origin: ["catalog": "synthetic"])
    var trainer = training.trainer(threadCount: 2)
    while !trainer.isFinished { _ = trainer.runEpoch() }
    let checkpoint = training.checkpoint(of: trainer)
    let model = try RotationFlow(
      FlowCheckpoint(bytes: checkpoint.encoded(), name: "m"), file: "m")
    #expect(model.domain?.log10AgeMyr == 2.0...3.6)
    #expect(try (0.02...0.03).contains(#require(model.medianBpRp0Sigma)))
    let notes = model.checkpoint.notes
    #expect(notes["training.catalog"] == "synthetic" && notes["training.seed"] == "5")
    #expect(notes["training.stars"] == "300" && notes["training.clusters"] == "Praesepe")
    // An old star must look old to it: the density of a long period rises with age.
    let densities = model.flow.conditioned(on: [2, 1, -1.6, 3.6, 1, -1.6])
    #expect(
      densities.logDensity(at: 1.3, member: 1) > densities.logDensity(at: 1.3, member: 0) + 3)
  }

  @Test(arguments: ["Blanco1", "GroupX", "PscEri"])
  func externalTestClustersAreNeverTrainedOn(cluster: String) throws {
    let clusters = try #require(Self.clusters)
    let stars = Self.stars(200) + Self.stars(1, cluster: cluster)
    let error = #expect(throws: TrainingError.self) {
      try ModelTraining(stars: stars, clusters: clusters, seed: 1)
    }
    #expect(error?.problem.contains(cluster) == true)
  }

  @Test func fewStarsAreRefused() throws {
    let clusters = try #require(Self.clusters)
    let error = #expect(throws: TrainingError.self) {
      try ModelTraining(stars: Self.stars(99), clusters: clusters, seed: 1)
    }
    #expect(error?.problem.contains("only 99 stars") == true)
  }

  @Test func theLabelChangesWithEverythingThatChangesTheResult() throws {
    let clusters = try #require(Self.clusters)
    func label(
      stars: [CalibrationStar] = Self.stars(120), seed: UInt64 = 1, fraction: Double = 0.05,
      _ edit: (inout TrainingConfiguration) -> Void = { _ in }
    ) throws -> String {
      var configuration = quick
      edit(&configuration)
      return try ModelTraining(
        stars: stars, clusters: clusters, configuration: configuration,
        mixture: OutlierMixture(outlierFraction: fraction), seed: seed
      ).label
    }
    let labels = try [
      label(), label(seed: 2), label(fraction: 0.06), label(stars: Self.stars(121)),
      label { $0.weightDecay = 0.02 },
    ]
    #expect(Set(labels).count == labels.count)
    #expect(try label() == labels[0])
  }

  @Test func foldsHoldEveryStarOutOnce() throws {
    let folds = StarFolds(starCount: 103, foldCount: 5, seed: 8)
    #expect(folds.members.joined().sorted() == Array(0..<103))
    #expect(folds.members.map(\.count) == [21, 21, 21, 20, 20])
    #expect(StarFolds(starCount: 103, foldCount: 5, seed: 9).members != folds.members)
    let whole = try ModelTraining(
      stars: Self.stars(240), clusters: #require(Self.clusters), configuration: quick, seed: 5)
    let part = try StarFolds(starCount: 240, foldCount: 3, seed: 8).training(0, of: whole)
    #expect(part.stars.count == 160 && part.seed != whole.seed)
  }
}
