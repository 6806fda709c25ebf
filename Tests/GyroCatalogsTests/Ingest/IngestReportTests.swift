// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import GyroCatalogs

@Suite struct IngestReportTests {
  @Test func theSumsAddUp() {
    var report = IngestReport()
    for _ in 0..<3 { report.count(.kept, source: "b", cluster: "M67") }
    report.count(.merged, source: "a", cluster: "M67")
    report.count(.rejected("no period"), source: "a", cluster: "M67")
    report.count(.rejected("no period"), source: "b", cluster: "Hyades")
    report.check(rowCount: 6, starCount: 3)
    #expect(report.lines.map(\.source) == ["a", "b", "b"])
    #expect(report.lines.map(\.read) == [2, 1, 3])
    #expect(report.rejections == ["no period": 2])
  }

  @Test func aRowThatIsNotAccountedForStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var report = IngestReport()
      report.count(.kept, source: "a", cluster: "M67")
      report.check(rowCount: 2, starCount: 1)
    }
  }
}
