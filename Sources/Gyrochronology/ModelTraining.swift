// SPDX-License-Identifier: GPL-3.0-or-later
// From calibration stars to a trained model, with the record of how it came about.

internal import Foundation
public import GyroCatalogs
internal import GyroFiles
public import GyroFlows
public import GyroModel

/// What a training rests on: stars, choices and seed.
public struct ModelTraining: Sendable {
  /// The stars.
  public let stars: [CalibrationStar]
  /// The choices.
  public let configuration: TrainingConfiguration
  /// Share of members whose period has nothing to do with their age.
  public let mixture: OutlierMixture
  let clusters: ClusterList
  /// Names the random streams.
  public let seed: UInt64
  /// Where the stars come from, in words and digests, to be recorded with the model.
  public let origin: [String: String]

  /// Describes a training.
  ///
  /// - Parameters:
  ///   - stars: At least 100 stars, none of an external test cluster.
  ///   - clusters: The clusters, which say which of them are external tests.
  ///   - configuration: The choices of the trainer.
  ///   - mixture: The mixture of the likelihood that is maximized.
  ///   - seed: Names the random streams.
  ///   - origin: What to record about the stars.
  /// - Throws: ``TrainingError`` if the stars cannot be trained on.
  public init(
    stars: [CalibrationStar], clusters: ClusterList,
    configuration: TrainingConfiguration = TrainingConfiguration(),
    mixture: OutlierMixture = OutlierMixture(), seed: UInt64, origin: [String: String] = [:]
  ) throws(TrainingError) {
    let external = Set(clusters.clusters.filter(\.isExternalTest).map(\.key))
    if let star = stars.first(where: { external.contains($0.cluster) }) {
      throw TrainingError(
        problem: "\(star.cluster) is among the stars to train on",
        hint: "It is an external test; leave it out of the selection")
    }
    guard stars.count >= 100 else {
      throw TrainingError(
        problem: "only \(stars.count) stars to train on, expected at least 100",
        hint: "Check the catalog and the selection")
    }
    (self.stars, self.configuration, self.mixture) = (stars, configuration, mixture)
    (self.seed, self.origin, self.clusters) = (seed, origin, clusters)
  }

  /// The rows the flow is trained on.
  public var rows: TrainingSet { Self.rows(stars, mixture) }

  static func rows(_ stars: [CalibrationStar], _ mixture: OutlierMixture) -> TrainingSet {
    TrainingSet(
      contexts: stars.flatMap { [$0.log10AgeMyr, $0.bpRp0, log10($0.bpRp0Sigma)] },
      values: stars.map(\.log10PeriodDays),
      inlierWeights: stars.map { (1 - mixture.outlierFraction) * $0.membershipProbability },
      backgroundLogDensity: OutlierMixture.backgroundLogDensity)
  }

  /// A trainer, fresh or going on from a saved state of this same training.
  public func trainer(threadCount: Int, resuming state: TrainingState? = nil) -> FlowTrainer {
    FlowTrainer(
      configuration: configuration, rows: rows, seed: seed, threadCount: threadCount,
      resuming: state)
  }

  /// Digest of all that fixes the result: a saved state with another label belongs elsewhere.
  public var label: String {
    var text = "\(seed)\n\(recordedConfiguration)\n\(ProgramVersion.current)\n"
    let rows = rows
    for numbers in [rows.contexts, rows.values, rows.inlierWeights] {
      for number in numbers { text += String(number.bitPattern, radix: 16) + " " }
    }
    return SHA256Digest(of: Array(text.utf8)).hexadecimal
  }

  /// The model of a trainer's best epoch, with its record.
  public func checkpoint(of trainer: FlowTrainer) -> FlowCheckpoint {
    var notes = RotationFlow.notes(domain: domain, medianBpRp0Sigma: medianBpRp0Sigma)
    for (key, text) in origin { notes["training.\(key)"] = text }
    notes["training.program"] = "gyrochrone \(ProgramVersion.current)"
    notes["training.configuration"] = recordedConfiguration
    notes["training.outlier_fraction"] = String(mixture.outlierFraction)
    notes["training.seed"] = String(seed)
    notes["training.stars"] = String(stars.count)
    notes["training.clusters"] = Set(stars.map(\.cluster)).sorted().joined(separator: ", ")
    notes["training.best_epoch"] = String(trainer.state.bestEpoch)
    notes["training.validation_mixture_log_likelihood"] = String(trainer.state.bestScore)
    return FlowCheckpoint(
      ensemble: FlowEnsemble([trainer.bestFlow]), contextNames: RotationFlow.contextNames,
      valueName: RotationFlow.valueName, notes: notes)
  }

  private var recordedConfiguration: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(configuration) else {
      preconditionFailure("a configuration of finite numbers is always JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Ranges of the stars: all ages, and for the rest all but the outermost thousandth at each end,
  /// where a single mistaken star would set the bound.
  private var domain: CalibrationDomain {
    func range(_ values: [Double], trimming: Double) -> ClosedRange<Double> {
      let sorted = values.sorted()
      let skipped = Int(Double(sorted.count) * trimming)
      return sorted[skipped]...sorted[sorted.count - 1 - skipped]
    }
    return CalibrationDomain(
      log10AgeMyr: range(stars.map(\.log10AgeMyr), trimming: 0),
      bpRp0: range(stars.map(\.bpRp0), trimming: 0.001),
      log10BpRp0Sigma: range(stars.map { log10($0.bpRp0Sigma) }, trimming: 0.001),
      log10PeriodDays: range(stars.map(\.log10PeriodDays), trimming: 0.001))
  }

  private var medianBpRp0Sigma: Double {
    let sorted = stars.map(\.bpRp0Sigma).sorted()
    return sorted[sorted.count / 2]
  }
}

/// Stars or choices that cannot be trained on.
public struct TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let problem: String
  /// How to mend it.
  public let hint: String

  /// What a person reads.
  public var description: String { "\(problem). \(hint)" }
}
