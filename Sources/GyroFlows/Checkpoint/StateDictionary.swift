// SPDX-License-Identifier: GPL-3.0-or-later
// The tensors of a flow under the names that zuko gives them.

internal import GyroPlatform

/// Tensor names and shapes: `transform.transforms.{t}.hyper.{2 l}.{weight,bias}`.
enum StateDictionary {
  private static func name(_ transform: Int, _ layer: Int, _ part: String) -> String {
    // Linear layers stand at even places; the nonlinearities between them hold no tensors.
    "transform.transforms.\(transform).hyper.\(2 * layer).\(part)"
  }

  static func tensors(of flow: ConditionalFlow, prefix: String) -> [Safetensors.Tensor] {
    let parameters = flow.parameters
    var tensors: [Safetensors.Tensor] = []
    for (transform, layers) in flow.layout.layers.enumerated() {
      for (index, layer) in layers.enumerated() {
        tensors.append(
          Safetensors.Tensor(
            name: prefix + name(transform, index, "weight"),
            shape: [layer.outputCount, layer.inputCount],
            values: Array(parameters[layer.flatWeight..<layer.flatBias])))
        tensors.append(
          Safetensors.Tensor(
            name: prefix + name(transform, index, "bias"), shape: [layer.outputCount],
            values: Array(parameters[layer.flatBias..<layer.flatBias + layer.outputCount])))
      }
    }
    return tensors
  }

  /// Removes the tensors of one flow from a file and joins them to one flat vector.
  ///
  /// - Throws: ``FlowError`` if a tensor is missing or has another shape.
  static func takeParameters(
    from tensors: inout NamedTensors, prefix: String = "", architecture: FlowArchitecture
  ) throws(FlowError) -> [Double] {
    let layout = ParameterLayout(architecture)
    try tensors.expect(valueCount: layout.flatCount)
    var parameters: [Double] = []
    parameters.reserveCapacity(layout.flatCount)
    for (transform, layers) in layout.layers.enumerated() {
      for (index, layer) in layers.enumerated() {
        parameters += try tensors.take(
          prefix + name(transform, index, "weight"), shape: [layer.outputCount, layer.inputCount])
        parameters += try tensors.take(
          prefix + name(transform, index, "bias"), shape: [layer.outputCount])
      }
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
    let (hiddenWidths, binCount) = (Array(widths[1..<widths.count - 1]), (rawCount + 1) / 3)
    if let problem = FlowLimits.problem(
      contextCount: widths[0], transformCount: transformCount, hiddenWidths: hiddenWidths,
      binCount: binCount, bound: bound, slope: slope)
    {
      throw FlowError(file: file, problem: "cannot be a checkpoint: \(problem)")
    }
    return FlowArchitecture(
      contextCount: widths[0], transformCount: transformCount, hiddenWidths: hiddenWidths,
      activation: activation, binCount: binCount, bound: bound, slope: slope, extrapolation: nil)
  }
}
