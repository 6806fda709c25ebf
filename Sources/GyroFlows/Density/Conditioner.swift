// SPDX-License-Identifier: GPL-3.0-or-later
// The network that turns a context into the raw numbers of one spline, forward and in reverse.

internal import GyroKernels

/// A neural network from the context to one spline's raw numbers, over a chunk of rows.
///
///     h₀ = context,   hₗ₊₁ = activation(Wₗ hₗ + bₗ),   raw = W_L h_L + b_L
struct Conditioner {
  let layers: [LayerLayout]
  let activation: Activation

  /// Memory of one conditioner for a chunk of rows: what the backward pass needs again.
  final class Memory {
    let outputs: [UnsafeMutablePointer<Double>]
    let slopes: [UnsafeMutablePointer<Double>]

    init(layers: [LayerLayout], rowCapacity: Int) {
      outputs = layers.map { .allocate(capacity: rowCapacity * $0.columns) }
      slopes = layers.dropLast().map { .allocate(capacity: rowCapacity * $0.columns) }
    }

    deinit {
      outputs.forEach { $0.deallocate() }
      slopes.forEach { $0.deallocate() }
    }

    /// Raw spline numbers, row-major, shape `[rowCount, columns of the last layer]`.
    var raw: UnsafeMutablePointer<Double> { outputs[outputs.count - 1] }
  }

  /// Fills the memory's outputs; contexts are row-major, shape `[rowCount, contextCount]`.
  func forward(
    contexts: UnsafePointer<Double>, rowCount: Int, packed: UnsafePointer<Double>, memory: Memory
  ) {
    var input = contexts
    for (index, layer) in layers.enumerated() {
      let output = memory.outputs[index]
      gyro_dense(
        input, packed + layer.packedWeight, packed + layer.packedBias, output, rowCount,
        layer.inner, layer.columns)
      if index < layers.count - 1 {
        activate(output, slope: memory.slopes[index], count: rowCount * layer.columns)
      }
      input = UnsafePointer(output)
    }
  }

  private func activate(
    _ values: UnsafeMutablePointer<Double>, slope: UnsafeMutablePointer<Double>, count: Int
  ) {
    switch activation {
    case .silu:
      gyro_silu(values, slope, count)
    case .relu:
      for index in 0..<count {
        let isPositive = values[index] > 0
        slope[index] = isPositive ? 1 : 0
        values[index] = isPositive ? values[index] : 0
      }
    }
  }

  /// Adds the parameters' gradient, and gives the context's.
  ///
  /// - Parameters:
  ///   - rawGradient: Gradient with respect to `memory.raw`, same shape.
  ///   - contexts: The contexts of the forward pass.
  ///   - rowCount: Rows of the forward pass.
  ///   - reverse: Weights in the order of `ParameterLayout.packReverse(_:)`.
  ///   - memory: What the forward pass left.
  ///   - gradient: Packed parameter gradient, added to.
  ///   - first: Scratch for `rowCount` x the widest layer.
  ///   - second: More of the same scratch.
  ///   - contextGradient: Gradient with respect to the context, added to, shape
  ///     `[rowCount, contextCount]`; nil if nobody asks.
  func backward(
    rawGradient: UnsafePointer<Double>, contexts: UnsafePointer<Double>, rowCount: Int,
    reverse: UnsafePointer<Double>, memory: Memory, gradient: UnsafeMutablePointer<Double>,
    first: UnsafeMutablePointer<Double>, second: UnsafeMutablePointer<Double>,
    contextGradient: UnsafeMutablePointer<Double>?
  ) {
    var upstream = rawGradient
    var scratch = first
    for (index, layer) in layers.enumerated().reversed() {
      let input = index == 0 ? contexts : UnsafePointer(memory.outputs[index - 1])
      gyro_dense_outer(
        input, upstream, gradient + layer.packedWeight, rowCount, layer.inner, layer.columns)
      let bias = gradient + layer.packedBias
      for row in 0..<rowCount {
        let values = upstream + row * layer.columns
        for column in 0..<layer.columns { bias[column] += values[column] }
      }
      guard index > 0 || contextGradient != nil else { return }
      gyro_dense(
        upstream, reverse + layer.reverseWeight, nil, scratch, rowCount, layer.columns,
        layer.innerColumns)
      if index > 0 {
        let slope = memory.slopes[index - 1]
        for position in 0..<rowCount * layer.innerColumns { scratch[position] *= slope[position] }
      } else if let contextGradient {
        for row in 0..<rowCount {
          for feature in 0..<layer.inputCount {
            contextGradient[row * layer.inputCount + feature] +=
              scratch[row * layer.innerColumns + feature]
          }
        }
      }
      upstream = UnsafePointer(scratch)
      scratch = scratch == first ? second : first
    }
  }
}
