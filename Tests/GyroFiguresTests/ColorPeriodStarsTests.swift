// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroPlotting
import Testing

@testable import GyroFigures

@Suite struct ColorPeriodStarsTests {
  @Test func binsAreHalfOpenAndEqual() {
    #expect(ColorPeriodStars.bin(0, 0...10, 10) == 0)
    #expect(ColorPeriodStars.bin(9.999, 0...10, 10) == 9)
    #expect(ColorPeriodStars.bin(3.5, 0...10, 10) == 3)
    for value in [-0.001, 10, 1e300, .nan, .infinity, -.infinity] {
      #expect(ColorPeriodStars.bin(value, 0...10, 10) == nil, "\(value)")
    }
  }

  @Test func everyStarCountsAndTheDensityHoldsThoseOfThePlane() throws {
    var stars = ColorPeriodStars()
    for index in 0...ColorPeriodStars.maximumPointCount {
      stars.add(bpRp0: 0.5 + 0.001 * Double(index), periodDays: 10)
    }
    for (color, period) in [(9.0, 10.0), (1, 1e9), (.nan, 1), (1, -1)] {
      stars.add(bpRp0: color, periodDays: period)
    }
    #expect(stars.count == ColorPeriodStars.maximumPointCount + 5)
    let map = try #require(stars.layer(color: .blue, label: nil) as? DensityMap)
    let counted = map.values.filter { !$0.isNaN }.reduce(0, +)
    #expect(counted == Double(ColorPeriodStars.maximumPointCount + 1))
    #expect(map.isLogarithmic && map.values.allSatisfy { $0.isNaN || $0 > 0 })
  }

  @Test func fewStarsAreLargePoints() throws {
    var sizes: [Double] = []
    for count in [1, 100, 1000] {
      var stars = ColorPeriodStars()
      for _ in 0..<count { stars.add(bpRp0: 1, periodDays: 10) }
      let points = try #require(stars.layer(color: .blue, label: "stars") as? Points)
      #expect(points.x.count == count && points.label == "stars")
      sizes.append(points.size)
    }
    #expect(sizes == sizes.sorted(by: >) && Set(sizes).count == 3)
  }

  @Test func theAxesHoldTheStarsAndNeverLessThanTheUsualPlane() {
    var stars = ColorPeriodStars()
    #expect(stars.colorRange == 0.4...3.2 && stars.periodRange == 0.1...100)
    stars.add(bpRp0: 1, periodDays: 10)
    #expect(stars.colorRange == 0.4...3.2, "a star inside changes nothing")
    stars.add(bpRp0: 4.1, periodDays: 0.03)
    #expect(stars.colorRange.contains(4.1) && stars.periodRange.contains(0.03))
    #expect(stars.colorRange.lowerBound == 0.4)
  }
}
