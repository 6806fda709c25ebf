// SPDX-License-Identifier: GPL-3.0-or-later
// The mixture loss of a batch and its gradient, computed chunk by chunk over threads.

internal import Dispatch
internal import GyroNumerics
internal import GyroPlatform

/// Evaluates the mean mixture loss of batches of one flow's rows.
///
/// Chunks have a fixed size and their gradients are added in order, so the result does not depend on
/// the number of threads.
struct BatchLoss {
  struct Gradient {
    /// Sum of the rows' losses, nats.
    var lossSum: Double
    /// Gradient of the mean loss with respect to the parameters, flat.
    var parameters: [Double]
    /// Gradient of the mean loss with respect to the contexts of the nodes, shape
    /// `[rowCount, nodes, contextCount]`; empty if it was not asked for.
    var contexts: [Double]
    /// The same for the values, shape `[rowCount, nodes]`.
    var values: [Double]
  }

  private let layout: ParameterLayout
  private let backpropagations: [FlowBackpropagation]
  private let threadCount: Int
  /// Rows of a chunk, all of whose nodes fit into the memory of a flow.
  private let chunkSize: Int

  /// Prepares memory for batches of a size whose rows have a number of nodes each.
  init(
    architecture: FlowArchitecture, layout: ParameterLayout, batchSize: Int, nodesPerRow: Int,
    threadCount: Int
  ) {
    self.layout = layout
    self.threadCount = threadCount
    let chunkSize = FlowMemory.rowCapacity / nodesPerRow
    self.chunkSize = chunkSize
    backpropagations = (0..<(batchSize + chunkSize - 1) / chunkSize).map { _ in
      FlowBackpropagation(architecture: architecture, layout: layout)
    }
  }

  /// The loss of a batch, at most as large as the batch size.
  ///
  /// - Parameters:
  ///   - batch: Weights and backgrounds of the rows, the latter in standardized units.
  ///   - nodes: The nodes of the rows, in standardized units.
  ///   - parameters: Of the flow.
  ///   - wantsContexts: Whether to form the gradients by contexts and values.
  /// - Returns: The summed loss and the gradients of the mean loss.
  func callAsFunction(
    _ batch: TrainingSet, nodes: ContextNodes, parameters: [Double], wantsContexts: Bool
  ) -> Gradient {
    let chunkSize = chunkSize
    let chunkCount = (batch.count + chunkSize - 1) / chunkSize
    let packed = layout.pack(parameters)
    let reverse = layout.packReverse(parameters)
    let (backpropagations, threadCount) = (backpropagations, threadCount)
    var losses = [Double](repeating: 0, count: chunkCount)
    var contexts = [Double](repeating: 0, count: wantsContexts ? nodes.contexts.count : 0)
    var values = [Double](repeating: 0, count: wantsContexts ? nodes.values.count : 0)
    losses.withUnsafeMutableBufferPointer { losses in
      contexts.withUnsafeMutableBufferPointer { contexts in
        values.withUnsafeMutableBufferPointer { values in
          nonisolated(unsafe) let losses = losses
          nonisolated(unsafe) let contexts = wantsContexts ? contexts.baseAddress : nil
          nonisolated(unsafe) let values = wantsContexts ? values.baseAddress : nil
          @Sendable func run(thread: Int) {
            for chunk in stride(from: thread, to: chunkCount, by: threadCount) {
              let rows = (chunk * chunkSize)..<min((chunk + 1) * chunkSize, batch.count)
              losses[chunk] = Self.loss(
                rows, of: batch, nodes: nodes, with: backpropagations[chunk], packed: packed,
                reverse: reverse, contextGradient: contexts, valueGradient: values)
            }
          }
          if threadCount == 1 {
            run(thread: 0)
          } else {
            DispatchQueue.concurrentPerform(iterations: threadCount, execute: run)
          }
        }
      }
    }
    var gradient = [Double](repeating: 0, count: layout.packedCount)
    gradient.withUnsafeMutableBufferPointer { gradient in
      for backpropagation in backpropagations.prefix(chunkCount) {
        for index in gradient.indices { gradient[index] += backpropagation.gradient[index] }
      }
    }
    return Gradient(
      lossSum: losses.reduce(0, +), parameters: layout.unpack(gradient), contexts: contexts,
      values: values)
  }

  /// One chunk's loss; its gradient, scaled to the batch's mean, is left in the backpropagation.
  private static func loss(
    _ rows: Range<Int>, of batch: TrainingSet, nodes: ContextNodes,
    with backpropagation: FlowBackpropagation, packed: [Double], reverse: [Double],
    contextGradient: UnsafeMutablePointer<Double>?, valueGradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    let perRow = nodes.countPerRow
    let (first, count) = (rows.lowerBound * perRow, rows.count * perRow)
    let width = batch.contextCount
    return nodes.contexts.withUnsafeBufferPointer { contexts in
      nodes.values.withUnsafeBufferPointer { values in
        guard let contexts = contexts.baseAddress, let values = values.baseAddress else { return 0 }
        backpropagation.clearGradient()
        backpropagation.forward(
          contexts: contexts + first * width, values: values + first, rowCount: count,
          packed: packed)
        var loss = 0.0
        var upstream = [Double](repeating: 0, count: count)
        for row in rows {
          let mixture = batch.mixture(of: row)
          let start = (row - rows.lowerBound) * perRow
          let terms = (0..<perRow).map {
            nodes.logWeights[$0] + backpropagation.logDensities[start + $0]
          }
          let logDensity = logSumExp(terms)
          loss -= mixture.logLikelihood(logDensity)
          // The responsibility is the slope of the log likelihood with the log density, of which each
          // node has its share.
          let slope =
            -mixture.responsibility(logDensity) * batch.lossWeights[row] / Double(batch.count)
          for (node, term) in terms.enumerated() where term > -.infinity {
            upstream[start + node] = slope * exp(term - logDensity)
          }
        }
        backpropagation.backward(
          upstream: upstream, contexts: contexts + first * width, rowCount: count,
          reverse: reverse, contextGradient: contextGradient.map { $0 + first * width },
          valueGradient: valueGradient.map { $0 + first })
        return loss
      }
    }
  }
}
