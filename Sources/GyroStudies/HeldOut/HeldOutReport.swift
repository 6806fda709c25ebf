// SPDX-License-Identifier: GPL-3.0-or-later
// The evidence of one or several held-out runs, with its summary.

public import Foundation
public import GyroTraining
internal import Gyrochronology

/// All folds of all seeds of one protocol.
public struct HeldOutReport: Sendable {
  /// How the folds were made, as `gyro train --folds` takes it.
  public let protocolName: String
  /// The folds, by seed and name.
  public let folds: [HeldOutFold]
  /// The choices of every training.
  public let choices: ModelTraining.Choices
  /// Where the stars come from.
  public let origin: [String: String]
  /// The command that made it.
  public let command: String
  private let disputedClusters: Set<String>
  private let isByCluster: Bool

  /// Collects folds, at least one.
  public init(
    foldProtocol: FoldProtocol, folds: [HeldOutFold], choices: ModelTraining.Choices,
    origin: [String: String], disputedClusters: Set<String>, command: String
  ) {
    precondition(!folds.isEmpty, "a report of no folds")
    protocolName = foldProtocol.description
    if case .stars = foldProtocol { isByCluster = false } else { isByCluster = true }
    (self.folds, self.choices, self.origin) = (folds, choices, origin)
    (self.disputedClusters, self.command) = (disputedClusters, command)
  }

  /// The seeds, ascending.
  public var seeds: [UInt64] { Set(folds.map(\.seed)).sorted() }

  /// The figures by seed; nil where stars and not clusters were held out.
  public var summaries: [HeldOutSummary]? {
    guard isByCluster else { return nil }
    return seeds.map { seed in
      HeldOutSummary(
        folds.filter { $0.seed == seed }.flatMap(\.clusters), disputed: disputedClusters)
    }
  }

  /// Mean and standard deviation over the seeds of each figure of the summary, by its name.
  public func figures() throws -> [(name: String, mean: Double, deviation: Double)] {
    let runs = try (summaries ?? []).map {
      try JSONDecoder().decode([String: Double].self, from: JSONEncoder().encode($0))
    }
    return (runs.first?.keys.sorted() ?? []).map { name in
      let values = runs.compactMap { $0[name] }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (name, mean, values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0)
    }
  }

  /// The report as JSON, with one entry a figure at the top, as programs read it.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    func object(_ value: some Encodable) throws -> Any {
      try JSONSerialization.jsonObject(with: encoder.encode(value))
    }
    var top: [String: Any] = [
      "program": "gyrochrone \(ProgramVersion.current)", "protocol": protocolName,
      "command": command, "origin": origin, "choices": try object(choices),
      "seeds": seeds.map { NSNumber(value: $0) },
      "folds": folds.map { fold in
        [
          "fold": fold.name, "seed": NSNumber(value: fold.seed), "held_out_stars": fold.starCount,
          "clusters": fold.clusters.map(\.cluster), "mean_log_density": fold.meanLogDensity,
          "mean_mixture_log_likelihood": fold.meanMixtureLogLikelihood,
          "best_epochs": fold.bestEpochs,
        ] as [String: Any]
      },
    ]
    func mean(_ value: (HeldOutFold) -> Double) -> Double {
      folds.reduce(0) { $0 + value($1) } / Double(folds.count)
    }
    top["mean_log_density"] = mean(\.meanLogDensity)
    top["mean_mixture_log_likelihood"] = mean(\.meanMixtureLogLikelihood)
    if isByCluster {
      var deviations: [String: Double] = [:]
      for figure in try figures() {
        top[figure.name] = figure.mean
        deviations[figure.name] = figure.deviation
      }
      top["standard_deviation_over_seeds"] = deviations
      top["clusters"] = try folds.flatMap { fold in
        try fold.clusters.map { cluster in
          var entry = try object(cluster) as? [String: Any] ?? [:]
          entry["seed"] = NSNumber(value: fold.seed)
          entry["mean_log_density"] = cluster.meanLogDensity
          entry["mean_mixture_log_likelihood"] = cluster.meanMixtureLogLikelihood
          if let offset = cluster.offsetDex { entry["offset_dex"] = offset }
          return entry
        }
      }
    }
    let options: JSONSerialization.WritingOptions = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    return try JSONSerialization.data(withJSONObject: top, options: options) + Data("\n".utf8)
  }
}
