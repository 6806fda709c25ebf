// SPDX-License-Identifier: GPL-3.0-or-later
// What a flow is trained on: rows of context and value, each an inlier only with some probability.

internal import GyroNumerics

/// Rows to train on or to score.
///
/// A row comes from the flow with probability `inlierWeight` and otherwise from a background of
/// known density, so its likelihood is the mixture
///
///     L = w p(value | context) + (1 - w) p_background
package struct TrainingSet: Sendable {
  /// Row-major, shape `[count, contextCount]`.
  package var contexts: [Double]
  /// Shape `[count]`.
  package var values: [Double]
  /// Probability that a row comes from the flow, shape `[count]`.
  package var inlierWeights: [Double]
  /// What each row's loss counts in training, shape `[count]`: 1 unless set.
  ///
  /// Scores weigh rows alike.
  package var lossWeights: [Double]
  /// Natural log of the background density at each row's value, in nats per unit of the value.
  package var backgroundLogDensities: [Double]
  /// What is uncertain about the contexts of whole groups of rows; nil if they are exact.
  package var contextUncertainty: GroupedContextUncertainty?
  /// The error of a feature of each row, which the likelihood integrates over; nil if there is none.
  package var contextError: IntegratedContextError?

  /// Number of rows.
  package var count: Int { values.count }
  /// Number of context features.
  package var contextCount: Int { values.isEmpty ? 0 : contexts.count / values.count }

  /// Rows that each count once in the loss.
  ///
  /// - Precondition: Counts agree, numbers are finite, weights are in 0…1.
  package init(
    contexts: [Double], values: [Double], inlierWeights: [Double],
    backgroundLogDensities: [Double]
  ) {
    precondition(
      values.isEmpty ? contexts.isEmpty : contexts.count.isMultiple(of: values.count),
      "\(contexts.count) context features for \(values.count) rows")
    precondition(inlierWeights.count == values.count, "\(inlierWeights.count) weights")
    precondition(
      backgroundLogDensities.count == values.count, "\(backgroundLogDensities.count) backgrounds")
    precondition(
      contexts.allSatisfy(\.isFinite) && values.allSatisfy(\.isFinite)
        && inlierWeights.allSatisfy((0...1).contains), "rows must be finite, weights in 0...1")
    self.contexts = contexts
    self.values = values
    self.inlierWeights = inlierWeights
    lossWeights = Array(repeating: 1, count: values.count)
    self.backgroundLogDensities = backgroundLogDensities
  }

  /// Rows with a uniform background.
  package init(
    contexts: [Double], values: [Double], inlierWeights: [Double], backgroundLogDensity: Double
  ) {
    self.init(
      contexts: contexts, values: values, inlierWeights: inlierWeights,
      backgroundLogDensities: Array(repeating: backgroundLogDensity, count: values.count))
  }

  /// The rows with the given indices, in that order.
  package func subset(_ rows: some Collection<Int>) -> TrainingSet {
    let width = contextCount
    var result = TrainingSet(
      contexts: [], values: [], inlierWeights: [], backgroundLogDensities: [])
    for row in rows {
      result.contexts += contexts[row * width..<(row + 1) * width]
      result.values.append(values[row])
      result.inlierWeights.append(inlierWeights[row])
      result.backgroundLogDensities.append(backgroundLogDensities[row])
      result.lossWeights.append(lossWeights[row])
    }
    result.contextUncertainty = contextUncertainty?.subset(rows)
    result.contextError = contextError?.subset(rows)
    return result
  }

  /// The rows with one feature of each group moved.
  func offset(by offsets: [Double]) -> TrainingSet {
    guard let uncertainty = contextUncertainty else { return self }
    var result = self
    for (row, group) in uncertainty.groups.enumerated() {
      result.contexts[row * contextCount + uncertainty.feature] += offsets[group]
    }
    return result
  }

  /// The mixture of a row.
  func mixture(of row: Int) -> Mixture {
    Mixture(weight: inlierWeights[row], logBackground: backgroundLogDensities[row])
  }
}

/// How well a flow predicts rows it was given to score.
package struct FlowScore: Hashable, Sendable {
  /// Mean log-density of the flow alone, nats per row.
  package let meanLogDensity: Double
  /// Mean log-likelihood of the mixture, nats per row.
  package let meanMixtureLogLikelihood: Double
}

extension FlowEnsemble {
  /// The mean log-density and mixture log-likelihood of rows.
  ///
  /// - Precondition: At least one row.
  package func score(_ rows: TrainingSet) -> FlowScore {
    precondition(rows.count > 0, "no rows to score")
    let nodes = rows.nodes
    let densities = conditioned(on: nodes.contexts)
    var flowSum = 0.0
    var mixtureSum = 0.0
    for row in 0..<rows.count {
      let logDensity = logSumExp(
        nodes.logWeights.enumerated().map { node, logWeight in
          logWeight
            + densities.logDensity(at: rows.values[row], member: row * nodes.countPerRow + node)
        })
      flowSum += logDensity
      mixtureSum += rows.mixture(of: row).logLikelihood(logDensity)
    }
    return FlowScore(
      meanLogDensity: flowSum / Double(rows.count),
      meanMixtureLogLikelihood: mixtureSum / Double(rows.count))
  }
}
