// SPDX-License-Identifier: GPL-3.0-or-later
// Training: mini-batches of the mixture loss down a one-cycle schedule, the best epoch kept.

internal import Dispatch
internal import Foundation
internal import GyroNumerics

/// What one epoch did.
public struct EpochReport: Hashable, Sendable {
  /// Epochs done so far.
  public let epoch: Int
  /// Mean mixture loss over the epoch's batches, nats per row.
  public let trainingLoss: Double
  /// Mixture log-likelihood of the held-out rows, nats per row; nil if none are held out.
  public let validationScore: Double?
  /// Whether this epoch is the best so far.
  public let isBest: Bool
}

/// A training that advances epoch by epoch.
///
/// Random numbers come from streams named by the epoch, batches are split into chunks of a fixed
/// size whose gradients are added in order: the result does not depend on the thread count, nor on
/// whether the training was interrupted and resumed from its ``state``.
public struct FlowTrainer {
  /// The choices of the training.
  public let configuration: TrainingConfiguration
  /// What has been reached so far; enough to go on from.
  public private(set) var state: TrainingState

  private let architecture: FlowArchitecture
  private let layout: ParameterLayout
  private let contextStandardizer, valueStandardizer: Standardizer
  private let random: RandomStream
  private let training: TrainingSet
  private let validation: TrainingSet?
  private let sweeps: [FlowSweep]
  private let threadCount: Int

  /// Prepares a training, or goes on with an interrupted one.
  ///
  /// - Parameters:
  ///   - configuration: Choices; `problem` must be nil.
  ///   - rows: Rows to train on; a share is held out to choose the best epoch.
  ///   - seed: Names the random streams.
  ///   - threadCount: Threads to use; does not change the result.
  ///   - state: The state of an interrupted training with the same choices, rows and seed.
  public init(
    configuration: TrainingConfiguration, rows: TrainingSet, seed: UInt64, threadCount: Int = 1,
    resuming state: TrainingState? = nil
  ) {
    precondition(configuration.problem == nil, configuration.problem ?? "")
    precondition(rows.count >= 10, "\(rows.count) rows are too few to train on")
    self.configuration = configuration
    self.threadCount = max(1, threadCount)
    architecture = configuration.architecture(contextCount: rows.contextCount)
    let layout = ParameterLayout(architecture)
    self.layout = layout
    random = RandomStream(seed: seed)
    var splitting = random.child("validation", 0)
    let order = splitting.nextPermutation(count: rows.count)
    let heldOutCount = Int((Double(rows.count) * configuration.validationFraction).rounded())
    validation = heldOutCount > 0 ? rows.subset(order.prefix(heldOutCount).sorted()) : nil
    let kept = rows.subset(order.dropFirst(heldOutCount).sorted())
    contextStandardizer = Standardizer(fitting: kept.contexts, featureCount: kept.contextCount)
    valueStandardizer = Standardizer(fitting: kept.values, featureCount: 1)
    var standardized = kept
    standardized.contexts = contextStandardizer(kept.contexts)
    standardized.values = valueStandardizer(kept.values)
    // In standardized units densities are larger by the scale; so is the background's.
    standardized.backgroundLogDensity += log(valueStandardizer.scale[0])
    training = standardized
    self.state =
      state
      ?? TrainingState(
        parameters: Self.initialParameters(layout, using: random.child("initial", 0)))
    precondition(
      self.state.parameters.count == layout.flatCount, "a state of another architecture")
    let chunkCount =
      (min(configuration.batchSize, kept.count) + FlowMemory.rowCapacity - 1)
      / FlowMemory.rowCapacity
    sweeps = (0..<chunkCount).map { [architecture] _ in
      FlowSweep(architecture: architecture, layout: layout)
    }
  }

  /// Uniform weights in ±1/√(inputs), as common for such networks, and last layers close to zero, so
  /// that training starts near the identity flow.
  private static func initialParameters(_ layout: ParameterLayout, using stream: RandomStream)
    -> [Double]
  {
    var random = stream
    var parameters = [Double](repeating: 0, count: layout.flatCount)
    for conditioner in layout.layers {
      for (index, layer) in conditioner.enumerated() {
        let isLast = index == conditioner.count - 1
        let range = (isLast ? 0.1 : 1) / Double(layer.inputCount).squareRoot()
        let places = layer.flatWeight..<layer.flatBias + layer.outputCount
        for place in places { parameters[place] = range * (2 * random.nextUniform() - 1) }
      }
    }
    return parameters
  }

  /// Whether the schedule has ended or the held-out score has stopped improving.
  public var isFinished: Bool {
    state.epoch >= configuration.epochCount
      || (validation != nil && state.epoch - state.bestEpoch >= configuration.patience)
  }

