// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a model: its own record, and the results that are about it, or why there are none.

internal import Foundation
internal import GyroFiles
internal import GyroStudies
internal import Gyrochronology

/// The card of a model.
struct ModelCard: Encodable {
  /// A kind of evidence.
  enum Kind: String, CaseIterable {
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
  var weaknesses: [ModelWeakness]

  enum CodingKeys: String, CodingKey {
    case program, command, model, external, absent, weaknesses
    case heldOut = "held_out"
    case leaveOneOut = "leave_one_out"
    case starFolds = "star_folds"
  }

  /// Evidence from a file.
  struct HeldOutSection: Encodable {
    let file: String
    let record: HeldOutRecord

    private enum CodingKeys: String, CodingKey {
      case file, command, seeds, figures, clusters, folds
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: CodingKeys.self)
      try object.encode(file, forKey: .file)
      try object.encode(record.command, forKey: .command)
      try object.encode(record.protocolName, forKey: .folds)
      try object.encode(record.seeds, forKey: .seeds)
      try object.encode(record.figures, forKey: .figures)
      if !record.isOfStars { try object.encode(record.clusters, forKey: .clusters) }
    }
  }

  /// Scores of clusters from a file.
  struct ExternalSection: Encodable {
    let file: String
    let record: ExternalRecord

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
      try object.encode(record.command, forKey: .command)
      try object.encode(
        record.clusters.map {
          Cluster(
            cluster: $0.cluster, stars: $0.stars, offsetDex: $0.offsetDex,
            deviations: $0.deviations, meanLogDensity: $0.meanLogDensity,
            meanMixtureLogLikelihood: $0.meanMixtureLogLikelihood)
        }, forKey: .clusters)
    }
  }

  /// Puts a card together.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - evidence: Where to look for results.
  ///   - command: What makes the card.
  init(_ model: LoadedModel, evidence: CardEvidence, command: String) {
    program = "gyrochrone \(ProgramVersion.current)"
    self.command = command
    self.model = ModelDescription(model)
    (heldOut, leaveOneOut) = (evidence.heldOut[.heldOut], evidence.heldOut[.leaveOneOut])
    (starFolds, external) = (evidence.heldOut[.starFolds], evidence.external)
    absent = Dictionary(uniqueKeysWithValues: evidence.absent.map { ($0.rawValue, $1) })
    weaknesses = []
  }
}

/// The results that a card is made with.
struct CardEvidence {
  private(set) var heldOut: [ModelCard.Kind: ModelCard.HeldOutSection] = [:]
  private(set) var external: ModelCard.ExternalSection?
  /// Why a kind is not there.
  private(set) var absent: [ModelCard.Kind: String] = [:]

  /// Reads named files, each of which must be about the model.
  init(_ paths: [String], model: LoadedModel) throws {
    for kind in ModelCard.Kind.allCases { absent[kind] = "no such result was named" }
    for path in paths {
      guard let bytes = try FileContents.regular(path) else {
        throw FileError(path: path, problem: "cannot be read", hint: "Check the path")
      }
      guard let kind = try take(Data(bytes), path) else {
        throw FileError(
          path: path, problem: "is no result of gyro train --folds or gyro model score",
          hint: "Name what these write as JSON")
      }
      guard absent.removeValue(forKey: kind) != nil else {
        throw FileError(path: path, problem: "is a second result of one kind", hint: "Name one")
      }
      if let mismatch = mismatch(kind, model) {
        throw FileError(
          path: path, problem: "says nothing about this model: \(mismatch)",
          hint: "Make it anew: \(kind.command)")
      }
    }
  }

  /// Looks for the results that lie in a folder; what is about another model is left out.
  init(folder: String?, model: LoadedModel) throws {
    for kind in ModelCard.Kind.allCases {
      guard let folder,
        let bytes = try FileContents.regular("\(folder)/\(kind.fileName)")
      else {
        absent[kind] = "no result was found"
        continue
      }
      guard try take(Data(bytes), kind.fileName) == kind else {
        throw FileError(
          path: "\(folder)/\(kind.fileName)", problem: "is not what its name says",
          hint: "Make it anew: \(kind.command)")
      }
      if let mismatch = mismatch(kind, model) {
        absent[kind] = "\(kind.fileName) says nothing about this model: \(mismatch)"
        if kind == .external { external = nil } else { heldOut[kind] = nil }
      }
    }
  }

  private func mismatch(_ kind: ModelCard.Kind, _ model: LoadedModel) -> String? {
    kind == .external
      ? external?.record.mismatch(with: model) : heldOut[kind]?.record.mismatch(with: model)
  }

  /// Takes a result in, and says of what kind it is.
  private mutating func take(_ bytes: Data, _ path: String) throws(FileError) -> ModelCard.Kind? {
    do throws(ReportError) {
      return try taken(bytes, path)
    } catch {
      throw FileError(
        path: path, problem: error.problem, hint: "The file was altered or is damaged; make it anew"
      )
    }
  }

  private mutating func taken(
    _ bytes: Data, _ path: String
  ) throws(ReportError) -> ModelCard.Kind? {
    let name = URL(filePath: path).lastPathComponent
    if let record = try HeldOutRecord(json: bytes) {
      let kind: ModelCard.Kind =
        record.isOfStars ? .starFolds : record.protocolName == "clusters" ? .leaveOneOut : .heldOut
      heldOut[kind] = ModelCard.HeldOutSection(file: name, record: record)
      return kind
    }
    if let record = try ExternalRecord(json: bytes) {
      external = ModelCard.ExternalSection(file: name, record: record)
      return .external
    }
    return nil
  }
}
