// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroPlotting

@Suite struct AxisTests {
  @Test func theRangeOfValuesHasAMarginOfATwentieth() {
    let range = Axis("x").range(of: [10, 20, 14])
    #expect(range == 9.5...20.5)
    let decades = Axis.log("x").range(of: [1, 1000])
    // A twentieth of three decades on each side.
    #expect(abs(log10(decades.lowerBound) + 0.15) < 1e-12)
    #expect(abs(log10(decades.upperBound) - 3.15) < 1e-12)
  }

  @Test func aCountStartsAtZeroAndADensityToo() {
    #expect(Axis("stars").range(of: [0, 40]) == 0...42)
    #expect(Axis("residual").range(of: [-1, 1]).lowerBound < -1)
  }

  @Test func oneValueHasARangeAroundIt() {
    #expect(Axis("x").range(of: [3, 3]).contains(3))
    let range = Axis.log("x").range(of: [100])
    #expect(range.lowerBound < 100 && range.upperBound > 100)
  }

  @Test func withoutAValueThereIsARangeAllTheSame() {
    for values in [[], [.nan, .infinity]] as [[Double]] {
      #expect(Axis("x").range(of: values) == 0...1)
      #expect(Axis.log("x").range(of: values) == 1...10)
    }
    #expect(Axis.log("x").range(of: [-5, 0]) == 1...10, "none of them is on the axis")
  }

  @Test func aGivenRangeIsKeptWhateverTheValues() {
    #expect(Axis("x", range: 2...3).range(of: [0, 100]) == 2...3)
    #expect(Axis.log("x", range: 2...3).range(of: [0.1, 100]) == 2...3)
  }

  @Test(arguments: [
    (1.0, true, true), (0, true, false), (-1, true, false), (.nan, false, false),
    (.infinity, false, false),
  ])
  func valuesThatHaveAPosition(value: Double, isOnLinear: Bool, isOnLogarithmic: Bool) {
    #expect(Axis("x").shows(value) == isOnLinear)
    #expect(Axis.log("x").shows(value) == isOnLogarithmic)
  }

  @Test func positionsAreTheValuesOrTheirLogarithms() {
    #expect(Axis("x").position(of: 1000) == 1000)
    #expect(Axis.log("x").position(of: 1000) == 3)
  }

  @Test func namesStandInTheOrderOfTheirValuesAndAreCut() throws {
    let long = String(repeating: "x", count: 100)
    let names = try #require(Axis(nil, names: [2: "second", 1: "first", 3: long]).shownNames)
    #expect(names.map(\.value) == [1, 2, 3])
    #expect(names.map(\.name.unicode).prefix(2) == ["first", "second"])
    #expect(names[2].name.unicode == String(repeating: "x", count: 40) + "…")
    #expect(Axis("x").shownNames == nil)
  }

  @Test func aFaultNamesTheAxis() {
    #expect(
      Axis("Age", range: AxisRange(2, 1)).fault(of: [])?.hasPrefix("the axis \"Age\" ") == true)
    #expect(
      Axis(nil, range: AxisRange(2, 1)).fault(of: [])?.hasPrefix("the axis without a name ") == true
    )
    #expect(Axis("Age").fault(of: [1, 2]) == nil)
  }
}
