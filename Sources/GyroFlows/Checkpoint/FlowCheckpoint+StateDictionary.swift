// SPDX-License-Identifier: GPL-3.0-or-later
// Importing a flow that zuko trained.

extension FlowCheckpoint {
  /// Imports a flow of one variable that zuko trained.
  ///
  /// A state dictionary holds weights only. The constants it lacks change every density, so they are
  /// arguments without defaults: with slope 1e-3 (zuko 1.5 and later) in place of 1e-4 (1.0.1 to
  /// 1.4.1), the ages of 120 reference stars change by 6 percent in the median and by a factor of up to
  /// 4, and nothing else looks wrong.
  ///
  /// - Parameters:
  ///   - bytes: A safetensors file of the state dictionary.
  ///   - name: What errors call it.
  ///   - activation: Nonlinearity of its neural networks.
  ///   - bound: Bound of its splines.
  ///   - slope: Slope constant of its splines.
  ///   - contextNames: Names of the context features, with units.
  ///   - valueName: Name of the value, with its unit.
  ///   - notes: What else is known.
  /// - Throws: ``FlowError`` if the tensors are not those of such a flow.
  package init(
    stateDictionary bytes: [UInt8], name: String, activation: Activation, bound: Double,
    slope: Double, contextNames: [String], valueName: String, notes: [String: String]
  ) throws(FlowError) {
    let file = try StateDictionary.withoutBase(Safetensors(bytes: bytes, name: name), file: name)
    let architecture = try StateDictionary.architecture(
      of: file.tensors, activation: activation, bound: bound, slope: slope, file: name)
    guard architecture.contextCount == contextNames.count else {
      throw FlowError(
        file: name,
        problem: "has \(architecture.contextCount) context features, expected "
          + contextNames.joined(separator: ", "))
    }
    var tensors = NamedTensors(file.tensors, file: name)
    let flow = ConditionalFlow(
      architecture: architecture,
      contextStandardizer: .identity(featureCount: contextNames.count),
      valueStandardizer: .identity(featureCount: 1),
      parameters: try StateDictionary.takeParameters(from: &tensors, architecture: architecture))
    try tensors.expectNoneLeft()
    self.init(
      ensemble: FlowEnsemble([flow]),
      contextNames: contextNames, valueName: valueName, notes: notes)
  }
}
