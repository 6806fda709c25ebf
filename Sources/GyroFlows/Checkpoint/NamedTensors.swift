// SPDX-License-Identifier: GPL-3.0-or-later
// The tensors of a file, taken out one by one until none is left.

/// Tensors by name; what nobody takes is an error, because it might mean something.
struct NamedTensors {
  private let file: String
  private var left: [String: Safetensors.Tensor] = [:]
  /// Numbers in all tensors of the file.
  let valueCount: Int

  init(_ tensors: [Safetensors.Tensor], file: String) {
    self.file = file
    valueCount = tensors.reduce(0) { $0 + $1.values.count }
    for tensor in tensors { left[tensor.name] = tensor }
  }

  /// Removes a tensor, which must be there and have a shape, and gives its values.
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

  /// Checks that there may be so many numbers, before anything of that size is made.
  func expect(valueCount wanted: Int) throws(FlowError) {
    guard wanted <= valueCount else {
      throw FlowError(
        file: file, problem: "has \(valueCount) numbers, a flow of its constants has \(wanted)",
        hint: "The file is cut short or was altered; fetch or export it again")
    }
  }

  /// Checks that every tensor was taken.
  func expectNoneLeft() throws(FlowError) {
    if let name = left.keys.min() {
      throw FlowError(
        file: file, problem: "has the tensor \"\(name)\", which this flow has no place for")
    }
  }
}
