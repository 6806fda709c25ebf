// SPDX-License-Identifier: GPL-3.0-or-later

import GyroFlows
import Testing
import _TestSupport

@Suite struct ActivationTests {
  @Test func namesAreStableBecauseCheckpointsStoreThem() {
    #expect(Activation.allCases.map(\.rawValue) == ["relu", "silu"])
  }
}
