// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a robustness report, with pictures where gnuplot is installed.

internal import Foundation
internal import GyroFigures
internal import GyroFiles
internal import GyroPlotting
internal import GyroStudies
internal import Gyrochronology

/// Writes what a complete run found.
enum RobustnessPages {
  /// Declares the files of a report.
  static func declare(in files: inout FileRoles, folder: String) {
    let pictures = ["shifts", "budget", "worst"].map {
      $0 + (Gnuplot.isInstalled ? ".svg" : ".gp")
    }
    for name in ["budget.json", "shifts.csv", "report.md", "report.html"] + pictures {
      files.writes("\(folder)/\(name)", "the report's \(name)")
    }
  }

  /// Writes `budget.json`, `shifts.csv`, `report.md`, `report.html` and pictures, and prints the budget.
  static func write(_ plan: RobustnessPlan, store: RobustnessStore, isQuiet: Bool) throws {
    guard let report = RobustnessReport(plan, result: store.result) else {
      throw FileError(
        path: store.folder, problem: "lacks results of its plan", hint: "Run the command again")
    }
    guard let budget = BudgetResult(report) else {
      throw FileError(path: store.folder, problem: "has no cluster with an age")
    }
    try budget.write(to: store.folder + "/budget.json")
    try report.writeTable(to: store.folder + "/shifts.csv")
    let document = RobustnessDocument.document(
      report, figures: try figures(report, in: store.folder, isQuiet: isQuiet))
    try AtomicFile.write(Data(document.markdown.utf8), to: store.folder + "/report.md")
    try AtomicFile.write(Data(document.html.utf8), to: store.folder + "/report.html")
    try TextOutput.write(RobustnessDocument.summary(report))
  }

  /// The pictures, in files of their own; where gnuplot is not installed, their scripts.
  private static func figures(
    _ report: RobustnessReport, in folder: String, isQuiet: Bool
  ) throws -> [ReportDocument.Block] {
    let figures: [(name: String, caption: ReportText, figure: Figure)] = [
      (
        "shifts", "Shift of each cluster's age by each variant and draw of the budget.",
        .shiftsBySuite(report)
      ),
      ("budget", "Error budget against age.", .budgetByAge(report)),
      ("worst", "The clusters with the largest errors, by part.", .worstClusters(report)),
    ]
    for (name, _, figure) in figures { try figure.check(for: "\(folder)/\(name).svg") }
    guard Gnuplot.isInstalled else {
      for (name, _, figure) in figures {
        try AtomicFile.write(
          Data(GnuplotScript(figure).text(.svg, output: "\(name).svg").utf8),
          to: "\(folder)/\(name).gp")
      }
      if !isQuiet {
        StandardError.say(
          "no pictures: gnuplot is not installed (apt-get install gnuplot-nox); their scripts "
            + "are in \(folder), to be run there by: gnuplot "
            + figures.map { "\($0.name).gp" }.joined(separator: " "))
      }
      return []
    }
    return try figures.map { name, caption, figure in
      let path = "\(folder)/\(name).svg"
      try Gnuplot.draw(GnuplotScript(figure), as: .svg, to: path)
      let svg = try FileContents.regular(path, limit: 1 << 26) ?? []
      return .figure(
        path: "\(name).svg", caption: caption, svg: String(decoding: svg, as: UTF8.self))
    }
  }
}
