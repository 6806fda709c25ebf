// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroNumerics
import Testing

@testable import GyroPlotting

@Suite struct AxisRangeLawTests {
  static let ends: [Double] = [
    0, -0.0, 1, -1, 0.82, 100, 1e-300, 1e-30, 1e-12, 1e9, -1e9, 1e15, 1e15 + 2,
    1e19, 1e30,
    1e31,
    1e300, 1e308, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .infinity, -.infinity, .nan,
    .leastNonzeroMagnitude, 13_800, 13_800.000_000_001,
  ]

  /// Whatever the ends: a range with a width, marks that are inside, and no trap.
  @Test(arguments: ends) func everyRangeIsMarked(lower: Double) {
    for upper in Self.ends {
      for scale in [Axis.Scale.linear, .logarithmic] {
        let range = AxisRange(lower, upper).shown(on: scale)
        #expect(
          range.lowerBound < range.upperBound && (range.upperBound - range.lowerBound).isFinite)
        #expect(scale == .linear || range.lowerBound > 0)
        for maximumCount in [0, 1, 6, 60] {
          let ticks = AxisTicks(range, scale: scale, maximumCount: maximumCount)
          #expect(ticks.major.count <= 250 && ticks.minor.count <= 2000)
          #expect((ticks.major.map(\.value) + ticks.minor).allSatisfy { $0.isFinite })
        }
        if lower <= upper { _ = AxisTicks(lower...upper, scale: scale, maximumCount: 6) }
      }
    }
  }

  @Test(arguments: 0..<200) func randomEndsAreMarked(seed: Int) {
    var random = RandomStream(seed: UInt64(seed))
    for _ in 0..<50 {
      let (first, second) = (Double(bitPattern: random.next()), Double(bitPattern: random.next()))
      for scale in [Axis.Scale.linear, .logarithmic] {
        let range = AxisRange(first, second).shown(on: scale)
        #expect(
          AxisTicks(range, scale: scale, maximumCount: 7).major.allSatisfy { $0.value.isFinite })
      }
    }
  }

  @Test func equalEndsAreMovedApartAndOthersStay() {
    #expect(AxisRange(0.75, 0.75).shown(on: .linear) == 0.25...1.25)
    #expect(AxisRange(100, 100).shown(on: .logarithmic) == 50...200)
    #expect(AxisRange(10, 5000).shown(on: .logarithmic) == 10...5000)
    #expect(AxisRange(-3, 7).shown(on: .linear) == -3...7)
    #expect(AxisRange(100, 100).fault(on: .logarithmic) == nil)
  }

  @Test(arguments: [
    (Double.nan, 1), (0, .infinity), (-.infinity, 0), (1e31, 1e32), (-1e308, 1e308), (2, 1),
  ])
  func whatCannotBeDrawnIsSaidInWords(lower: Double, upper: Double) throws {
    let fault = try #require(AxisRange(lower, upper).fault(on: .linear))
    #expect(fault.contains("would go from \(lower) to \(upper), expected"))
    let figure = Figure(
      Panel(x: Axis("Age", range: AxisRange(lower, upper)), y: Axis("y"), layers: []),
      provenance: "")
    #expect(figure.fault == "the axis \"Age\" \(fault)")
    // It can be written down all the same.
    #expect(GnuplotScript(figure).text(.png, output: "a.png").contains("set xrange"))
    #expect(!VegaLite(figure).text.isEmpty)
  }

  @Test func aLogarithmicAxisHasNoZero() {
    #expect(AxisRange(0, 1).fault(on: .logarithmic) != nil)
    #expect(AxisRange(-1, 1).fault(on: .logarithmic) != nil)
    #expect(AxisRange(1e-30, 1e30).fault(on: .logarithmic) == nil)
  }

  @Test func dataBeyondEverythingAreAFaultOfTheFigure() {
    func figure(_ values: [Double]) -> Figure {
      Figure(
        Panel(x: Axis("x"), y: .log("y"), layers: [Points(x: [1, 2], y: values, color: .blue)]),
        provenance: "")
    }
    #expect(figure([1e308, 1]).fault?.contains("the axis \"y\"") == true)
    #expect(figure([.nan, .infinity]).fault == nil, "what has no place is left out")
    #expect(figure([1, 2]).fault == nil)
    #expect(everyMark.fault == nil)
  }
}
