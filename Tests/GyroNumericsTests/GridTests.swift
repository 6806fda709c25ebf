// SPDX-License-Identifier: GPL-3.0-or-later

import GyroNumerics
import Testing

@Suite struct GridTests {
  @Test func bothEndsAreNodes() {
    let grid = Grid(0...4.14, count: 1000)
    #expect(grid.first == 0 && grid.last == 4.14 && grid.count == 1000)
    #expect(Array(grid).count == 1000)
  }
  @Test func nodesAreEquallySpaced() {
    #expect(Array(Grid(-1...1, count: 5)) == [-1, -0.5, 0, 0.5, 1])
  }
}
