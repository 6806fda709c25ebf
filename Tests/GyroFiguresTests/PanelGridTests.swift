// SPDX-License-Identifier: GPL-3.0-or-later

import GyroPlotting
import Testing

@testable import GyroFigures

@Suite struct PanelGridTests {
  @Test(arguments: [(1, 1), (3, 3), (4, 4), (5, 5), (8, 4), (9, 3), (13, 5), (21, 3), (33, 5)])
  func theLastRowIsAsFullAsItCanBe(count: Int, columnCount: Int) {
    #expect(PanelGrid(count: count).columnCount == columnCount)
  }

  @Test(arguments: 1...40) func everyPanelIsThereAndNumbersAreAtTheEdges(count: Int) {
    var positions: [PanelGrid.Position] = []
    let rows = PanelGrid(count: count).rows { position in
      positions.append(position)
      return Panel(x: Axis("x"), y: Axis("y"), layers: [])
    }
    #expect(rows.joined().count { $0 != nil } == count)
    #expect(positions.map(\.index) == Array(0..<count))
    // Each column has its numbers at its lowest panel, each row at its first.
    #expect(positions.count(where: \.isLowest) == rows[0].count)
    #expect(positions.count(where: \.isLeft) == rows.count)
    // No panel is alone in the last row, unless there is but one in a row.
    #expect(count == 1 || count > 32 || (rows.last ?? []).count { $0 != nil } > 1)
  }

  @Test func whatAFrameLeavesOutIsCounted() {
    func note(_ x: [Double], _ y: [Double]) -> [String] {
      PanelGrid.note(x: x, y: y, outside: 0.5...3, 0.1...100)
        .compactMap { ($0 as? Annotation)?.text.unicode }
    }
    #expect(note([1, 4, 0.4, 1], [10, 10, 10, 300]) == ["3 outside the frame"])
    #expect(note([1, 2], [10, 100]).isEmpty)
  }
}
