// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing

@Suite struct MeasuredTests {
  @Test func anUnknownErrorIsNotZero() { #expect(Measured(1.0) != Measured(1.0, sigma: 0)) }
  @Test func aNegativeErrorIsAMistake() async {
    await #expect(processExitsWith: .failure) { _ = Measured(1.0, sigma: -0.1) }
  }
}
