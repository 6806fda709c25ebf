// SPDX-License-Identifier: GPL-3.0-or-later
// The check that other tests trust: it accepts what is right and sees one part in a million.

import Foundation
import Testing
import _TestSupport

@Suite struct GradientCheckTests {
  let value = { (x: [Double]) in sin(x[0]) * exp(x[1]) }
  let point = [0.4, -0.3]

  @Test func theTrueGradientPasses() {
    checkGradient(
      at: point, gradient: [cos(0.4) * exp(-0.3), sin(0.4) * exp(-0.3)], of: value)
  }
  @Test func aWrongGradientFails() {
    withKnownIssue {
      checkGradient(
        at: point, gradient: [cos(0.4) * exp(-0.3) + 1e-6, sin(0.4) * exp(-0.3)], of: value)
    }
  }
}
