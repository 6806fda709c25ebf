// SPDX-License-Identifier: GPL-3.0-or-later
// Training: mini-batches of the mixture loss down a one-cycle schedule, the best epoch kept.

internal import Algorithms
internal import GyroNumerics
internal import GyroPlatform

/// What one epoch did.
package struct EpochReport: Hashable, Sendable {
  /// Epochs done so far.
  package let epoch: Int
  /// Mean mixture loss over the epoch's batches, nats per row.
  package let trainingLoss: Double
  /// Mixture log-likelihood of the held-out rows, nats per row; nil if none are held out.
  package let validationScore: Double?
  /// Whether this epoch is the best so far.
  package let isBest: Bool
}

/// What a training arrived at.
package struct TrainedFlow: Sendable {
  /// The flow of the best epoch.
  package let flow: ConditionalFlow
  /// Learned offsets of the groups' uncertain feature, in its unit.
  package let offsets: [Double]
  /// The best epoch.
  package let epoch: Int
  /// Its held-out mixture log-likelihood, nats per row.
  package let score: Double

  /// States what a training arrived at.
  package init(flow: ConditionalFlow, offsets: [Double], epoch: Int, score: Double) {
    (self.flow, self.offsets, self.epoch, self.score) = (flow, offsets, epoch, score)
  }
}

