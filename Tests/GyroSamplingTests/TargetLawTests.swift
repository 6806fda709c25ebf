// SPDX-License-Identifier: GPL-3.0-or-later
// The gradients of the targets, so that a failing sampler is the sampler's fault.

import GyroNumerics
import Testing
import _TestSupport

@Suite struct TargetLawTests {
  @Test(arguments: [
    Target.autoregressive(dimension: 3, correlation: 0.9), .normal(sigmas: [0.1, 2]),
    .centeredFunnel, .nonCenteredFunnel, .twoPeaks, .eightSchools,
  ]) func gradientIsThatOfTheValue(target: Target) {
    var random = RandomStream(seed: 1).child("position")
    for _ in 0..<5 {
      let position = (0..<target.dimension).map { _ in random.nextNormal() }
      var gradient = [Double](repeating: .nan, count: target.dimension)
      _ = target.value(at: position, gradient: &gradient)
      checkGradient(at: position, gradient: gradient) { position in
        var unused = gradient
        return target.value(at: position, gradient: &unused)
      }
    }
  }
}
