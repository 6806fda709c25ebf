// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a robustness report, with pictures where gnuplot is installed.

internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform
internal import GyroPlotting
package import GyroStudies

/// The files in which a complete robustness run is reported.
package enum RobustnessPages {
  /// What was written.
  package struct Outcome: Sendable {
    /// The error budget as text.
    package let summary: String
    /// Why there are no pictures, and what to do; nil if there are.
    package let note: String?
  }

  private static let pictures = ["shifts", "budget", "worst"]

  /// The names of the files in the folder of a report.
  package static var names: [String] {
    ["budget.json", "shifts.csv", "report.md", "report.html"]
      + pictures.map { $0 + (Gnuplot.isInstalled ? ".svg" : ".gp") }
  }

  /// Writes `budget.json`, `shifts.csv`, `report.md`, `report.html` and pictures into the folder of the results.
  ///
  /// - Parameters:
  ///   - plan: What was run.
  ///   - store: Its results.
  /// - Returns: The budget as text, and what the user should know.
  /// - Throws: ``GyroFiles/FileError`` if results are missing or a file cannot be written.
  package static func write(
    _ plan: RobustnessPlan, store: RobustnessStore
  ) throws -> Outcome {
    let folder = store.folder
    guard let report = RobustnessReport(plan, result: store.result) else {
      throw FileError(
        path: folder, problem: "lacks results of its plan", hint: "Run the command again")
    }
    guard let budget = BudgetResult(report) else {
      throw FileError(path: folder, problem: "has no cluster with an age")
    }
    let figures = figures(report)
    for (name, _, figure) in figures { try figure.check(for: "\(folder)/\(name).svg") }
    try budget.write(to: folder + "/budget.json")
    try report.writeTable(to: folder + "/shifts.csv")
    let document = RobustnessDocument.document(
      report, figures: try draw(figures, in: folder))
    try AtomicFile.write(Data(document.markdown.utf8), to: folder + "/report.md")
    try AtomicFile.write(Data(document.html.utf8), to: folder + "/report.html")
    return Outcome(
      summary: RobustnessDocument.summary(report),
      note: Gnuplot.isInstalled
        ? nil
        : "no pictures: gnuplot is not installed (apt-get install gnuplot-nox); their scripts "
          + "are in \(folder), to be run there by: gnuplot "
          + pictures.map { $0 + ".gp" }.joined(separator: " "))
  }

  private static func figures(
    _ report: RobustnessReport
  ) -> [(name: String, caption: ReportText, figure: Figure)] {
    let figures: [(caption: ReportText, figure: Figure)] = [
      (
        "Shift of each cluster's age by each variant and draw of the budget.",
        .shiftsBySuite(report)
      ),
      ("Error budget against age.", .budgetByAge(report)),
      ("The clusters with the largest errors, by part.", .worstClusters(report)),
    ]
    return zip(pictures, figures).map { ($0, $1.caption, $1.figure) }
  }

  /// The pictures, in files of their own; where gnuplot is not installed, their scripts.
  private static func draw(
    _ figures: [(name: String, caption: ReportText, figure: Figure)], in folder: String
  ) throws -> [ReportDocument.Block] {
    guard Gnuplot.isInstalled else {
      for (name, _, figure) in figures {
        try AtomicFile.write(
          Data(GnuplotScript(figure).text(.svg, output: "\(name).svg").utf8),
          to: "\(folder)/\(name).gp")
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