/// A training that advances epoch by epoch.
///
/// Random numbers come from streams named by the epoch, batches are split into chunks of a fixed
/// size whose gradients are added in order: the result does not depend on the thread count, nor on
/// whether the training was interrupted and resumed from its ``state``.
package struct FlowTrainer {
  /// The choices of the training.
  package let configuration: TrainingConfiguration
  /// What has been reached so far; enough to go on from.
  package private(set) var state: TrainingState

  private let architecture: FlowArchitecture
  private let layout: ParameterLayout
  private let contextStandardizer, valueStandardizer: Standardizer
  private let random: RandomStream
  private let training: TrainingSet
  private let validation: TrainingSet?
  private let loss: BatchLoss

  /// Prepares a training.
  ///
  /// - Parameters:
  ///   - configuration: Choices; `problem` must be nil.
  ///   - rows: Rows to train on; a share is held out to choose the best epoch.
  ///   - seed: Names the random streams.
  ///   - threadCount: Threads to use; does not change the result.
  package init(
    configuration: TrainingConfiguration, rows: TrainingSet, seed: UInt64, threadCount: Int = 1
  ) {
    precondition(configuration.problem == nil, configuration.problem ?? "")
    precondition(rows.count >= 10, "\(rows.count) rows are too few to train on")
    self.configuration = configuration
    let architecture = configuration.architecture(of: rows)
    self.architecture = architecture
    let layout = ParameterLayout(architecture)
    self.layout = layout
    random = RandomStream(seed: seed)
    var splitting = random.child("validation", 0)
    let order = splitting.nextPermutation(count: rows.count)
    let heldOutCount = Int(
      clamping: (Double(rows.count) * configuration.validationFraction).rounded())
    validation = heldOutCount > 0 ? rows.subset(order.prefix(heldOutCount).sorted()) : nil
    training = rows.subset(order.dropFirst(heldOutCount).sorted())
    // From all rows, so that trainings that hold out other rows have the same units.
    contextStandardizer = Standardizer(fitting: rows.contexts, featureCount: rows.contextCount)
    valueStandardizer = Standardizer(
      fitting: architecture.relative(
        rows.values, locations: architecture.locations(rows.contexts)), featureCount: 1)
    state = TrainingState(
      parameters: Self.initialParameters(layout, using: random.child("initial", 0)),
      groupCount: rows.contextUncertainty?.groupCount ?? 0)
    loss = BatchLoss(
      architecture: architecture, layout: layout,
      batchSize: min(configuration.batchSize, training.count),
      nodesPerRow: rows.contextError?.nodeCount ?? 1, threadCount: max(1, threadCount))
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

  /// Goes on from the state of an interrupted training with the same choices, rows and seed.
  ///
  /// - Parameters:
  ///   - saved: The state.
  ///   - name: What errors call its file.
  /// - Throws: ``FlowError`` if it is none that this training can have.
  package mutating func resume(_ saved: TrainingState, name: String) throws(FlowError) {
    let batchCount = (training.count + configuration.batchSize - 1) / configuration.batchSize
    guard saved.parameters.count == layout.flatCount, saved.offsets.count == state.offsets.count
    else {
      throw FlowError(
        file: name,
        problem:
          "has \(saved.parameters.count) parameters and \(saved.offsets.count) offsets, expected "
          + "\(layout.flatCount) and \(state.offsets.count)", hint: "Delete it to start anew")
    }
    guard saved.epoch <= configuration.epochCount,
      saved.optimizer.stepCount == saved.epoch * batchCount
    else {
      throw FlowError(
        file: name,
        problem: "is at epoch \(saved.epoch) of \(configuration.epochCount) after "
          + "\(saved.optimizer.stepCount) steps, expected \(batchCount) steps in each epoch",
        hint: "Delete it to start anew")
    }
    state = saved
  }

  /// Whether the schedule has ended or the held-out score has stopped improving.
  package var isFinished: Bool {
    state.epoch >= configuration.epochCount
      || (validation != nil && state.epoch - state.bestEpoch >= configuration.patience)
  }

  /// Runs one pass over the training rows.
  package mutating func runEpoch() -> EpochReport {
    var shuffling = random.child("epoch", state.epoch)
    let order = shuffling.nextPermutation(count: training.count)
    let schedule = LearningRateSchedule(
      peak: configuration.peakLearningRate, warmUpFraction: configuration.warmUpFraction)
    var lossSum = 0.0
    for rows in order.chunks(ofCount: configuration.batchSize) {
      let fraction =
        (Double(state.epoch) + Double(rows.startIndex) / Double(order.count))
        / Double(configuration.epochCount)
      let batch = drawn(training.subset(rows), step: state.optimizer.stepCount)
      lossSum += step(on: batch, learningRate: schedule.rate(at: fraction))
    }
    state.epoch += 1
    let score = validation.map {
      FlowEnsemble([flow(with: state.parameters)]).score($0.offset(by: state.offsets))
        .meanMixtureLogLikelihood
    }
    let isBest = score.map { $0 > state.bestScore } ?? true
    if isBest {
      state.bestScore = score ?? -lossSum / Double(order.count)
      state.bestParameters = state.parameters
      state.bestOffsets = state.offsets
      state.bestEpoch = state.epoch
    }
    return EpochReport(
      epoch: state.epoch, trainingLoss: lossSum / Double(order.count), validationScore: score,
      isBest: isBest)
  }

  /// A batch with its uncertain contexts drawn anew.
  private func drawn(_ batch: TrainingSet, step: Int) -> TrainingSet {
    guard let uncertainty = batch.contextUncertainty else { return batch }
    let draws = uncertainty.draws(using: random.child("context", step))
    var result = batch.offset(by: zip(draws, state.offsets).map { $0 + $1 })
    for further in uncertainty.furtherDraws {
      let draws = uncertainty.draws(of: further, using: random.child("further context", step))
      for (row, group) in uncertainty.groups.enumerated() {
        result.contexts[row * batch.contextCount + further.feature] += draws[group]
      }
    }
    return result
  }

  /// Nodes in the numbers that splines and neural networks see.
  private func standardized(_ nodes: ContextNodes) -> ContextNodes {
    var result = nodes
    result.contexts = contextStandardizer(architecture.seen(nodes.contexts))
    result.values = valueStandardizer(
      architecture.relative(nodes.values, locations: architecture.locations(nodes.contexts)))
    return result
  }

  /// The best epoch so far.
  package var best: TrainedFlow {
    TrainedFlow(
      flow: flow(with: state.bestParameters), offsets: state.bestOffsets, epoch: state.bestEpoch,
      score: state.bestScore)
  }

  private func flow(with parameters: [Double]) -> ConditionalFlow {
    ConditionalFlow(
      architecture: architecture, contextStandardizer: contextStandardizer,
      valueStandardizer: valueStandardizer, parameters: parameters)
  }

  /// One optimizer step; returns the summed loss of the batch.
  private mutating func step(on batch: TrainingSet, learningRate: Double) -> Double {
    let uncertainty = batch.contextUncertainty.flatMap { $0.isLearning ? $0 : nil }
    let nodes = batch.nodes
    var scaled = batch
    // In standardized units densities are larger by the scale; so is the background's.
    let logScale = log(valueStandardizer.scale[0])
    scaled.backgroundLogDensities = batch.backgroundLogDensities.map { $0 + logScale }
    var gradient = loss(
      scaled, nodes: standardized(nodes), parameters: state.parameters,
      wantsContexts: uncertainty != nil)
    let norm = gradient.parameters.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if norm > configuration.gradientNormLimit {
      let factor = configuration.gradientNormLimit / norm
      for index in gradient.parameters.indices { gradient.parameters[index] *= factor }
    }
    state.optimizer.step(
      &state.parameters, gradient: gradient.parameters, learningRate: learningRate,
      weightDecay: configuration.weightDecay)
    if let uncertainty {
      var contexts = gradient.contexts
      for index in contexts.indices {
        contexts[index] /= contextStandardizer.scale[index % batch.contextCount]
      }
      architecture.backpropagate(
        &contexts, valueGradient: gradient.values.map { $0 / valueStandardizer.scale[0] },
        contexts: nodes.contexts)
      state.offsetOptimizer.step(
        &state.offsets,
        gradient: uncertainty.offsetGradient(
          contextGradient: contexts, contextCount: batch.contextCount,
          nodesPerRow: nodes.countPerRow, offsets: state.offsets, rowCount: training.count),
        learningRate: learningRate, weightDecay: 0)
    }
    return gradient.lossSum
  }
}
