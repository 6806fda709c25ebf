// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroPlotting
import Testing

@testable import GyroFigures

@Suite struct SmoothDensityTests {
  /// A normal density with a node every standard deviation.
  private let nodes: [(log10AgeMyr: Double, value: Double)] = (-6...6).map { (index: Int) in
    let sigmas = Double(index)
    return (log10AgeMyr: 3 + 0.01 * sigmas, value: exp(-0.5 * sigmas * sigmas))
  }

  @Test func theCurveRunsThroughTheNodesAndIsSmoothBetween() throws {
    let points = SmoothDensity(nodes).points(from: 2.95, to: 3.05)
    #expect(points.count > 70)
    for point in points {
      let truth = exp(-0.5 * pow((point.log10AgeMyr - 3) / 0.01, 2))
      // A parabola in the logarithm comes back but for the slopes at the two ends.
      #expect(abs(point.value - truth) < 1e-9, "\(point)")
    }
  }

  @Test func areasEndWhereTheySay() throws {
    let part = SmoothDensity(nodes).points(from: 2.9931, to: 3.0127)
    #expect(part.first?.log10AgeMyr == 2.9931 && part.last?.log10AgeMyr == 3.0127)
    #expect(zip(part, part.dropFirst()).allSatisfy { $0.log10AgeMyr < $1.log10AgeMyr })
    #expect(SmoothDensity([]).points(from: 2, to: 3).isEmpty)
    #expect(SmoothDensity(nodes).points(from: 3.5, to: 4).isEmpty)
  }

  @Test func aDensityOfZeroStaysZero() {
    let points = SmoothDensity([(1, 0), (2, 1), (3, 0), (4, 0)]).points(from: 1, to: 4)
    #expect(points.allSatisfy { $0.value >= 0 && $0.value <= 1 })
    #expect(points.filter { $0.log10AgeMyr >= 3 }.allSatisfy { $0.value == 0 })
  }
}
