// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroPlotting

@Suite struct AxisTicksTests {
  private func labels(
    _ range: ClosedRange<Double>, _ scale: Axis.Scale, maximumCount: Int = 6
  ) -> [String] {
    AxisTicks(range, scale: scale, maximumCount: maximumCount).major.map(\.label.unicode)
  }

  @Test func linearMarksAreRoundAndHaveTheSameDecimals() {
    #expect(labels(0...1, .linear) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels(-3...7, .linear) == ["−2", "0", "2", "4", "6"])
    #expect(labels(0.0212...0.0431, .linear, maximumCount: 4) == ["0.03", "0.04"])
    #expect(labels(0...250_000, .linear, maximumCount: 4) == ["0", "100000", "200000"])
  }

  @Test func logarithmicMarksShowAsManyDigitsAsHaveRoom() {
    #expect(labels(0.1...100, .logarithmic) == ["0.1", "1", "10", "100"])
    #expect(labels(1...14, .logarithmic) == ["1", "2", "3", "5", "10"])
    #expect(
      labels(1...1e6, .logarithmic, maximumCount: 8) == [
        "10⁰", "10¹", "10²", "10³", "10⁴", "10⁵", "10⁶",
      ])
    #expect(labels(1e-9...1, .logarithmic, maximumCount: 4).first == "10⁻⁹")
  }

  /// 2 and 3 are 0.18 dex apart: on an axis of 1.5 dex with room for seven numbers they would touch.
  @Test func closeNumbersHaveRoomBetweenThem() {
    #expect(labels(1000...6000, .logarithmic) == ["1000", "2000", "3000", "5000"])
    #expect(
      labels(400...12_000, .logarithmic, maximumCount: 7) == [
        "500", "1000", "2000", "5000", "10000",
      ])
    for step in 0...200 {
      let upper = 1000 * pow(10, 0.5 + 0.02 * Double(step))
      let marks = AxisTicks(900...upper, scale: .logarithmic, maximumCount: 7).major.map(\.value)
      let room = 0.9 * log10(upper / 900) / 7
      #expect(marks.count >= 2)
      #expect(
        zip(marks, marks.dropFirst()).allSatisfy { log10($1 / $0) >= room * 0.999 }, "\(upper)")
    }
  }

  /// One notation on an axis: powers of ten where one of its numbers is too long, else none.
  @Test func numbersOfAnAxisHaveOneNotation() {
    for step in 0...300 {
      let upper = 10 * pow(10, 0.02 * Double(step))
      let numbers = labels(5...upper, .logarithmic, maximumCount: 7)
      let powers = numbers.count { $0.contains("10") && $0.contains { "⁰¹²³⁴⁵⁶⁷⁸⁹".contains($0) } }
      #expect(powers == 0 || powers == numbers.count, "\(numbers)")
    }
  }

  @Test(arguments: [(2.1, 2.4), (7.2, 7.9), (1050.0, 1090.0)])
  func aRangeWithinADigitIsMarkedToo(lower: Double, upper: Double) {
    #expect(AxisTicks(lower...upper, scale: .logarithmic, maximumCount: 5).major.count >= 2)
  }

  @Test func marksLieInTheRangeAndAreNotMoreThanHaveRoom() {
    for scale in [Axis.Scale.linear, .logarithmic] {
      for step in 1...60 {
        let range = 0.01 * Double(step)...(0.013 * Double(step * step * step) + 1)
        let ticks = AxisTicks(range, scale: scale, maximumCount: 6)
        #expect(ticks.major.count >= 2 && ticks.major.count <= 8, "\(scale) \(range)")
        for value in ticks.major.map(\.value) + ticks.minor {
          #expect(value >= range.lowerBound * 0.999 && value <= range.upperBound * 1.001)
        }
      }
    }
  }
}
