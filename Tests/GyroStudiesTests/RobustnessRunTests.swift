// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroFiles
import GyroFlows
import GyroModel
import GyroNumerics
import GyroTraining
import Testing
import _TestSupport

@testable import GyroStudies
@testable import Gyrochronology

/// A folder that goes away.
private final class Folder {
  let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct RobustnessRunTests {
  private static let few = RobustnessDraws(ages: 2, seeds: 2, bootstraps: 2, data: 2)

  private static func report(
    _ input: RobustnessInput, _ plan: RobustnessPlan, in folder: String, threads: Int = 2,
    shard: Shard = .whole
  ) throws -> (json: Data?, found: Int) {
    let store = try RobustnessStore(creating: folder)
    let found = try RobustnessRun(input, plan: plan).complete(
      store: store, shard: shard, threadCount: threads, progress: { _ in })
    let budget = RobustnessReport(plan, result: store.result).flatMap(BudgetResult.init)
    return (try budget?.encoded(path: "budget.json"), found)
  }

  @Test func aClusterIsDatedAsOnTheFullGrid() throws {
    let mock = try MockClusters(starCount: 15)
    let model = try MockClusters.model.get()
    let stars = mock.stars.filter { $0.cluster == "Praesepe" }.compactMap { star in
      star.bpRp0.map {
        Star(
          log10PeriodDays: star.log10PeriodDays,
          covariates: Covariates(bpRp0: $0, sigma: star.bpRp0Sigma ?? 1),
          membershipProbability: star.membershipProbability ?? 1)
      }
    }
    let assumptions = DatingAssumptions(outlierFraction: OutlierMixture.usualOutlierFraction)
    let density = try #require(
      try ClusterDater().age(
        of: DirectClusterLikelihood(
          stars: stars, likelihood: assumptions.likelihood(model.rotation)),
        averagedOver: assumptions.nuisances)
    ).density
    let age = DatedCluster(cluster: "Praesepe", starCount: stars.count, density: density)
    let grid = AgeGrid.grid()
    var sum = try AgePrior.logUniform.logDensities(over: grid)
    for star in stars {
      let likelihood = RotationLikelihood(flow: model.rotation)
      let one = likelihood.logLikelihoods(
        of: likelihood.integral(of: star), at: grid, resolution: .summary)
      for node in sum.indices { sum[node] += one[node] }
    }
    let full = try #require(GriddedDensity(grid: grid, logValues: sum))
    for (quantile, probability) in [(age.q025, 0.025), (age.q50, 0.5), (age.q84, 0.84)] {
      expectClose(
        quantile, full.quantile(probability),
        .absolute(1e-9, because: "the nodes left out hold e^-50 of the probability"))
    }
    expectClose(
      try #require(age.logEvidence), full.logIntegral,
      .absolute(1e-9, because: "the same trapezoid sum"))
  }

