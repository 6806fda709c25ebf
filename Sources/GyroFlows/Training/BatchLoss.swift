// SPDX-License-Identifier: GPL-3.0-or-later
// The mixture loss of a batch and its gradient, computed chunk by chunk over threads.

internal import Dispatch
internal import GyroNumerics

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
    /// Gradient of the mean loss with respect to the contexts, shape `[rowCount, contextCount]`; empty
    /// if it was not asked for.
    var contexts: [Double]
    /// The same for the values, shape `[rowCount]`.
    var values: [Double]
  }

  private let layout: ParameterLayout
  private let backpropagations: [FlowBackpropagation]
  private let threadCount: Int

  init(
    architecture: FlowArchitecture, layout: ParameterLayout, batchSize: Int, threadCount: Int
  ) {
    self.layout = layout
    self.threadCount = threadCount
    backpropagations = (0..<Self.chunkCount(batchSize)).map { _ in
      FlowBackpropagation(architecture: architecture, layout: layout)
    }
  }

  private static func chunkCount(_ rowCount: Int) -> Int {
    (rowCount + FlowMemory.rowCapacity - 1) / FlowMemory.rowCapacity
  }

  /// The loss of a batch in standardized units, at most as large as the batch size.
  func callAsFunction(
    _ batch: TrainingSet, parameters: [Double], wantsContexts: Bool
  ) -> Gradient {
    let chunkCount = Self.chunkCount(batch.count)
    let packed = layout.pack(parameters)
    let reverse = layout.packReverse(parameters)
    let (backpropagations, threadCount) = (backpropagations, threadCount)
    var losses = [Double](repeating: 0, count: chunkCount)
    var contexts = [Double](repeating: 0, count: wantsContexts ? batch.contexts.count : 0)
    var values = [Double](repeating: 0, count: wantsContexts ? batch.count : 0)
    losses.withUnsafeMutableBufferPointer { losses in
      contexts.withUnsafeMutableBufferPointer { contexts in
        values.withUnsafeMutableBufferPointer { values in
          nonisolated(unsafe) let losses = losses
          nonisolated(unsafe) let contexts = wantsContexts ? contexts.baseAddress : nil
          nonisolated(unsafe) let values = wantsContexts ? values.baseAddress : nil
          @Sendable func run(thread: Int) {
            for chunk in stride(from: thread, to: chunkCount, by: threadCount) {
              losses[chunk] = Self.loss(
                chunk: chunk, of: batch, with: backpropagations[chunk], packed: packed,
                reverse: reverse,
                contextGradient: contexts, valueGradient: values)
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
    chunk: Int, of batch: TrainingSet, with backpropagation: FlowBackpropagation, packed: [Double],
    reverse: [Double],
    contextGradient: UnsafeMutablePointer<Double>?, valueGradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    let first = chunk * FlowMemory.rowCapacity
    let rowCount = min(FlowMemory.rowCapacity, batch.count - first)
    let width = batch.contextCount
    return batch.contexts.withUnsafeBufferPointer { contexts in
      batch.values.withUnsafeBufferPointer { values in
        guard let contexts = contexts.baseAddress, let values = values.baseAddress else { return 0 }
        backpropagation.clearGradient()
        backpropagation.forward(
          contexts: contexts + first * width, values: values + first, rowCount: rowCount,
          packed: packed)
        var loss = 0.0
        var upstream = [Double](repeating: 0, count: rowCount)
        for row in 0..<rowCount {
          let mixture = batch.mixture(of: first + row)
          let logDensity = backpropagation.logDensities[row]
          loss -= mixture.logLikelihood(logDensity)
          // The responsibility is the slope of the log likelihood with the log density.
          upstream[row] =
            -mixture.responsibility(logDensity) * batch.lossWeights[first + row]
            / Double(batch.count)
        }
        backpropagation.backward(
          upstream: upstream, contexts: contexts + first * width, rowCount: rowCount,
          reverse: reverse, contextGradient: contextGradient.map { $0 + first * width },
          valueGradient: valueGradient.map { $0 + first })
        return loss
      }
    }
  }
}