  /// Runs one pass over the training rows.
  public mutating func runEpoch() -> EpochReport {
    var shuffling = random.child("epoch", state.epoch)
    let order = shuffling.nextPermutation(count: training.count)
    let schedule = LearningRateSchedule(
      peak: configuration.peakLearningRate, warmUpFraction: configuration.warmUpFraction)
    var lossSum = 0.0
    for first in stride(from: 0, to: order.count, by: configuration.batchSize) {
      let rows = order[first..<min(first + configuration.batchSize, order.count)]
      let fraction =
        (Double(state.epoch) + Double(first) / Double(order.count))
        / Double(configuration.epochCount)
      lossSum += step(on: training.subset(rows), learningRate: schedule.rate(at: fraction))
    }
    state.epoch += 1
    let score = validation.map { flow(with: state.parameters).score($0).meanMixtureLogLikelihood }
    let isBest = score.map { $0 > state.bestScore } ?? true
    if isBest {
      state.bestScore = score ?? -lossSum / Double(order.count)
      state.bestParameters = state.parameters
      state.bestEpoch = state.epoch
    }
    return EpochReport(
      epoch: state.epoch, trainingLoss: lossSum / Double(order.count), validationScore: score,
      isBest: isBest)
  }

  /// The flow of the best epoch so far.
  public var bestFlow: ConditionalFlow { flow(with: state.bestParameters) }

  private func flow(with parameters: [Double]) -> ConditionalFlow {
    ConditionalFlow(
      architecture: architecture, contextStandardizer: contextStandardizer,
      valueStandardizer: valueStandardizer, parameters: parameters)
  }

  /// One optimizer step; returns the summed loss of the batch.
  private mutating func step(on batch: TrainingSet, learningRate: Double) -> Double {
    let chunkCount = (batch.count + FlowMemory.rowCapacity - 1) / FlowMemory.rowCapacity
    let packed = layout.pack(state.parameters)
    let reverse = layout.packReverse(state.parameters)
    var losses = [Double](repeating: 0, count: chunkCount)
    losses.withUnsafeMutableBufferPointer { losses in
      nonisolated(unsafe) let losses = losses
      let (sweeps, threadCount) = (sweeps, threadCount)
      @Sendable func run(thread: Int) {
        for chunk in stride(from: thread, to: chunkCount, by: threadCount) {
          losses[chunk] = Self.sweep(
            chunk: chunk, of: batch, with: sweeps[chunk], packed: packed, reverse: reverse)
        }
      }
      if threadCount == 1 {
        run(thread: 0)
      } else {
        DispatchQueue.concurrentPerform(iterations: threadCount, execute: run)
      }
    }
    var gradient = layout.unpack(
      sum(of: sweeps.prefix(chunkCount).map(\.gradient), count: layout.packedCount))
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if norm > configuration.gradientNormLimit {
      for index in gradient.indices { gradient[index] *= configuration.gradientNormLimit / norm }
    }
    state.optimizer.step(
      &state.parameters, gradient: gradient, learningRate: learningRate,
      weightDecay: configuration.weightDecay)
    return losses.reduce(0, +)
  }

  private func sum(of parts: [UnsafeMutablePointer<Double>], count: Int) -> [Double] {
    var total = [Double](repeating: 0, count: count)
    total.withUnsafeMutableBufferPointer { total in
      for part in parts {
        for index in 0..<count { total[index] += part[index] }
      }
    }
    return total
  }

  /// One chunk's loss; its gradient, scaled to the batch's mean, is left in the sweep.
  private static func sweep(
    chunk: Int, of batch: TrainingSet, with sweep: FlowSweep, packed: [Double], reverse: [Double]
  ) -> Double {
    let first = chunk * FlowMemory.rowCapacity
    let rowCount = min(FlowMemory.rowCapacity, batch.count - first)
    let width = batch.contextCount
    return batch.contexts.withUnsafeBufferPointer { contexts in
      batch.values.withUnsafeBufferPointer { values in
        guard let contexts = contexts.baseAddress, let values = values.baseAddress else { return 0 }
        sweep.clearGradient()
        sweep.forward(
          contexts: contexts + first * width, values: values + first, rowCount: rowCount,
          packed: packed)
        var loss = 0.0
        var upstream = [Double](repeating: 0, count: rowCount)
        for row in 0..<rowCount {
          let mixture = TrainingSet.mixture(
            logDensity: sweep.logDensities[row], inlierWeight: batch.inlierWeights[first + row],
            backgroundLogDensity: batch.backgroundLogDensity)
          loss -= mixture.logLikelihood
          upstream[row] = -mixture.derivative / Double(batch.count)
        }
        sweep.backward(
          upstream: upstream, contexts: contexts + first * width, rowCount: rowCount,
          reverse: reverse)
        return loss
      }
    }
  }
}
