// SPDX-License-Identifier: GPL-3.0-or-later
// A model ready for use, with the name and the digest that results will carry.

public import GyroFiles
public import GyroFlows
public import GyroModel
internal import GyroPlatform

/// A rotation flow with what identifies it.
public struct LoadedModel: Sendable {
  /// `default` for the embedded model, else the path.
  public let name: String
  /// The flow and where its calibrators lie.
  public let rotation: RotationFlow
  /// Digest of the checkpoint file.
  public let digest: SHA256Digest
  /// How the model was trained; nil if the checkpoint does not record it.
  public var training: TrainingRecord? { TrainingRecord(notes: rotation.checkpoint.notes) }
  /// The catalogs that the model was trained on, as results name them, and the digest of their table; nil if the checkpoint does not
  /// record it.
  var trainingCatalog: (name: String, sha256: String)? {
    TrainingOrigin.catalog(notes: rotation.checkpoint.notes)
  }

  /// Whether the spline knots bend nowhere sharply with age and color, so that they may be tabulated.
  ///
  /// Networks of rectifiers, as those of the published ChronoFlow weights, have a kink wherever a unit
  /// switches on: quantiles from a table of their knots are off by up to 0.01 dex.
  public var isSmooth: Bool {
    rotation.flow.flows.allSatisfy { $0.architecture.activation == .silu }
  }

  /// Reads a checkpoint.
  ///
  /// - Parameter nameOrPath: The name of the embedded model, or a path; nil is the embedded model.
  /// - Throws: ``GyroFlows/FlowError`` if there is no such file, or it is not a checkpoint of a rotation flow.
  public init(_ nameOrPath: String? = nil) throws(FlowError) {
    name = nameOrPath ?? EmbeddedModel.name
    if name == EmbeddedModel.name {
      rotation = try RotationFlow(
        FlowCheckpoint(bytes: EmbeddedModel.memory, name: name, isKnown: true), file: name)
      digest = EmbeddedModel.digest
    } else {
      let bytes: [UInt8]
      do throws(FlowError) { bytes = try FlowCheckpoint.contents(name) } catch {
        throw FlowError(
          file: name, problem: error.problem,
          hint: "Name a checkpoint file, or \"\(EmbeddedModel.name)\" for the embedded model")
      }
      rotation = try RotationFlow(FlowCheckpoint(bytes: bytes, name: name), file: name)
      digest = SHA256Digest(of: bytes)
    }
  }
}
