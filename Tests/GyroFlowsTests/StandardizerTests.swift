// SPDX-License-Identifier: GPL-3.0-or-later

import GyroFlows
import Testing
import _TestSupport

@Suite struct StandardizerTests {
  @Test func featuresGetTheirOwnMeanAndScale() {
    let standardizer = Standardizer(fitting: [1, 10, 3, 10, 5, 10], featureCount: 2)
    #expect(standardizer.mean == [3, 10])
    expectClose(
      standardizer.scale[0], (8.0 / 3).squareRoot(), .relative(1e-15, because: "closed form"))
    #expect(standardizer.scale[1] == 1)
  }
}
