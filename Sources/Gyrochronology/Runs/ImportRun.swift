// SPDX-License-Identifier: GPL-3.0-or-later
// Weights that zuko trained, as a checkpoint of this program.

internal import GyroFiles
package import GyroFlows
internal import GyroModel

/// What is asked of an import, as a value that can be kept and sent.
package struct ImportRequest: Hashable, Sendable, Codable {
  /// The safetensors file of a state dictionary of a zuko NSF of one variable.
  package var weights: String
  /// The slope constant and the bound of the splines, which such a file does not hold.
  package var slope, bound: Double
  /// The activation of the conditioners, by its name.
  package var activation: String
  /// The checkpoint to write.
  package var output: String

  /// Asks for a checkpoint.
  package init(
    weights: String, slope: Double, bound: Double, activation: Activation, output: String
  ) {
    (self.weights, self.slope, self.bound) = (weights, slope, bound)
    (self.activation, self.output) = (activation.rawValue, output)
  }

  /// Reads the weights and writes the checkpoint.
  ///
  /// - Returns: The checkpoint as it was written.
  /// - Throws: ``RequestError`` if there is no such activation; ``GyroFlows/FlowError`` if the weights are not those
  ///   of such a flow; ``GyroFiles/FileError`` if a file cannot be read or written.
  package func run() throws -> FlowCheckpoint {
    guard let activation = Activation(rawValue: activation) else {
      throw RequestError("\"\(activation)\" is not an activation.")
    }
    let bytes = try FlowCheckpoint.contents(weights)
    let checkpoint = try FlowCheckpoint(
      stateDictionary: bytes, name: weights, activation: activation, bound: bound,
      slope: slope, contextNames: ContextSchema.rotation.names, valueName: RotationFlow.valueName,
      notes: [
        "imported_from_sha256": SHA256Digest(of: bytes).hexadecimal,
        "origin": "imported zuko state dictionary",
      ])
    try AtomicFile.write(RotationFlow.readableBytes(of: checkpoint, file: output), to: output)
    return checkpoint
  }
}
