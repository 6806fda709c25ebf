// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroFiles
import GyroFlows
import GyroNumerics
import GyroStudies
import GyroTraining
import Gyrochronology
import Testing
import _TestSupport

@Suite struct HeldOutRunTests {
  /// Seven clusters on one spin-down law, log P = 0.5 log age - 0.5 with a scatter of 0.1 dex; the
  /// periods of the middle one may be planted wrong.
  private static func stars(shift: Double = 0) -> [CalibrationStar] {
    var random = RandomStream(seed: 3).child("held out", 0)
    return (0..<420).map { index in
      let log10AgeMyr = 1.5 + 0.3 * Double(index % 7)
      return CalibrationStar(
        cluster: "C\(index % 7)", log10AgeMyr: log10AgeMyr, log10AgeMyrSigma: 0.03,
        bpRp0: 0.7 + 0.5 * random.nextUniform(), bpRp0Sigma: 0.02,
        log10PeriodDays: 0.5 * log10AgeMyr - 0.5 + 0.1 * random.nextNormal()
          + (index % 7 == 3 ? shift : 0), membershipProbability: 1)
    }
  }

  private static func run(_ stars: [CalibrationStar]) throws -> HeldOutFolds {
    var choices = TrainingChoices(flowCount: 1)
    (choices.trainer.hiddenWidths, choices.trainer.transformCount) = ([16], 1)
    (choices.trainer.epochCount, choices.trainer.batchSize) = (40, 64)
    choices.trainer.peakLearningRate = 1e-2
    return try HeldOutFolds(
      stars: stars, externalClusters: [], disputedClusters: [], choices: choices,
      foldProtocol: .clusters, seed: 4)
  }

  @Test func anInterpolatedClusterIsRecovered() throws {
    let run = try Self.run(Self.stars())
    let fold = try run.evidence(fold: 3, threadCount: 2)
    let cluster = try #require(fold.clusters.first)
    #expect(cluster.cluster == "C3" && cluster.starCount == 60 && cluster.datedStarCount == 60)
    expectClose(
      try #require(cluster.offsetDex), 0, .absolute(0.12, because: "60 stars of 0.2 dex each"))
    // The entropy of a normal of width 0.1 is -0.88 nats; a flow that had not learned it would score
    // below the background's -1.45.
    #expect((-1.2 ... -0.3).contains(-cluster.meanLogDensity) && cluster.meanLogDensity > 0.3)
    #expect(
      cluster.flowPITCounts.reduce(0, +) == 60 && cluster.starsWithin95 >= cluster.starsWithin68)
  }

  @Test func aClusterThatRotatesOtherwiseIsSeen() throws {
    // The twin: periods 0.15 dex long are ages 0.3 dex old.
    let run = try Self.run(Self.stars(shift: 0.15))
    let cluster = try #require(try run.evidence(fold: 3, threadCount: 2).clusters.first)
    expectClose(
      try #require(cluster.offsetDex), 0.3, .absolute(0.12, because: "60 stars of 0.2 dex each"))
  }

  @Test func theEvidenceDoesNotDependOnTheThreadCount() throws {
    let run = try Self.run(Self.stars())
    #expect(
      try run.evidence(fold: 1, threadCount: 1) == run.evidence(fold: 1, threadCount: 3))
  }

  @Test func labelsTellFoldsAndDataApart() throws {
    let run = try Self.run(Self.stars())
    let other = try Self.run(Self.stars(shift: 0.01))
    #expect(try run.label(0) != run.label(1))
    #expect(try run.label(0) != other.label(0))
  }

  @Test func aFieldStarIsScoredAloneAndIsNoCluster() throws {
    let field = [3.4, 3.5].enumerated().map { index, log10AgeMyr in
      CalibrationStar(
        cluster: "Field", subgroup: "KIC \(index)", log10AgeMyr: log10AgeMyr,
        log10AgeMyrSigma: 0.1, bpRp0: 0.9, bpRp0Sigma: 0.02,
        log10PeriodDays: 0.5 * log10AgeMyr - 0.5, membershipProbability: 1, hasOwnAge: true)
    }
    let run = try Self.run(Self.stars() + field)
    #expect(run.folds.count == 9)
    let folds = try [0, 7, 8].map { try run.evidence(fold: $0, threadCount: 2) }
    #expect(folds.map(\.name) == ["C0", "Field/KIC 0", "Field/KIC 1"])
    let stars = folds.flatMap(\.clusters)
    #expect(
      stars.map(\.starCount) == [60, 1, 1] && stars.map(\.isCluster) == [true, false, false])
    #expect(stars[1].calibrationLog10AgeMyr == 3.4 && stars[2].calibrationLog10AgeMyr == 3.5)
    let result = HeldOutResult(
      foldProtocol: .clusters, folds: folds, choices: TrainingChoices(), origin: nil,
      disputedClusters: [], extrapolatedClusters: [], command: "gyro train")
    let byCluster = try #require(result.byCluster)
    #expect(byCluster.clusterCount.all == 1 && byCluster.clusters.count == 3)
    expectClose(
      byCluster.means[.mixtureLogScoreAll], stars[0].meanMixtureLogLikelihood,
      .absolute(1e-12, because: "one cluster"))
  }

  @Test func theReportSummarizesOverSeeds() throws {
    let stars = Self.stars()
    let fold = try Self.run(stars).evidence(fold: 2, threadCount: 2)
    let result = HeldOutResult(
      foldProtocol: .clusters, folds: [fold], choices: TrainingChoices(), origin: nil,
      disputedClusters: [], extrapolatedClusters: [], command: "gyro train")
    let json = try #require(
      JSONSerialization.jsonObject(with: result.encoded(path: "f")) as? [String: Any])
    for key in [
      "mixture_log_score_in_range", "mixture_log_score_all", "rms_dex_in_range",
      "rms_dex_undisputed",
      "star_coverage_68", "star_coverage_95", "pit_first_tenth", "pit_last_tenth", "clusters",
      "standard_deviation_over_seeds", "command", "cluster_count", "kind",
      "calibrated_mixture_log_score_in_range",
      "pit_calibrated_mixture_first_tenth", "pit_calibrated_mixture_last_tenth",
    ] { #expect(json[key] != nil, "\(key) is missing") }
    // The text has every metric under its whole name, and the columns stay columns.
    let lines = result.text.split(separator: "\n").map(String.init)
    for metric in HeldOutSummary.Metric.allCases {
      let line = try #require(lines.first { $0.hasPrefix(metric.rawValue + " ") }, "\(metric)")
      #expect(line.count == lines.first { $0.hasPrefix("over the seeds") }?.count)
    }
    let cluster = try #require(fold.clusters.first)
    expectClose(
      try #require(json["mixture_log_score_all"] as? Double), cluster.meanMixtureLogLikelihood,
      .absolute(1e-12, because: "one cluster"))
    expectClose(
      try #require(json["rms_dex_in_range"] as? Double), abs(try #require(cluster.offsetDex)),
      .absolute(1e-12, because: "one cluster"))
  }
}
