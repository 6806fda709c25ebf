// SPDX-License-Identifier: GPL-3.0-or-later
// The tasks of a robustness run, done: each a pure function of its input.

internal import GyroCatalogs
internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities
internal import GyroSampling
internal import GyroTraining
package import Gyrochronology

/// What came of a task.
package struct RobustnessResult: Hashable, Sendable, Codable {
  /// The label of the task.
  package let label: String
  /// The ages, by cluster.
  package let ages: [DatedCluster]
  /// Why there is no age of the other clusters, by key.
  package let missing: [String: String]
  /// How long it took in seconds, by the clock of who asked; no report depends on it.
  package var seconds = 0.0
}

/// Does the tasks of a plan.
package struct RobustnessRun: Sendable {
  private let input: RobustnessInput
  let plan: RobustnessPlan
  private let byCluster: [String: PerturbedCluster]
  private let usual: DatingAssumptions
  /// Densities under the model as given, by cluster; a result is the same without them.
  private(set) var caches: [String: FlowDensityCache] = [:]

  /// Prepares what all tasks share.
  package init(_ input: RobustnessInput, plan: RobustnessPlan) {
    (self.input, self.plan) = (input, plan)
    usual = DatingAssumptions(outlierFraction: input.choices.outlierFraction)
    let others = input.otherStars.map { stars in
      Dictionary(
        stars.compactMap { star in star.gaiaDR3.map { ($0, star) } },
        uniquingKeysWith: { first, _ in first })
    }
    let groups = Dictionary(grouping: input.stars, by: \.cluster)
    byCluster = Dictionary(
      uniqueKeysWithValues: plan.clusters.map { cluster in
        (
          cluster.key,
          PerturbedCluster(
            stars: groups[cluster.key] ?? [], selection: input.selection,
            hasPublishedAV: input.hasPublishedAV(cluster.key), others: others)
        )
      })
  }

  /// Does a task on the calling thread.
  ///
  /// - Throws: ``GyroTraining/TrainingError`` if too few calibrators are left, or a training diverges;
  ///   ``GyroModel/ModelError`` if a prior is impossible.
  package func result(of task: RobustnessTask) throws -> RobustnessResult {
    let flow: RotationFlow
    let perturbation: DataPerturbation
    var wanted = plan.clusters
    switch task.variant.effect {
    case .data(let data): (flow, perturbation) = (input.model.rotation, data)
    case .training(let training):
      flow = try trained(training, task: task)
      perturbation = .none
      wanted = wanted.filter { $0.fold == task.fold }
    case .joint: return try joint(task)
    }
    let assumptions = perturbation.assumptions(usual)
    let dater = try ClusterDater(prior: assumptions.prior)
    let likelihood = assumptions.likelihood(flow)
    var ages: [DatedCluster] = []
    var missing: [String: String] = [:]
    for cluster in wanted {
      guard let data = byCluster[cluster.key] else { continue }
      var random = random(task).child(cluster.key)
      do throws(MissingVariant) {
        let stars = try perturbation.stars(of: data, random: &random)
        let likelihood = DirectClusterLikelihood(
          stars: stars, likelihood: likelihood,
          cache: task.variant.isTraining ? nil : caches[cluster.key])
        if let age = dater.age(of: likelihood, averagedOver: assumptions.nuisances) {
          ages.append(
            DatedCluster(cluster: cluster.key, starCount: stars.count, density: age.density))
        } else {
          missing[cluster.key] = "no age is possible"
        }
      } catch {
        missing[cluster.key] = error.reason
      }
    }
    return RobustnessResult(
      label: task.label, ages: ages, missing: missing)
  }

  /// The ages by the joint posterior, if its chains agree.
  private func joint(_ task: RobustnessTask) throws -> RobustnessResult {
    var random = random(task)
    let groups = try plan.clusters.compactMap { cluster in
      try byCluster[cluster.key].map {
        (name: cluster.key, stars: try DataPerturbation.none.stars(of: $0, random: &random))
      }
    }.filter { !$0.stars.isEmpty }
    var settings = SamplingSettings()
    (settings.warmupCount, settings.drawCount) = (300, 500)
    let dating = JointDating(
      flow: input.model.rotation, outlierFraction: usual.outlierFraction, settings: settings,
      random: random)
    let (ages, reasons) = try dating.ages(of: groups, label: task.label)
    guard reasons.isEmpty else {
      let reason = "the joint run did not converge: " + reasons.joined(separator: "; ")
      return RobustnessResult(
        label: task.label, ages: [],
        missing: Dictionary(uniqueKeysWithValues: groups.map { ($0.name, reason) }))
    }
    return RobustnessResult(label: task.label, ages: ages, missing: [:])
  }

  /// The same run with the densities at hand that many variants of the data ask for again.
  ///
  /// - Throws: ``GyroModel/ModelError`` if a prior is impossible.
  func withCaches(threadCount: Int) throws -> RobustnessRun {
    let dater = try ClusterDater(prior: usual.prior)
    let made = concurrentMap(count: plan.clusters.count, threadCount: threadCount) { index in
      byCluster[plan.clusters[index].key].map { cluster in
        // Neither of the two draws a number.
        var random = RandomStream(seed: 0)
        func stars(_ perturbation: DataPerturbation) -> [Star] {
          (try? perturbation.stars(of: cluster, random: &random)) ?? []
        }
        return dater.cache(
          of: stars(.none) + stars(.ruwe(limit: nil)),
          likelihood: usual.likelihood(input.model.rotation), given: stars(.none),
          nuisances: usual.nuisances)
      }
    }
    var run = self
    for (cluster, cache) in zip(plan.clusters, made) { run.caches[cluster.key] = cache }
    return run
  }

  private func random(_ task: RobustnessTask) -> RandomStream {
    RandomStream(seed: input.seed).child("robustness").child(task.variant.path, task.draw)
  }

  /// Flows trained without the clusters of the task's fold.
  private func trained(
    _ perturbation: TrainingPerturbation, task: RobustnessTask
  ) throws -> RotationFlow {
    var random = random(task)
    let leftOut = Set(plan.leftOut(fold: task.fold))
    let external = input.externalClusters
    let stars = perturbation.stars(
      input.calibrators.filter {
        !leftOut.contains($0.cluster) && !external.contains($0.cluster)
      },
      scales: input.ageScales, random: random)
    let training = try ModelTraining(
      stars: stars, externalClusters: external, disputedClusters: input.disputedClusters,
      choices: perturbation.choices(input.choices),
      seed: perturbation.hasOwnSeed ? random.next() : input.seed)
    let flows = training.trained(threadCount: 1)
    // Refuses what has diverged.
    return try RotationFlow(training.checkpoint(of: flows), file: task.name)
  }
}
