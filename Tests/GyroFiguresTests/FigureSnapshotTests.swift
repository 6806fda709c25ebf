// SPDX-License-Identifier: GPL-3.0-or-later

import GyroPlotting
import Testing
import _TestSupport

/// Every figure of the domain, whole, in both languages.
@Suite struct FigureSnapshotTests {
  @Test(arguments: DomainFigure.allCases) func theFigureIsTheOneThatWasRead(
    _ example: DomainFigure
  ) throws {
    let figure = try example.figure()
    #expect(figure.fault == nil)
    let numbers = Closeness.either(
      absolute: 1e-8, relative: 2e-6,
      because: "seven digits; processors differ in the last bits of single precision")
    try expectSnapshot(
      of: FigureSnapshot.script(figure), named: "\(example.rawValue).gp", numbers: numbers)
    try expectSnapshot(
      of: FigureSnapshot.vegaLite(figure), named: "\(example.rawValue).vl.json", numbers: numbers)
  }

  @Test func noSnapshotIsLeftOver() throws {
    let names = DomainFigure.allCases.flatMap { ["\($0.rawValue).gp", "\($0.rawValue).vl.json"] }
    try expectSnapshots(in: "", are: Set(names))
  }
}
