// SPDX-License-Identifier: GPL-3.0-or-later
// The provenance of a result of the forward model, from which it can be reproduced.

internal import GyroFiles
internal import GyroPlatform
package import GyroTables

/// The provenance of tracks, gyrochrones and mock stars.
public struct ForwardManifest: Hashable, Sendable, Encodable {
  /// Version of this package.
  public let programVersion: String
  /// Name or path of the model.
  public let model: String
  /// Digest of the model's checkpoint.
  public let modelSHA256: String
  /// The color error that periods are predicted for, mag; nil if it differs from star to star.
  public let bpRp0Sigma: Double?
  /// The seed of what was drawn at random; nil if nothing was.
  public let seed: UInt64?
  /// The command line.
  public let command: [String]

  private enum CodingKeys: String, CodingKey {
    case programVersion = "program_version"
    case model
    case modelSHA256 = "model_sha256"
    case bpRp0Sigma = "bp_rp0_sigma"
    case seed, command
  }

  /// Describes a run.
  public init(
    _ model: LoadedModel, bpRp0Sigma: Double? = nil, seed: UInt64? = nil, command: [String]
  ) {
    programVersion = ProgramVersion.current
    (self.model, modelSHA256) = (model.name, model.digest.hexadecimal)
    (self.bpRp0Sigma, self.seed, self.command) = (bpRp0Sigma, seed, command)
  }

  /// What a result rests on, in a line of small print.
  public var summary: String {
    let sigma = bpRp0Sigma.map { ", color error " + String(printf: "%.3g", $0) + " mag" } ?? ""
    let seed = seed.map { ", seed \($0)" } ?? ""
    return "gyro \(programVersion), model \(model) \(modelSHA256.prefix(12))" + sigma + seed
  }

  /// The command line as a shell takes it.
  public var commandLine: String { ShellWords.line(command) }

  /// The provenance as metadata of a table, for the formats that have them.
  package var tableMetadata: [TableMetadata] {
    var entries = [
      ("program_version", programVersion), ("model", model), ("model_sha256", modelSHA256),
    ]
    if let bpRp0Sigma { entries.append(("bp_rp0_sigma", "\(bpRp0Sigma)")) }
    if let seed { entries.append(("seed", "\(seed)")) }
    entries.append(("command", commandLine))
    return entries.map { TableMetadata(key: "gyro_" + $0.0, value: $0.1) }
  }
}
