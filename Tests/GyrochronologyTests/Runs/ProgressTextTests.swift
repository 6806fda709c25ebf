// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Gyrochronology

struct ProgressTextTests {
  @Test(arguments: [
    (ProgressText(done: 5, total: 20, unit: "folds"), 10.0, "5 of 20 folds, 0.50/s, 30 s left"),
    (
      ProgressText(done: 100, total: 4_000, isEstimate: true, unit: "rows"), 10,
      "100 of about 4000 rows, 10/s, 6 min 30 s left"
    ),
    (ProgressText(done: 1, total: 73, unit: "tasks"), 100, "1 of 73 tasks, 0.01/s, 2 h 0 min left"),
    (ProgressText(done: 7, total: nil, unit: "kB"), 1, "7 kB, 7.00/s"),
    (ProgressText(done: 20, total: 20, unit: "folds"), 2, "20 of 20 folds, 10/s"),
    (ProgressText(done: 25, total: 100, unit: ProgressText.percent), 5, "25 %, 15 s left"),
  ])
  func aTaskIsDescribed(text: ProgressText, seconds: Double, words: String) {
    #expect(text.line(after: seconds) == words)
  }

  @Test func drawsAndRelationsAreReadAsTheyAreTyped() {
    #expect(DrawsChoice(text: "500") == .count(500))
    #expect(DrawsChoice(text: "d.zarr") == .file("d.zarr"))
    #expect(DrawsChoice(text: "d.txt") == nil)
    #expect(RelationNames(text: "nobody").keys == ["nobody"])
    #expect(RelationNames.all.keys.contains("angus_2019") && RelationNames.all.description == "all")
  }
}
