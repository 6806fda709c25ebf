// SPDX-License-Identifier: GPL-3.0-or-later
// Flows with random parameters, for laws that must hold whatever the parameters are.

import GyroFlows
import GyroNumerics

/// A flow with parameters of a moderate size, and a context for it.
struct ExampleFlow: Sendable {
  let flow: ConditionalFlow
  let context: [Double]

  init(seed: Int, draw: Int = 0) {
    var random = RandomStream(seed: UInt64(seed)).child("example flow", draw)
    let architecture = FlowArchitecture(
      contextCount: 3, transformCount: 1 + seed % 4,
      hiddenWidths: [[12], [16, 8], [5, 7, 9]][seed % 3],
      activation: seed.isMultiple(of: 2) ? .silu : .relu, binCount: 2 + seed % 9, bound: 5,
      slope: seed % 5 == 0 ? 1e-4 : 1e-3,
      extrapolation: seed % 4 == 0
        ? ContextExtrapolation(
          feature: seed % 3, range: -1.2...2.4, softness: 0.3, slope: 0.5, knee: 1.1, bend: 0.4)
        : nil)
    flow = ConditionalFlow(
      architecture: architecture,
      contextStandardizer: Standardizer(mean: [2, 1.5, -1.5], scale: [0.9, 0.8, 0.4]),
      valueStandardizer: Standardizer(mean: [0.7], scale: [0.5]),
      parameters: (0..<architecture.parameterCount).map { _ in 0.35 * random.nextNormal() })
    context = [4 * random.nextUniform(), 3 * random.nextUniform(), -2 * random.nextUniform()]
  }

  var density: ConditionedFlow { flow.conditioned(on: context) }
}
