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

  /// The mean of a thousand times 0.1 is not 0.1, so that the sum of squares is not zero.
  @Test(arguments: [0.1, -1.55, 123456.789, 0])
  func whatIsConstantButForRoundingKeepsItsScale(value: Double) {
    let standardizer = Standardizer(
      fitting: (0..<1000).flatMap { [value, Double($0 % 2) * 1e-6] }, featureCount: 2)
    #expect(standardizer.scale[0] == 1)
    expectClose(standardizer.mean[0], value, .relative(1e-12, because: "a sum of a thousand"))
    expectClose(
      standardizer.scale[1], 5e-7, .relative(1e-9, because: "half of the distance of two values"))
  }
}
