// SPDX-License-Identifier: GPL-3.0-or-later
// The gradient of log-densities with respect to all that they depend on.

internal import Algorithms
internal import GyroPlatform

/// Log-densities with the gradient of their weighted sum.
package struct FlowGradient: Sendable {
  /// Log-density of each row, in nats per unit of the value.
  package let logDensities: [Double]
  /// Gradient with respect to the flow's parameters, in their order.
  package let parameters: [Double]
  /// Gradient with respect to the contexts, row-major, in inverse units of each feature.
  package let contexts: [Double]
  /// Gradient with respect to the values.
  package let values: [Double]
}

extension ConditionalFlow {
  /// The gradient of Σ weightᵢ log p(valueᵢ | contextᵢ).
  ///
  /// - Parameters:
  ///   - values: In the units of the data, shape `[rowCount]`.
  ///   - contexts: Row-major, in the units of the data, shape `[rowCount, contextCount]`.
  ///   - weights: Weight of each log-density, shape `[rowCount]`.
  /// - Returns: Log-densities, unweighted, and the gradient of their weighted sum.
  package func gradient(values: [Double], contexts: [Double], weights: [Double]) -> FlowGradient {
    let rowCount = values.count
    precondition(
      contexts.count == rowCount * contextCount && weights.count == rowCount,
      "\(rowCount) values, \(contexts.count) context features, \(weights.count) weights")
    let backpropagation = FlowBackpropagation(architecture: architecture, layout: layout)
    let packed = layout.pack(parameters)
    let reverse = layout.packReverse(parameters)
    let standardContexts = contextStandardizer(architecture.seen(contexts))
    let standardValues = valueStandardizer(
      architecture.relative(values, locations: architecture.locations(contexts)))
    let logScale = log(valueStandardizer.scale[0])
    var logDensities = [Double](repeating: 0, count: rowCount)
    var contextGradient = [Double](repeating: 0, count: contexts.count)
    var valueGradient = [Double](repeating: 0, count: rowCount)
    for rows in (0..<rowCount).chunks(ofCount: FlowMemory.rowCapacity) {
      let (first, count) = (rows.lowerBound, rows.count)
      let chunk = Array(standardContexts[first * contextCount..<(first + count) * contextCount])
      backpropagation.forward(
        contexts: chunk, values: Array(standardValues[rows]), rowCount: count, packed: packed)
      for row in rows { logDensities[row] = backpropagation.logDensities[row - first] - logScale }
      contextGradient.withUnsafeMutableBufferPointer { contextGradient in
        valueGradient.withUnsafeMutableBufferPointer { valueGradient in
          guard let contexts = contextGradient.baseAddress, let values = valueGradient.baseAddress
          else { return }
          backpropagation.backward(
            upstream: Array(weights[rows]), contexts: chunk, rowCount: count, reverse: reverse,
            contextGradient: contexts + first * contextCount, valueGradient: values + first)
        }
      }
    }
    valueGradient = valueGradient.map { $0 / valueStandardizer.scale[0] }
    for index in contextGradient.indices {
      contextGradient[index] /= contextStandardizer.scale[index % contextCount]
    }
    architecture.backpropagate(&contextGradient, valueGradient: valueGradient, contexts: contexts)
    return FlowGradient(
      logDensities: logDensities,
      parameters: layout.unpack(
        Array(UnsafeBufferPointer(start: backpropagation.gradient, count: layout.packedCount))),
      contexts: contextGradient, values: valueGradient)
  }
}
