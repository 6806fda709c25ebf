// SPDX-License-Identifier: GPL-3.0-or-later
// The provenance of the age of a cluster, from which it can be reproduced.

internal import GyroModel
internal import GyroPlatform
internal import GyroQuantities
public import GyroSampling
package import GyroTables

/// The provenance of ages of clusters: that of single stars, and what clusters need besides.
public struct ClusterManifest: Hashable, Sendable, Encodable {
  /// Where the stars come from.
  public struct Source: Hashable, Sendable, Encodable {
    /// The path of a table, or the key of a catalog.
    public var name: String
    /// Digest of the file, where it is one.
    public var sha256: String?
    /// The choice of stars, by name.
    public var selection: String?

    /// The name of the source, the digest of its table, and which stars were selected.
    public init(name: String, sha256: String? = nil, selection: String? = nil) {
      (self.name, self.sha256, self.selection) = (name, sha256, selection)
    }
  }

  let run: RunManifest
  let method: ClusterMethod
  let isJoint: Bool
  let seed: UInt64
  let settings: SamplingSettings
  let priors: ClusterPriors
  let calibration: CalibrationUncertainty
  let source: Source

  /// Describes a run.
  public init(
    _ estimator: ClusterAgeEstimator, method: ClusterMethod, isJoint: Bool,
    settings: SamplingSettings, seed: UInt64, source: Source,
    ageLikelihoods: AgeLikelihoods? = nil, command: [String]
  ) {
    run = RunManifest(estimator.stars, ageLikelihoods: ageLikelihoods, command: command)
    (self.method, self.isJoint, self.seed, self.settings) = (method, isJoint, seed, settings)
    (priors, calibration, self.source) = (estimator.priors, estimator.calibration, source)
  }

  private enum Key: String, CodingKey {
    case method, joint, seed, chains, warmup, draws, source
    case zeroPointSigma = "zero_point_sigma_mag"
    case membershipShiftSigma = "membership_shift_sigma"
    case outlierConcentration = "outlier_concentration"
    case ageSpread = "age_spread_dex"
    case calibrationScaleSigma = "calibration_scale_sigma_dex"
    case calibrationClusterScatter = "calibration_cluster_scatter"
  }

  /// Writes the provenance of single stars and the further keys.
  public func encode(to encoder: any Encoder) throws {
    try run.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(method.rawValue, forKey: .method)
    try container.encode(seed, forKey: .seed)
    try container.encode(source, forKey: .source)
    try container.encode(calibration.scaleSigma, forKey: .calibrationScaleSigma)
    try container.encode(calibration.clusterScatter, forKey: .calibrationClusterScatter)
    guard method == .nuts else { return }
    try container.encode(isJoint, forKey: .joint)
    try container.encode(settings.chainCount, forKey: .chains)
    try container.encode(settings.warmupCount, forKey: .warmup)
    try container.encode(settings.drawCount, forKey: .draws)
    try container.encode(priors.zeroPointSigma, forKey: .zeroPointSigma)
    try container.encode(priors.membershipShiftSigma, forKey: .membershipShiftSigma)
    try container.encode(priors.outlierConcentration, forKey: .outlierConcentration)
    try container.encode(priors.ageSpread, forKey: .ageSpread)
  }

  /// The provenance as metadata of a table, for the formats that have them.
  package var tableMetadata: [TableMetadata] {
    let scatter = calibration.clusterScatter.map {
      "\($0.sigmaDex) at 10^\($0.log10AgeMyr) Myr"
    }
    let further = [
      ("method", method.rawValue), ("seed", "\(seed)"), ("source", source.name),
      ("calibration_scale_sigma_dex", "\(calibration.scaleSigma)"),
      ("calibration_cluster_scatter_dex", scatter.joined(separator: ", ")),
    ]
    return run.tableMetadata
      + further.map { TableMetadata(key: "gyro_" + $0.0, value: $0.1) }
  }

  /// The model as text, with the first digits of its digest.
  public var modelWords: String {
    "model \(run.model), sha256 \(run.modelSHA256.prefix(12))…, gyro \(run.programVersion)"
  }
  /// The ages allowed, dex of Myr.
  var log10AgesMyr: ClosedRange<Double> {
    log10(run.minimumAgeMyr ?? AgeGrid.minimumAge.megayears)...log10(1000 * run.maximumAgeGyr)
  }
  /// The prior of the age as text.
  public var priorWords: String {
    run.priorWords
      + (run.ageLikelihood == "none" ? "" : ", age likelihood \(run.ageLikelihood)")
  }
}
