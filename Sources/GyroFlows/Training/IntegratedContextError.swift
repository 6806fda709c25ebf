// SPDX-License-Identifier: GPL-3.0-or-later
// The error of one context feature of each row, which a likelihood integrates over.

internal import GyroNumerics
internal import GyroPlatform

/// A normal error of one context feature, known for each row and integrated over in its likelihood.
///
///     L = w ∫ N(x; 0, 1) p(value | context + σ x e_feature) dx + (1 - w) p_background
///
/// A flow that is trained so is a density given the true value of the feature, not the measured one: the errors
/// of the measurements are in the likelihood and nowhere in the flow, which therefore cannot take them as a
/// hint of the group that a row belongs to. The integral is a Gauss–Hermite sum, exact for densities
/// that are polynomials in the feature of a degree below twice the number of nodes.
package struct IntegratedContextError: Hashable, Sendable {
  /// Which context feature.
  package let feature: Int
  /// The standard deviation of each row, in the feature's unit.
  package let sigmas: [Double]
  /// How many nodes the sum has.
  package let nodeCount: Int

  /// Numbers of nodes that a sum may have.
  package static let nodeCounts = 1...8

  /// Describes errors.
  ///
  /// - Precondition: Errors are finite and not negative; the number of nodes is one of ``nodeCounts``.
  package init(feature: Int, sigmas: [Double], nodeCount: Int) {
    precondition(sigmas.allSatisfy { $0 >= 0 && $0.isFinite }, "a negative error")
    precondition(Self.nodeCounts.contains(nodeCount), "\(nodeCount) nodes")
    (self.feature, self.sigmas, self.nodeCount) = (feature, sigmas, nodeCount)
  }

  /// The same for some of the rows.
  func subset(_ rows: some Collection<Int>) -> IntegratedContextError {
    IntegratedContextError(
      feature: feature, sigmas: rows.map { sigmas[$0] }, nodeCount: nodeCount)
  }
}

/// The contexts at which a likelihood evaluates a flow: as many for each row as its sum has nodes.
struct ContextNodes: Sendable {
  /// Row-major, shape `[rows, countPerRow, contextCount]`.
  var contexts: [Double]
  /// Shape `[rows, countPerRow]`: each row's value again and again.
  var values: [Double]
  /// Natural logs of the nodes' weights, which sum to one.
  let logWeights: [Double]

  /// How many nodes a row has.
  var countPerRow: Int { logWeights.count }
}

extension TrainingSet {
  /// Where the flow is evaluated for each row.
  var nodes: ContextNodes {
    guard let contextError else {
      return ContextNodes(contexts: contexts, values: values, logWeights: [0])
    }
    let rule = GaussHermite(count: contextError.nodeCount)
    let width = contextCount
    var nodes = ContextNodes(contexts: [], values: [], logWeights: rule.weights.map { log($0) })
    nodes.contexts.reserveCapacity(contexts.count * rule.positions.count)
    nodes.values.reserveCapacity(count * rule.positions.count)
    for row in 0..<count {
      for position in rule.positions {
        let first = nodes.contexts.count
        nodes.contexts += contexts[row * width..<(row + 1) * width]
        nodes.contexts[first + contextError.feature] += contextError.sigmas[row] * position
        nodes.values.append(values[row])
      }
    }
    return nodes
  }
}