  @Test func labelsTellWhatDependsOnWhat() throws {
    let mock = try MockClusters(starCount: 12)
    let input = try mock.input()
    func labels(_ input: RobustnessInput) throws -> [String: String] {
      let plan = try RobustnessPlan(input, suites: RobustnessSuite.allCases, draws: Self.few)
      return Dictionary(uniqueKeysWithValues: plan.tasks.map { ($0.name, $0.label) })
    }
    func changed(_ change: (inout RobustnessInput) -> Void) throws -> Set<String> {
      var other = input
      change(&other)
      let (before, after) = (try labels(input), try labels(other))
      return Set(before.filter { after[$0.key] != $0.value }.keys)
    }
    let all = Set(try labels(input).keys)
    #expect(all.count == Set(try labels(input).values).count)
    let trained = all.filter { $0.contains("/fold ") }
    #expect(try changed { $0.choices.trainer.epochCount += 1 } == trained)
    let other = try changed { $0.otherStars = mock.stars }
    #expect(!other.isEmpty && other.allSatisfy { $0.contains("of the other catalog") })
    let seeded = try changed { $0.seed = 2 }
    #expect(
      seeded.subtracting(trained).allSatisfy {
        $0.contains("shuffled") || $0.contains("doubled")
      } && seeded.isSuperset(of: trained))
    #expect(try changed { $0.stars[0].periodDays *= 1.001 } == all)
  }

  @Test func shardsThreadsAndInterruptionsChangeNoByte() throws {
    var input = try MockClusters(starCount: 15).input()
    input.choices.trainer.epochCount = 4
    let plan = try RobustnessPlan(
      input, suites: [.membership, .training, .aliases], only: ["Praesepe", "M37"],
      draws: Self.few, foldCount: 3)
    let (undisturbed, parts, interrupted) = (Folder(), Folder(), Folder())
    let whole = try Self.report(input, plan, in: undisturbed.path, threads: 1)
    #expect(whole.found == 0 && whole.json != nil)

    for index in 1...3 {
      let part = try Self.report(
        input, plan, in: parts.path, threads: 2,
        shard: try #require(Shard(index: index, count: 3)))
      // Only the last part finds everything there.
      #expect((part.json != nil) == (index == 3))
      if index == 3 { #expect(part.json == whole.json) }
    }

    // Half of the results are lost, and one is cut short.
    let store = try RobustnessStore(creating: interrupted.path)
    let done = try RobustnessStore(creating: undisturbed.path)
    for task in plan.tasks.prefix(plan.tasks.count / 2) {
      try store.results.save(try #require(done.result(task.label)))
    }
    try Data("{\"label\": ".utf8).write(
      to: URL(filePath: interrupted.path + "/tasks/\(plan.tasks[0].label).json"))
    let resumed = try Self.report(input, plan, in: interrupted.path, threads: 3)
    #expect(resumed.found == plan.tasks.count / 2 - 1)
    #expect(resumed.json == whole.json)
  }

  @Test func everyVariantSaysWhatItDidOrWhyNot() throws {
    let input = try MockClusters(starCount: 12).input()
    let suites: [RobustnessSuite] = [
      .extinction, .membership, .selection, .aliases, .prior, .outliers,
    ]
    let plan = try RobustnessPlan(input, suites: suites, only: ["Praesepe"], draws: Self.few)
    let folder = Folder()
    let store = try RobustnessStore(creating: folder.path)
    _ = try RobustnessRun(input, plan: plan).complete(
      store: store, threadCount: 2, progress: { _ in })
    let report = try #require(RobustnessReport(plan, result: store.result))
    #expect(report.table.rows.allSatisfy { ($0.missing == nil) != $0.log10AgesMyr.isEmpty })
    func result(_ name: String) throws -> RobustnessResult {
      let task = try #require(plan.tasks.first { $0.variant.name == name })
      return try #require(store.result(task.label))
    }
    // Of 12 stars, those with index 0, 5 and 10 are field stars, 0, 3, 6 and 9 of the second source.
    #expect(try result("probability at least 0.5").ages.first?.starCount == 9)
    #expect(try result("all are members").ages.first?.starCount == 12)
    #expect(try result("first source left out").missing["Praesepe"]?.contains("4 stars") == true)
    #expect(try result("second source left out").ages.first?.starCount == 8)
    #expect(try result("third source left out").missing["Praesepe"]?.contains("2 sources") == true)
    #expect(try result("RUWE below 1.2").ages.first?.starCount == 10)
    #expect(try result("law babusiaux2018").missing["Praesepe"] != nil)
    #expect(try result("colors of the other catalog").missing["Praesepe"] == "no other catalog")
    // Redder stars of one period are younger: more excess makes stars bluer and the cluster older.
    let given = try #require(report.table.given["Praesepe"])
    #expect(try #require(try result("E(BP-RP) +0.072").ages.first).q50 > given.q50)
    #expect(try #require(try result("uniform in age").ages.first).q50 > given.q50)
    // What is summed over makes an age less certain, never more.
    let marginal = try #require(try result("zero point marginalized").ages.first)
    #expect(marginal.statisticalDex > given.statisticalDex)
  }

  @Test func keptDensitiesChangeNoBit() throws {
    let input = try MockClusters(starCount: 12).input()
    let plan = try RobustnessPlan(
      input, suites: [.extinction, .membership, .selection, .aliases, .prior, .outliers],
      only: ["Praesepe", "Pleiades"], draws: Self.few)
    let plain = RobustnessRun(input, plan: plan)
    let fast = try plain.withCaches(threadCount: 2)
    for task in plan.tasks {
      #expect(try plain.result(of: task) == fast.result(of: task), "\(task.name)")
    }
  }

  @Test func theJointPosteriorDatesEveryCluster() throws {
    let input = try MockClusters(starCount: 12).input()
    let plan = try RobustnessPlan(
      input, suites: [.prior], only: ["Praesepe", "Pleiades"], isJoint: true, draws: Self.few)
    let task = try #require(plan.tasks.first { $0.variant == .joint })
    let run = RobustnessRun(input, plan: plan)
    let joint = try run.result(of: task)
    #expect(joint.missing.isEmpty, "\(joint.missing)")
    let given = try run.result(of: try #require(plan.tasks.first { $0.variant == .asGiven }))
    for (age, alone) in zip(joint.ages, given.ages) {
      #expect(age.cluster == alone.cluster && age.starCount == alone.starCount)
      // Nuisances widen an age and move it by no more than its width.
      #expect(abs(age.q50 - alone.q50) < age.statisticalDex)
      #expect(age.statisticalDex > 0.9 * alone.statisticalDex)
    }
    #expect(try run.result(of: task) == joint)
  }

  @Test func anUnknownOrEmptyClusterIsRefused() throws {
    let input = try MockClusters(starCount: 12).input()
    #expect(throws: TrainingError.self) {
      try RobustnessPlan(input, suites: [.prior], only: ["Taurus"])
    }
  }
}
