// SPDX-License-Identifier: GPL-3.0-or-later
// Several flows as one density: their average.

/// The average of flows that were trained alike but from different random numbers.
///
///     p(y | context) = (1 / K) Σ_k p_k(y | context)
///
/// Where the flows agree the average is each of them; where there were few rows to learn from they
/// differ, and the average is as broad as their disagreement. One flow is an ensemble of one.
package struct FlowEnsemble: Sendable {
  /// The flows, at least one, all with the same context.
  package let flows: [ConditionalFlow]

  /// Number of context features.
  package var contextCount: Int { flows[0].contextCount }

  /// Averages flows.
  ///
  /// - Precondition: At least one flow, and all have as many context features.
  package init(_ flows: [ConditionalFlow]) {
    precondition(!flows.isEmpty, "an ensemble of no flows")
    precondition(flows.allSatisfy { $0.contextCount == flows[0].contextCount }, "other contexts")
    self.flows = flows
  }

  /// The densities that a list of contexts fixes.
  ///
  /// - Parameter contexts: Row-major, shape `[count, contextCount]`, in the units of the data.
  /// - Returns: One density a context.
  package func conditioned(on contexts: [Double]) -> ConditionedEnsemble {
    ConditionedEnsemble(flows: flows.map { $0.conditioned(on: contexts) })
  }
}
