// SPDX-License-Identifier: GPL-3.0-or-later
// A rotation flow that no training made: smooth, wide and known.

import GyroFlows
import GyroModel
import GyroNumerics

/// An ensemble of random flows; every member of a longer ensemble begins with those of a shorter one.
func exampleRotation(flowCount: Int) throws -> RotationFlow {
  let architecture = FlowArchitecture(
    contextCount: 3, transformCount: 2, hiddenWidths: [12], activation: .silu, binCount: 4,
    bound: 5, slope: 1e-3)
  let flows = (0..<flowCount).map { index in
    var random = RandomStream(seed: 5).child("flow", index)
    return ConditionalFlow(
      architecture: architecture,
      contextStandardizer: Standardizer(mean: [2, 1.5, -1.5], scale: [0.9, 0.8, 0.4]),
      valueStandardizer: Standardizer(mean: [0.4], scale: [0.3]),
      parameters: (0..<architecture.parameterCount).map { _ in 0.5 * random.nextNormal() })
  }
  let domain = CalibrationDomain(
    log10AgeMyr: 0.5...3.6, bpRp0: 0.2...4, log10BpRp0Sigma: -1.85...0,
    log10PeriodDays: -1.5...2)
  return try RotationFlow(
    FlowCheckpoint(
      ensemble: FlowEnsemble(flows), contextNames: ContextSchema.rotation.names,
      valueName: RotationFlow.valueName,
      notes: RotationFlow.notes(domain: domain, medianBpRp0Sigma: 0.03)), file: "example")
}
