// SPDX-License-Identifier: GPL-3.0-or-later
// The tensors of a file, taken out one by one until none is left.

/// Tensors by name; what nobody takes is an error, because it might mean something.
struct NamedTensors {
  private let file: String
  private var left: [String: Safetensors.Tensor] = [:]

  init(_ tensors: [Safetensors.Tensor], file: String) {
    self.file = file
    for tensor in tensors { left[tensor.name] = tensor }
  }

  /// Takes the values of a tensor that must be there and have a shape.
  mutating func take(_ name: String, shape: [Int]) throws(FlowError) -> [Double] {
    guard let tensor = left.removeValue(forKey: name) else {
      throw FlowError(file: file, problem: "has no tensor \"\(name)\"")
    }
    guard tensor.shape == shape else {
      throw FlowError(
        file: file, problem: "has tensor \"\(name)\" of shape \(tensor.shape), expected \(shape)")
    }
    return tensor.values
  }

  /// Checks that every tensor was taken.
  func expectNoneLeft() throws(FlowError) {
    if let name = left.keys.min() {
      throw FlowError(
        file: file, problem: "has the tensor \"\(name)\", which this flow has no place for")
    }
  }
}
