// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroFlows
import GyroModel
import GyroNumerics
import GyroTraining
import Gyrochronology
import Testing
import _TestSupport

@Suite struct ModelTrainingTests {
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

  static var quick: TrainingChoices {
    var choices = TrainingChoices(flowCount: 1)
    (choices.trainer.hiddenWidths, choices.trainer.transformCount) = ([8], 1)
    (choices.trainer.epochCount, choices.trainer.batchSize) = (30, 64)
    return choices
  }

  private func training(
    stars: [CalibrationStar] = Self.stars(240), disputed: Set<String> = [], seed: UInt64 = 5,
    _ edit: (inout TrainingChoices) -> Void = { _ in }
  ) throws -> ModelTraining {
    var choices = Self.quick
    edit(&choices)
    return try ModelTraining(
      stars: stars, externalClusters: ["Blanco1", "GroupX", "PscEri"], disputedClusters: disputed,
      choices: choices, seed: seed, origin: Self.origin)
  }

  private static let origin = TrainingOrigin(
    catalog: "synthetic", isAltered: true, catalogSHA256: "0", ageScale: "synthetic",
    selection: .chronoFlowCuts)

  @Test func aCheckpointRecordsWhereItComesFrom() throws {
    let training = try training(stars: Self.stars(300)) { $0.flowCount = 2 }
    let checkpoint = try training.checkpoint(of: training.trained(threadCount: 2))
    let model = try RotationFlow(
      FlowCheckpoint(bytes: checkpoint.encoded(), name: "m"), file: "m")
    #expect(model.domain?.log10AgeMyr == 2.0...3.6)
    #expect(try (0.02...0.03).contains(#require(model.medianBpRp0Sigma)))
    let record = try #require(TrainingRecord(notes: model.checkpoint.notes))
    #expect(record.origin == Self.origin && record.seed == 5 && record.choices == training.choices)
    #expect(record.starCount == 300 && record.clusters == ["Praesepe"])
    #expect(record.bestEpochs.count == 2 && record.scores.count == 2)
    #expect(model.flow.flows.count == 2)
    #expect(model.flow.flows[0].parameters != model.flow.flows[1].parameters)
    // An old star must look old to it: the density of a long period rises with age.
    let densities = model.flow.conditioned(
      on: model.schema.rows(Covariates(bpRp0: 1, sigma: 0.025), at: [2, 3.6]))
    #expect(
      densities.logDensity(at: 1.3, member: 1) > densities.logDensity(at: 1.3, member: 0) + 3)
  }

  @Test func theThreadCountChangesNoBit() throws {
    let training = try training { $0.flowCount = 3 }
    let models = try [1, 2, 4].map {
      try training.checkpoint(of: training.trained(threadCount: $0)).encoded()
    }
    #expect(models[0] == models[1] && models[0] == models[2])
  }

  @Test(arguments: ["Blanco1", "GroupX", "PscEri"])
  func externalTestClustersAreNeverTrainedOn(cluster: String) throws {
    let stars = Self.stars(200) + Self.stars(1, cluster: cluster)
    let error = #expect(throws: TrainingError.self) { try training(stars: stars) }
    #expect(error?.problem.contains(cluster) == true)
  }

  @Test func aDivergedTrainingMakesNoModel() throws {
    let training = try training { $0.trainer.epochCount = 3 }
    let flow = training.trained(threadCount: 1)[0]
    let broken = TrainedFlow(flow: flow.flow, offsets: flow.offsets, epoch: 1, score: -48)
    let lost = TrainedFlow(flow: flow.flow, offsets: [], epoch: 0, score: -.infinity)
    for flows in [[broken], [flow, lost]] {
      let error = #expect(throws: TrainingError.self) { try training.checkpoint(of: flows) }
      #expect(error?.problem.contains("diverged") == true)
    }
  }

  @Test func fewStarsAreRefused() throws {
    let error = #expect(throws: TrainingError.self) { try training(stars: Self.stars(99)) }
    #expect(error?.problem.contains("only 99 stars") == true)
  }

  @Test func disputedClustersAreTrustedExcludedOrLearned() throws {
    // Half as many stars again, of a cluster that claims 10 Myr and rotates like 400 Myr.
    let claim = Self.stars(360).enumerated().filter { $0.offset % 3 == 1 }.map { _, star in
      CalibrationStar(
        cluster: "Claim", log10AgeMyr: 2.55, log10AgeMyrSigma: 0.05, bpRp0: star.bpRp0,
        bpRp0Sigma: star.bpRp0Sigma, log10PeriodDays: star.log10PeriodDays,
        membershipProbability: 0.9)
    }
    let stars = Self.stars(240) + claim
    func training(_ disputed: CalibrationAgePolicy.Disputed) throws -> ModelTraining {
      try self.training(stars: stars, disputed: ["Claim"]) { $0.ages.disputed = disputed }
    }
    #expect(try training(.excluded).stars.count == 240)
    #expect(try training(.trusted).stars.count == 360)
    let learned = try training(.learned(sigmaDex: 0.5))
    let flows = learned.trained(threadCount: 2)
    // The stars rotate as those at 2.85 do, 0.3 dex older than they claim.
    let groups = try #require(learned.rows.contextUncertainty?.groups)
    let offset = flows[0].offsets[try #require(groups.last)]
    expectClose(offset, 0.3, .absolute(0.15, because: "120 stars with a scatter of 0.2 dex in age"))
    let record = TrainingRecord(notes: try learned.checkpoint(of: flows).notes)
    expectClose(
      try #require(record?.learnedAgesMyr["Claim"]), pow(10, 2.55 + offset),
      .relative(1e-12, because: "the same sum"))
  }

  @Test func clustersWeighDifferentlyInEachFlow() throws {
    let stars = (0..<30).flatMap { Self.stars(4 + $0 % 3, cluster: "C\($0)") }
    let training = try training(stars: stars) { $0.clusterBootstrapShape = 3 }
    let weights = (0..<40).map { training.lossWeights(flow: $0) }
    #expect(weights[0] != weights[1] && weights[0] == training.lossWeights(flow: 0))
    for flow in weights {
      expectClose(
        flow.reduce(0, +) / Double(stars.count), 1, .absolute(1e-12, because: "normalized"))
      for (index, star) in training.stars.enumerated() {
        #expect(flow[index] == flow[training.stars.firstIndex { $0.cluster == star.cluster } ?? 0])
      }
    }
    // The variance of a gamma deviate of mean 1 and shape 3 is 1/3; 1,200 deviates, of which each
    // flow's are divided by their mean.
    let spread =
      weights.joined().reduce(0) { $0 + ($1 - 1) * ($1 - 1) }
      / Double(40 * stars.count)
    expectClose(spread, 1.0 / 3, .absolute(0.08, because: "four sigma of 1,200 squares"))
    let alike = try self.training(stars: stars)
    #expect(alike.lossWeights(flow: 1).allSatisfy { $0 == 1 })
  }

  @Test func theLabelChangesWithEverythingThatChangesTheResult() throws {
    let labels = try [
      training(), training(seed: 2), training(stars: Self.stars(241)),
      training(disputed: ["Praesepe"]), training { $0.outlierFraction = 0.06 },
      training { $0.trainer.weightDecay = 0.02 }, training { $0.ages.drawnErrorScale = 0.5 },
      training { $0.mixture = nil }, training { $0.colorZeroPointSigma = 0.02 },
      training { $0.clusterBootstrapShape = 2 }, training { $0.trainer.trendSlope = 0.6 },
    ].map(\.label)
    #expect(Set(labels).count == labels.count)
    #expect(try training().label == labels[0])
  }

  /// Fill values and slips of the pen, in each number of a star.
  @Test(
    arguments: [
      ("color", 1e30), ("color", 1e308), ("color", -999), ("color", .nan), ("color", .infinity),
      ("colorError", 1e30), ("colorError", 0), ("colorError", -0.1), ("colorError", 1e-300),
      ("period", 400), ("period", -50), ("period", .infinity), ("period", .nan), ("age", 20),
      ("age", -999), ("ageError", 1e30), ("ageError", -1), ("membership", 1.5),
      ("membership", .nan),
    ] as [(String, Double)])
  func aNumberThatNoStarHasIsRefused(field: String, number: Double) throws {
    var stars = Self.stars(240)
    let star = stars[100]
    func value(_ name: String, _ usual: Double) -> Double { name == field ? number : usual }
    stars[100] = CalibrationStar(
      cluster: star.cluster, log10AgeMyr: value("age", star.log10AgeMyr),
      log10AgeMyrSigma: value("ageError", star.log10AgeMyrSigma),
      bpRp0: value("color", star.bpRp0), bpRp0Sigma: value("colorError", star.bpRp0Sigma),
      log10PeriodDays: value("period", star.log10PeriodDays),
      membershipProbability: value("membership", star.membershipProbability))
    let error = #expect(throws: TrainingError.self) { try training(stars: stars) }
    #expect(error?.problem.contains("of Praesepe has the ") == true, "\(error?.description ?? "")")
  }

  @Test func starsThatAreAlikeMakeAModelThatIsRead() throws {
    let stars = Self.stars(120).map {
      CalibrationStar(
        cluster: $0.cluster, log10AgeMyr: 2, log10AgeMyrSigma: 0, bpRp0: 1, bpRp0Sigma: 0.02,
        log10PeriodDays: $0.log10PeriodDays, membershipProbability: 1)
    }
    let training = try training(stars: stars)
    let checkpoint = try training.checkpoint(of: training.trained(threadCount: 1))
    let bytes = try RotationFlow.readableBytes(of: checkpoint, file: "m")
    let model = try RotationFlow(FlowCheckpoint(bytes: bytes, name: "m"), file: "m")
    #expect(model.domain?.bpRp0 == 0.99...1.01)
  }

  @Test func choicesThatAreNoNumbersAreAnErrorAndNoCrash() {
    for number in [Double.nan, .infinity] {
      let error = #expect(throws: TrainingError.self) {
        try training { $0.outlierFraction = number }
      }
      #expect(error?.problem.contains("NaN or infinite") == true)
    }
  }
}
