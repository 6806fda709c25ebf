// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import _TestSupport

@testable import GyroNumerics

@Suite struct LinearInterpolationLawTests {
  let arguments = [-1.0, 0, 0, 2, 2.5]
  let values = [4.0, 1, 3, 7, -1]

  @Test func nodesKeepTheirValuesAndJumpsTakeTheFirst() {
    for (argument, value) in [(-1.0, 4.0), (0, 1), (2, 7), (2.5, -1)] {
      #expect(linearInterpolation(at: argument, arguments, values) == value)
    }
  }

  @Test func betweenNodesItIsTheChord() {
    for (argument, value) in [(-0.5, 2.5), (0.5, 4), (2.25, 3)] {
      expectClose(
        linearInterpolation(at: argument, arguments, values), value,
        .absolute(1e-15, because: "an ulp or two of 4"))
    }
  }

  @Test func beyondTheEndsItIsConstant() {
    #expect(linearInterpolation(at: -7, arguments, values) == 4)
    #expect(linearInterpolation(at: .infinity, arguments, values) == -1)
    #expect(linearInterpolation(at: 3, [1.0], [5.0]) == 5)
  }

  @Test func itInvertsItself() {
    let grid = Grid(0...4, count: 41)
    let squares = grid.map { $0 * $0 }
    for node in 0..<400 {
      let value = 0.01 * Double(node) + 0.005
      let there = linearInterpolation(at: value, grid, squares)
      expectClose(
        linearInterpolation(at: there, squares, grid), value,
        .absolute(1e-13, because: "two interpolations of numbers up to 16"))
    }
  }
}
