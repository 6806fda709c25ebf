// SPDX-License-Identifier: GPL-3.0-or-later
// A model with its own record and the results about it, or the reasons why there are none.

package import GyroCatalogs
package import Gyrochronology

/// The card of a model.
package struct ModelCard: Sendable, Encodable {
  /// A kind of evidence.
  enum Kind: String, CaseIterable, Sendable {
    case heldOut = "held_out"
    case leaveOneOut = "leave_one_out"
    case starFolds = "star_folds"
    case external

    /// The file of it in the folder of results.
    var fileName: String {
      switch self {
      case .heldOut: "heldout.json"
      case .leaveOneOut: "heldout-leave-one-out.json"
      case .starFolds: "folds-stars.json"
      case .external: "external.json"
      }
    }

    /// The command that makes it.
    var command: String {
      switch self {
      case .heldOut: "gyro train --folds clusters:10 --repeats 3 --output heldout.json"
      case .leaveOneOut: "gyro train --folds clusters --repeats 3 --output leave-one-out.json"
      case .starFolds: "gyro train --folds stars:5 --output folds-stars.json"
      case .external: "gyro model score --format json --output external.json"
      }
    }
  }

  let program: String
  let command: String
  let model: ModelDescription
  let heldOut, leaveOneOut, starFolds: HeldOutSection?
  let external: ExternalSection?
  /// Why evidence is not there, by its kind.
  let absent: [String: String]
  /// Where it is known to fail.
  let weaknesses: [ModelWeakness]

  enum CodingKeys: String, CodingKey {
    case program, command, model, external, absent, weaknesses
    case heldOut = "held_out"
    case leaveOneOut = "leave_one_out"
    case starFolds = "star_folds"
  }

  /// Evidence from a file.
  struct HeldOutSection: Sendable, Encodable {
    let file: String
    let result: HeldOutResult

    private enum CodingKeys: String, CodingKey {
      case file, command, seeds, figures, clusters, folds
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: CodingKeys.self)
      try object.encode(file, forKey: .file)
      try object.encode(result.command, forKey: .command)
      try object.encode(result.protocolName, forKey: .folds)
      try object.encode(result.seeds, forKey: .seeds)
      try object.encode(
        Dictionary(uniqueKeysWithValues: result.figures.map { ($0.name, $0) }), forKey: .figures)
      if result.byCluster != nil { try object.encode(result.clusterMeans, forKey: .clusters) }
    }
  }

  /// Scores of clusters from a file.
  struct ExternalSection: Sendable, Encodable {
    let file: String
    let result: ClusterScores

    private enum CodingKeys: String, CodingKey { case file, command, clusters }
    private struct Cluster: Encodable {
      let cluster: String
      let stars: Int
      let offsetDex, deviations: Double?
      let meanLogDensity, meanMixtureLogLikelihood: Double

      enum CodingKeys: String, CodingKey {
        case cluster, stars, deviations
        case offsetDex = "offset_dex"
        case meanLogDensity = "mean_log_density"
        case meanMixtureLogLikelihood = "mean_mixture_log_likelihood"
      }
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: CodingKeys.self)
      try object.encode(file, forKey: .file)
      try object.encode(result.command, forKey: .command)
      try object.encode(
        result.entries.map {
          Cluster(
            cluster: $0.cluster, stars: $0.starCount, offsetDex: $0.offsetDex,
            deviations: $0.deviations, meanLogDensity: $0.meanLogDensity,
            meanMixtureLogLikelihood: $0.meanMixtureLogLikelihood)
        }, forKey: .clusters)
    }
  }

  /// Puts a card together.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - evidence: The results that are about it.
  ///   - scale: The age scale of its calibrators; nil without one.
  ///   - command: What makes the card.
  package init(_ model: LoadedModel, evidence: CardEvidence, scale: AgeScale?, command: String) {
    program = "gyrochrone \(ProgramVersion.current)"
    self.command = command
    self.model = ModelDescription(model)
    (heldOut, leaveOneOut) = (evidence.heldOut[.heldOut], evidence.heldOut[.leaveOneOut])
    (starFolds, external) = (evidence.heldOut[.starFolds], evidence.external)
    absent = Dictionary(uniqueKeysWithValues: evidence.absent.map { ($0.rawValue, $1) })
    weaknesses = ModelWeakness.all(of: model, evidence: evidence, scale: scale)
  }
}
