// SPDX-License-Identifier: GPL-3.0-or-later

import Gyrochronology
import Testing
import _TestSupport

@Suite struct ProgramVersionTests {
  @Test func theVersionHasThreeParts() {
    #expect(ProgramVersion.current.split(separator: ".").count == 3)
  }
}
