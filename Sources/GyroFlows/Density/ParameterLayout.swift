// SPDX-License-Identifier: GPL-3.0-or-later
// Where each weight lies: in the flat vector that is trained and stored, and in the padded copies
// that the kernels read.

internal import Algorithms

/// One dense layer's place in the flat and in the packed parameter vectors.
struct LayerLayout: Sendable {
  let inputCount, outputCount: Int
  /// Row length of the layer's input: the padded width of the layer before, or the context itself.
  let inner: Int
  /// Output width, padded to the kernels' lanes.
  let columns: Int
  /// Input width, padded to the kernels' lanes, for the gradient with respect to the input.
  let innerColumns: Int
  let flatWeight, flatBias: Int
  let packedWeight, packedBias: Int
  let reverseWeight: Int
}

/// The places of all layers of all conditioners.
///
/// Flat order is transform, layer, weight `[output, input]` row-major, bias: that of a state dict.
/// Packed order is the same with weights `[inner, columns]`, zero-padded.
struct ParameterLayout: Sendable {
  static let laneWidth = 8

  /// Layers, shape `[transformCount][layerCount]`.
  let layers: [[LayerLayout]]
  let flatCount, packedCount, reverseCount: Int

  init(_ architecture: FlowArchitecture) {
    func padded(_ width: Int) -> Int {
      (width + Self.laneWidth - 1) / Self.laneWidth * Self.laneWidth
    }
    let widths = [architecture.contextCount] + architecture.hiddenWidths + [architecture.rawCount]
    var flat = 0
    var packed = 0
    var reverse = 0
    var layers: [[LayerLayout]] = []
    for _ in 0..<architecture.transformCount {
      var conditioner: [LayerLayout] = []
      for (index, (inputCount, outputCount)) in widths.adjacentPairs().enumerated() {
        let inner = index == 0 ? inputCount : padded(inputCount)
        let columns = padded(outputCount)
        conditioner.append(
          LayerLayout(
            inputCount: inputCount, outputCount: outputCount, inner: inner, columns: columns,
            innerColumns: padded(inputCount), flatWeight: flat,
            flatBias: flat + inputCount * outputCount, packedWeight: packed,
            packedBias: packed + inner * columns, reverseWeight: reverse))
        flat += (inputCount + 1) * outputCount
        packed += (inner + 1) * columns
        reverse += columns * padded(inputCount)
      }
      layers.append(conditioner)
    }
    self.layers = layers
    (flatCount, packedCount, reverseCount) = (flat, packed, reverse)
  }

  /// Copies flat parameters into kernel order.
  func pack(_ flat: [Double]) -> [Double] {
    precondition(flat.count == flatCount, "\(flat.count) parameters, expected \(flatCount)")
    var packed = [Double](repeating: 0, count: packedCount)
    for layer in layers.joined() {
      for output in 0..<layer.outputCount {
        packed[layer.packedBias + output] = flat[layer.flatBias + output]
        for input in 0..<layer.inputCount {
          packed[layer.packedWeight + input * layer.columns + output] =
            flat[layer.flatWeight + output * layer.inputCount + input]
        }
      }
    }
    return packed
  }

  /// Copies flat weights into the order of the backward pass, `[columns, innerColumns]` a layer.
  func packReverse(_ flat: [Double]) -> [Double] {
    var reverse = [Double](repeating: 0, count: reverseCount)
    for layer in layers.joined() {
      for output in 0..<layer.outputCount {
        for input in 0..<layer.inputCount {
          reverse[layer.reverseWeight + output * layer.innerColumns + input] =
            flat[layer.flatWeight + output * layer.inputCount + input]
        }
      }
    }
    return reverse
  }

  /// Copies parameters or a gradient in kernel order back to the flat order.
  func unpack(_ packed: [Double]) -> [Double] {
    var flat = [Double](repeating: 0, count: flatCount)
    for layer in layers.joined() {
      for output in 0..<layer.outputCount {
        flat[layer.flatBias + output] = packed[layer.packedBias + output]
        for input in 0..<layer.inputCount {
          flat[layer.flatWeight + output * layer.inputCount + input] =
            packed[layer.packedWeight + input * layer.columns + output]
        }
      }
    }
    return flat
  }
}
