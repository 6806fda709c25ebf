// SPDX-License-Identifier: GPL-3.0-or-later
// From calibration stars to a trained model, with the record of the training.

package import GyroCatalogs
internal import GyroFiles
package import GyroFlows
package import GyroModel
internal import GyroNumerics
internal import GyroPlatform
package import Gyrochronology

/// What a training rests on: stars, choices and seed.
package struct ModelTraining: Sendable {
  /// The stars, without those that the age policy excludes.
  package let stars: [CalibrationStar]
  /// The choices.
  package let choices: TrainingChoices
  /// Names the random streams.
  package let seed: UInt64
  /// Where the stars come from, to be recorded with the model; nil if that is not known.
  package let origin: TrainingOrigin?
  let disputedClusters: Set<String>

  /// The mixture of the likelihood that is maximized.
  package var mixture: OutlierMixture { OutlierMixture(outlierFraction: choices.outlierFraction) }

  /// Describes a training.
  ///
  /// - Parameters:
  ///   - stars: At least 100 stars within the limits of calibrators, none of an external test cluster.
  ///   - externalClusters: Keys of clusters that are external tests, never trained on.
  ///   - disputedClusters: Keys of clusters whose age is in dispute.
  ///   - choices: The choices.
  ///   - seed: Names the random streams.
  ///   - origin: What to record about the stars.
  /// - Throws: ``TrainingError`` if the stars cannot be trained on.
  package init(
    stars: [CalibrationStar], externalClusters: Set<String>, disputedClusters: Set<String>,
    choices: TrainingChoices = TrainingChoices(), seed: UInt64, origin: TrainingOrigin? = nil
  ) throws(TrainingError) {
    if let star = stars.first(where: { externalClusters.contains($0.cluster) }) {
      throw TrainingError(
        problem: "\(star.cluster) is among the stars to train on",
        hint: "It is an external test; leave it out of the selection")
    }
    for star in stars { if let problem = star.problem { throw problem } }
    self.stars =
      choices.ages.disputed == .excluded
      ? stars.filter { !disputedClusters.contains($0.cluster) } : stars
    guard self.stars.count >= 100 else {
      throw TrainingError(
        problem: "only \(self.stars.count) stars to train on, expected at least 100",
        hint: "Check the catalog and the selection")
    }
    (self.choices, self.disputedClusters) = (choices, disputedClusters)
    do throws(FileError) { _ = try CanonicalJSON.data(choices, name: "choices") } catch {
      throw TrainingError(
        problem: "the choices of the training cannot be recorded: a number is NaN or infinite",
        hint: "Give finite numbers")
    }
    (self.seed, self.origin) = (seed, origin)
  }

  /// The rows the flows are trained on.
  package var rows: TrainingSet {
    var rows = TrainingSet(
      contexts: choices.colorError.schema.rows(stars.map { ($0.log10AgeMyr, $0.covariates) }),
      values: stars.map(\.log10PeriodDays),
      inlierWeights: stars.map {
        choices.mixture?.weight(membershipProbability: $0.membershipProbability)
          ?? mixture.weight(membershipProbability: $0.membershipProbability)
      },
      backgroundLogDensities: stars.map {
        choices.mixture?.backgroundLogDensity(log10PeriodDays: $0.log10PeriodDays)
          ?? OutlierMixture.backgroundLogDensity
      })
    rows.contextUncertainty = choices.ages.uncertainty(
      of: stars, disputedClusters: disputedClusters)
    rows.contextUncertainty?.furtherDraws = [
      GroupedContextUncertainty.FurtherDraw(feature: 1, sigma: choices.colorZeroPointSigma)
    ]
    if case .integrated(let nodeCount) = choices.colorError {
      rows.contextError = IntegratedContextError(
        feature: 1, sigmas: stars.map(\.bpRp0Sigma), nodeCount: nodeCount)
    }
    return rows
  }

  /// What each star counts for one of the flows: the same for the stars of a cluster, mean 1.
  ///
  /// > Source: Rubin (1981), the Bayesian bootstrap, here over clusters and with a gamma distribution
  /// > of any shape instead of the exponential.
  ///
  /// - Parameter flow: Index of the flow.
  /// - Returns: Shape `[stars.count]`.
  package func lossWeights(flow: Int) -> [Double] {
    guard choices.clusterBootstrapShape > 0 else { return Array(repeating: 1, count: stars.count) }
    var random = RandomStream(seed: seed).child("cluster weights", flow)
    var weights: [String: Double] = [:]
    for cluster in Set(stars.map(\.cluster)).sorted() {
      // A gamma deviate of a whole-numbered shape is a sum of exponential ones.
      weights[cluster] = (0..<choices.clusterBootstrapShape).reduce(0) { sum, _ in
        sum - log(1 - random.nextUniform())
      }
    }
    let listed = stars.map { weights[$0.cluster] ?? 1 }
    let mean = listed.reduce(0, +) / Double(listed.count)
    return listed.map { $0 / mean }
  }

  /// A trainer of one of the flows, before its first epoch.
  package func trainer(flow: Int, threadCount: Int) -> FlowTrainer {
    var random = RandomStream(seed: seed).child("flow", flow)
    var rows = rows
    rows.lossWeights = lossWeights(flow: flow)
    return FlowTrainer(
      configuration: choices.trainer, rows: rows, seed: random.next(), threadCount: threadCount)
  }

  /// All flows, trained side by side where that keeps the threads busy.
  package func trained(threadCount: Int) -> [TrainedFlow] {
    let threadsPerFlow = max(1, threadCount / choices.flowCount)
    return concurrentMap(count: choices.flowCount, threadCount: threadCount) { flow in
      var trainer = trainer(flow: flow, threadCount: threadsPerFlow)
      while !trainer.isFinished { _ = trainer.runEpoch() }
      return trainer.best
    }
  }

  /// Digest of all that fixes the result: a saved state with another label belongs to another training.
  package var label: String {
    var fingerprint = Fingerprint(of: "training")
    fingerprint.add(ProgramVersion.current)
    fingerprint.add(seed)
    // Choices that cannot be recorded are refused above.
    try? fingerprint.add(recorded: choices, name: "choices")
    let rows = rows
    fingerprint.add([rows.contexts, rows.values, rows.inlierWeights, rows.backgroundLogDensities])
    if let uncertainty = rows.contextUncertainty {
      fingerprint.add([uncertainty.feature] + uncertainty.groups)
      fingerprint.add([uncertainty.drawnSigmas, uncertainty.learnedSigmas])
      for draw in uncertainty.furtherDraws {
        fingerprint.add(draw.feature)
        fingerprint.add(draw.sigma)
      }
    }
    if let error = rows.contextError {
      fingerprint.add([error.feature, error.nodeCount])
      fingerprint.add([error.sigmas])
    }
    return fingerprint.digest.hexadecimal
  }

  /// The model of trained flows, with its record.
  ///
  /// - Throws: ``TrainingError`` if a flow predicts worse than the background alone.
  package func checkpoint(of flows: [TrainedFlow]) throws(TrainingError) -> FlowCheckpoint {
    for (index, flow) in flows.enumerated()
    where !(flow.score > OutlierMixture.backgroundLogDensity) {
      throw TrainingError(
        problem: "flow \(index) has diverged: its best score is \(flow.score) nats per star, the "
          + "background's alone \(OutlierMixture.backgroundLogDensity)",
        hint: "Lower peak_learning_rate or gradient_norm_limit")
    }
    let record = TrainingRecord(
      program: "gyrochrone \(ProgramVersion.current)", origin: origin, choices: choices, seed: seed,
      starCount: stars.count, clusters: Set(stars.map(\.cluster)).sorted(),
      starCountByCluster: Dictionary(grouping: stars, by: \.cluster).mapValues(\.count),
      bestEpochs: flows.map(\.epoch), scores: flows.map(\.score),
      areScoresHeldOut: choices.trainer.validationFraction > 0,
      learnedAgesMyr: learnedAges(of: flows))
    let schema = choices.colorError.schema
    let notes = RotationFlow.notes(
      domain: domain, medianBpRp0Sigma: medianBpRp0Sigma, schema: schema
    )
    .merging(record.notes) { $1 }
    return FlowCheckpoint(
      ensemble: FlowEnsemble(flows.map(\.flow)), contextNames: schema.names,
      valueName: RotationFlow.valueName, notes: notes)
  }

  /// The ages at which disputed clusters took part, mean over the flows, Myr.
  private func learnedAges(of flows: [TrainedFlow]) -> [String: Double] {
    guard let uncertainty = rows.contextUncertainty else { return [:] }
    var ages: [String: Double] = [:]
    for (star, group) in zip(stars, uncertainty.groups)
    where uncertainty.learnedSigmas[group] > 0 {
      let offset = flows.reduce(0) { $0 + $1.offsets[group] } / Double(flows.count)
      ages[star.subgroup.map { "\(star.cluster)/\($0)" } ?? star.cluster] = pow(
        10, star.log10AgeMyr + offset)
    }
    return ages
  }

  /// Ranges of the stars: all ages of clusters, to which single stars with ages of their own add too little, and for the rest all but the outermost thousandth at each end.
  ///
  /// A single mistaken star would set the bound there. A range has a width, also of stars that are alike.
  private var domain: CalibrationDomain {
    func range(_ values: [Double], trimming: Double) -> ClosedRange<Double> {
      let sorted = values.sorted()
      let skipped = Int(clamping: Double(sorted.count) * trimming)
      let (lower, upper) = (sorted[skipped], sorted[sorted.count - 1 - skipped])
      return lower < upper ? lower...upper : (lower - 0.01)...(upper + 0.01)
    }
    let clusterStars = stars.filter { !$0.hasOwnAge }
    return CalibrationDomain(
      log10AgeMyr: range(
        (clusterStars.isEmpty ? stars : clusterStars).map(\.log10AgeMyr), trimming: 0),
      bpRp0: range(stars.map(\.bpRp0), trimming: 0.001),
      log10BpRp0Sigma: range(stars.map { log10($0.bpRp0Sigma) }, trimming: 0.001),
      log10PeriodDays: range(stars.map(\.log10PeriodDays), trimming: 0.001))
  }

  private var medianBpRp0Sigma: Double {
    let sorted = stars.map(\.bpRp0Sigma).sorted()
    return sorted[sorted.count / 2]
  }
}
