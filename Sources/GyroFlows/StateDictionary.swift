// SPDX-License-Identifier: GPL-3.0-or-later
// The tensors of a flow under the names that zuko gives them.

internal import Foundation

/// Tensor names and shapes: `transform.transforms.{t}.hyper.{2 l}.{weight,bias}`.
enum StateDictionary {
  private static func name(_ transform: Int, _ layer: Int, _ part: String) -> String {
    // Linear layers stand at even places; the nonlinearities between them hold no tensors.
    "transform.transforms.\(transform).hyper.\(2 * layer).\(part)"
  }

  static func tensors(of flow: ConditionalFlow) -> [Safetensors.Tensor] {
    var tensors: [Safetensors.Tensor] = []
    for (transform, layers) in flow.layout.layers.enumerated() {
      for (index, layer) in layers.enumerated() {
        tensors.append(
          Safetensors.Tensor(
            name: name(transform, index, "weight"), shape: [layer.outputCount, layer.inputCount],
            values: Array(flow.parameters[layer.flatWeight..<layer.flatBias])))
        tensors.append(
          Safetensors.Tensor(
            name: name(transform, index, "bias"), shape: [layer.outputCount],
            values: Array(
              flow.parameters[layer.flatBias..<layer.flatBias + layer.outputCount])))
      }
    }
    return tensors
  }

  /// Puts tensors into one flat vector.
  ///
  /// - Throws: ``FlowError`` if a tensor is missing, left over, or has another shape.
  static func parameters(
    from tensors: [Safetensors.Tensor], architecture: FlowArchitecture, file: String
  ) throws(FlowError) -> [Double] {
    let layout = ParameterLayout(architecture)
    var left: [String: Safetensors.Tensor] = [:]
    for tensor in tensors { left[tensor.name] = tensor }
    var parameters: [Double] = []
    parameters.reserveCapacity(layout.flatCount)
    for (transform, layers) in layout.layers.enumerated() {
      for (index, layer) in layers.enumerated() {
        let expected = [
          (name(transform, index, "weight"), [layer.outputCount, layer.inputCount]),
          (name(transform, index, "bias"), [layer.outputCount]),
        ]
        for (name, shape) in expected {
          guard let tensor = left.removeValue(forKey: name) else {
            throw FlowError(file: file, problem: "has no tensor \"\(name)\"")
          }
          guard tensor.shape == shape else {
            throw FlowError(
              file: file,
              problem: "has tensor \"\(name)\" of shape \(tensor.shape), expected \(shape)")
          }
          parameters += tensor.values
        }
      }
    }
    if let name = left.keys.min() {
      throw FlowError(
        file: file, problem: "has the tensor \"\(name)\", which this flow has no place for")
    }
    return parameters
  }

  /// Drops the location and scale of zuko's base distribution after checking that they are those
  /// of a standard normal, the only base this program has.
  static func withoutBase(_ file: Safetensors, file name: String) throws(FlowError) -> Safetensors {
    let base: [String: [Double]] = ["base._0": [0], "base._1": [1]]
    for tensor in file.tensors {
      guard let expected = base[tensor.name], tensor.values != expected else { continue }
      throw FlowError(
        file: name,
        problem: "has a base distribution with \"\(tensor.name)\" = \(tensor.values), expected "
          + "\(expected): a standard normal")
    }
    return Safetensors(
      metadata: file.metadata, tensors: file.tensors.filter { base[$0.name] == nil })
  }

  /// Infers an architecture from tensor shapes, as far as shapes tell.
  static func architecture(
    of tensors: [Safetensors.Tensor], activation: Activation, bound: Double, slope: Double,
    file: String
  ) throws(FlowError) -> FlowArchitecture {
    var shapes: [String: [Int]] = [:]
    for tensor in tensors { shapes[tensor.name] = tensor.shape }
    var widths: [Int] = []
    while let shape = shapes[name(0, widths.isEmpty ? 0 : widths.count - 1, "weight")] {
      guard shape.count == 2, shape.allSatisfy({ $0 > 0 }) else { break }
      if widths.isEmpty { widths.append(shape[1]) }
      widths.append(shape[0])
    }
    var transformCount = 0
    while shapes[name(transformCount, 0, "weight")] != nil { transformCount += 1 }
    guard widths.count >= 3, let rawCount = widths.last, rawCount % 3 == 2, rawCount >= 5 else {
      throw FlowError(
        file: file, problem: "does not hold the conditioners of a spline flow",
        hint: "Expected tensors \(name(0, 0, "weight")) and so on, of a flow of one variable")
    }
    return FlowArchitecture(
      contextCount: widths[0], transformCount: transformCount,
      hiddenWidths: Array(widths[1..<widths.count - 1]), activation: activation,
      binCount: (rawCount + 1) / 3, bound: bound, slope: slope)
  }
}

extension FlowCheckpoint {
  /// Takes over a flow of one variable that zuko trained.
  ///
  /// A state dictionary holds weights only. The constants it lacks change every density, so they are
  /// arguments without defaults: with slope 1e-3 (zuko 1.5 and later) in place of 1e-4 (1.0.1 to
  /// 1.4.1), ages come out 14 to 30 percent too old and nothing else looks wrong.
  ///
  /// - Parameters:
  ///   - bytes: A safetensors file of the state dictionary.
  ///   - name: What errors call it.
  ///   - activation: Nonlinearity of its perceptrons.
  ///   - bound: Bound of its splines.
  ///   - slope: Slope constant of its splines.
  ///   - contextNames: Names of the context features, with units.
  ///   - valueName: Name of the value, with its unit.
  ///   - notes: What else is known.
  /// - Throws: ``FlowError`` if the tensors are not those of such a flow.
  public init(
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
    self.init(
      flow: ConditionalFlow(
        architecture: architecture,
        contextStandardizer: .identity(featureCount: contextNames.count),
        valueStandardizer: .identity(featureCount: 1),
        parameters: try StateDictionary.parameters(
          from: file.tensors, architecture: architecture, file: name)),
      contextNames: contextNames, valueName: valueName, notes: notes)
  }
}
