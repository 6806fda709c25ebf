// SPDX-License-Identifier: GPL-3.0-or-later
// The results for a model card: named ones, or those in a folder.

internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform
package import Gyrochronology

/// The results that a card is made with.
package struct CardEvidence: Sendable {
  private(set) var heldOut: [ModelCard.Kind: ModelCard.HeldOutSection] = [:]
  private(set) var external: ModelCard.ExternalSection?
  /// Why a kind is not there.
  private(set) var absent: [ModelCard.Kind: String] = [:]

  /// Reads named files, each of which must be about the model.
  package init(_ paths: [String], model: LoadedModel) throws {
    for kind in ModelCard.Kind.allCases { absent[kind] = "no such result was named" }
    for path in paths {
      guard let bytes = try FileContents.regular(path, limit: 1 << 28) else {
        throw FileError(path: path, problem: "cannot be read", hint: "Check the path")
      }
      guard let kind = try take(bytes, path) else {
        throw FileError(
          path: path, problem: "is not a result of gyro train --folds or gyro model score",
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
  package init(folder: String?, model: LoadedModel) throws {
    for kind in ModelCard.Kind.allCases {
      guard let folder,
        let bytes = try FileContents.regular("\(folder)/\(kind.fileName)", limit: 1 << 28)
      else {
        absent[kind] = "no result was found"
        continue
      }
      guard try take(bytes, kind.fileName) == kind else {
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
      ? external?.result.mismatch(with: model) : heldOut[kind]?.result.mismatch(with: model)
  }

  /// Keeps a result and returns its kind; nil if a card does not show it.
  private mutating func take(_ bytes: [UInt8], _ path: String) throws(FileError) -> ModelCard.Kind?
  {
    let name = URL(filePath: path).lastPathComponent
    if try HeldOutResult.matches(bytes, path: path) {
      let result = try HeldOutResult(bytes: bytes, path: path)
      let kind: ModelCard.Kind =
        result.byCluster == nil
        ? .starFolds : result.protocolName == "clusters" ? .leaveOneOut : .heldOut
      heldOut[kind] = ModelCard.HeldOutSection(file: name, result: result)
      return kind
    }
    guard try ClusterScores.matches(bytes, path: path) else { return nil }
    external = ModelCard.ExternalSection(
      file: name, result: try ClusterScores(bytes: bytes, path: path))
    return .external
  }
}
