// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@testable import GyroFigures

@Suite struct PlaneDensityLawTests {
  /// Normal numbers with a correlation.
  private static func draws(_ count: Int) -> (x: [Double], y: [Double]) {
    var random = RandomStream(seed: 4)
    let pairs = (0..<count).map { _ in (random.nextNormal(), random.nextNormal()) }
    return (pairs.map(\.0), pairs.map { 10 + 3 * (0.6 * $0.0 + 0.8 * $0.1) })
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    ((values.min() ?? 0) - 1)...((values.max() ?? 1) + 1)
  }

  /// How often a ray to the right of a point crosses the pieces of a contour: odd within it.
  private static func isInside(
    _ contour: (x: [Double], y: [Double]), _ x: Double, _ y: Double
  ) -> Bool {
    var count = 0
    for first in stride(from: 0, to: contour.x.count, by: 3) {
      let (y0, y1) = (contour.y[first], contour.y[first + 1])
      guard (y0 > y) != (y1 > y) else { continue }
      let part = (y - y0) / (y1 - y0)
      if contour.x[first] + part * (contour.x[first + 1] - contour.x[first]) > x { count += 1 }
    }
    return count.isMultiple(of: 2) == false
  }

  @Test(arguments: CornerPlot.contourShares + [0.5])
  func aContourHoldsItsShareOfThePoints(share: Double) {
    let draws = Self.draws(1500)
    let density = PlaneDensity(
      x: draws.x, y: draws.y, xRange: Self.range(draws.x), yRange: Self.range(draws.y))
    let contour = density.contour(holding: share)
    #expect(contour.x.count == contour.y.count && !contour.x.isEmpty)
    let inside = zip(draws.x, draws.y).count { Self.isInside(contour, $0, $1) }
    expectClose(
      Double(inside) / 1500, share,
      .absolute(0.01, because: "straight pieces in cells of a sixtieth of the width"))
  }

  /// The contour of two normal numbers is an ellipse: r² = −2 log(1 − share) in units of the deviations.
  @Test func aContourOfNormalNumbersIsTheirEllipse() {
    let draws = Self.draws(6000)
    let density = PlaneDensity(
      x: draws.x, y: draws.y, xRange: Self.range(draws.x), yRange: Self.range(draws.y))
    let contour = density.contour(holding: CornerPlot.contourShares[1])
    let radii = contour.x.indices.filter { contour.x[$0].isFinite }.map { index in
      let x = contour.x[index]
      let rest = ((contour.y[index] - 10) / 3 - 0.6 * x) / 0.8
      return hypot(x, rest)
    }
    expectClose(
      Statistics.mean(radii) ?? 0, 2, .absolute(0.1, because: "6000 draws, smoothed"))
    #expect(radii.allSatisfy { (1.6...2.4).contains($0) })
  }
}
