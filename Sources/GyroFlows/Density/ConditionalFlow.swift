// SPDX-License-Identifier: GPL-3.0-or-later
// A conditional normalizing flow of one variable: context in, one-dimensional densities out.

internal import Algorithms

/// A density of one variable that depends on a context.
///
/// The variable is standardized and sent through monotonic splines to a standard normal latent:
///
///     z = f_T(… f₁((y - mean) / scale)),   log p(y | context) = log N(z; 0, 1) + Σ log fₜ′ - log scale
///
/// Where the architecture has a ``ContextExtrapolation``, y is first taken relative to its location.
/// The raw numbers of each spline come from a neural network of the standardized context alone, so one
/// context fixes a density that is then cheap at any y: see ``conditioned(on:)``.
///
/// > Source: Durkan et al. (2019); Van-Lane et al. (2025), section 3, for the use here.
package struct ConditionalFlow: Sendable {
  /// Shape and constants.
  package let architecture: FlowArchitecture
  /// Standardizer of the context, `contextCount` features.
  package let contextStandardizer: Standardizer
  /// Standardizer of the variable, one feature.
  package let valueStandardizer: Standardizer
  /// Weights and biases in the order transform, layer, weight `[output, input]`, bias.
  package var parameters: [Double] { layout.unpack(packed) }

  let layout: ParameterLayout
  /// The parameters in the order of the kernels, the only one that is kept.
  private let packed: [Double]

  /// Number of context features.
  package var contextCount: Int { architecture.contextCount }

  /// Assembles a flow.
  ///
  /// - Precondition: `parameters.count == architecture.parameterCount`, and the standardizers have
  ///   `contextCount` and one feature.
  package init(
    architecture: FlowArchitecture, contextStandardizer: Standardizer,
    valueStandardizer: Standardizer, parameters: [Double]
  ) {
    precondition(
      contextStandardizer.mean.count == architecture.contextCount
        && valueStandardizer.mean.count == 1, "standardizers do not fit the flow")
    self.architecture = architecture
    self.contextStandardizer = contextStandardizer
    self.valueStandardizer = valueStandardizer
    layout = ParameterLayout(architecture)
    packed = layout.pack(parameters)
  }

  /// The densities that a list of contexts fixes.
  ///
  /// - Parameter contexts: Row-major, shape `[count, contextCount]`, in the units of the data.
  /// - Returns: One density a context.
  /// - Complexity: O(`count` × `parameterCount`).
  package func conditioned(on contexts: [Double]) -> ConditionedFlow {
    precondition(
      contexts.count.isMultiple(of: contextCount),
      "\(contexts.count) values do not fill contexts of \(contextCount)")
    let count = contexts.count / contextCount
    let spline = RationalQuadraticSpline(architecture)
    let stride = architecture.transformCount * spline.knotCount
    let standardized = contextStandardizer(architecture.seen(contexts))
    let knots = [Double](unsafeUninitializedCapacity: count * stride) { knots, initialized in
      guard let base = knots.baseAddress else { return }
      let memory = FlowMemory(architecture: architecture, layout: layout, keepsAll: false)
      standardized.withUnsafeBufferPointer { contexts in
        packed.withUnsafeBufferPointer { packed in
          guard let contexts = contexts.baseAddress, let packed = packed.baseAddress else { return }
          for rows in (0..<count).chunks(ofCount: FlowMemory.rowCapacity) {
            memory.condition(
              on: contexts + rows.lowerBound * contextCount, rowCount: rows.count, packed: packed,
              knots: base + rows.lowerBound * stride, knotStride: stride)
          }
        }
      }
      initialized = count * stride
    }
    return ConditionedFlow(
      count: count, spline: spline, transformCount: architecture.transformCount,
      standardizer: valueStandardizer, knots: knots, locations: architecture.locations(contexts))
  }
}
