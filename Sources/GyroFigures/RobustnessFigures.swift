// SPDX-License-Identifier: GPL-3.0-or-later
// The error budget of cluster ages as three pictures.

internal import GyroPlatform
package import GyroPlotting
package import GyroStudies
internal import Gyrochronology

extension Figure {
  /// How far each suite shifts each cluster, one row of points per suite.
  ///
  /// - Parameter report: A complete run.
  /// - Returns: The figure.
  package static func shiftsBySuite(_ report: RobustnessReport) -> Figure {
    let suites = report.plan.suites
    var names: [Double: String] = [:]
    var layers: [any Mark] = [Rule(x: 0, color: .gray, dash: .dashed)]
    // Every shift is inside, and the smallest axis still shows what matters to an age.
    var largest = 0.05
    for (index, suite) in suites.enumerated() {
      // The first suite is at the top.
      let row = Double(suites.count - index)
      names[row] = indented(suite.key)
      let shifts = report.table.rows.filter {
        $0.variant.suite == suite && $0.variant.statistic != .shown
      }.flatMap { variant in variant.log10AgesMyr.map { $0 - variant.referenceLog10AgeMyr } }
      largest = shifts.reduce(largest) { max($0, abs($1)) }
      // Spread over the height of the row in a fixed pattern, so that points do not hide each other.
      let heights = shifts.indices.map { row + 0.5 * (Double($0 * 37 % 101) / 101 - 0.5) }
      layers.append(
        Points(
          x: shifts, y: heights, color: FigureColor.series(index).opacity(0.5), size: 2))
    }
    return Figure(
      Panel(
        x: Axis("Shift of the age (dex)", range: AxisRange(-1.05 * largest, 1.05 * largest)),
        y: Axis(nil, range: 0.3...(Double(max(1, suites.count)) + 0.7), names: names),
        layers: layers),
      width: pageWidth, height: 95, provenance: provenance(report))
  }

  /// Statistical, systematic and total error of each cluster against its age.
  ///
  /// - Parameter report: A complete run.
  /// - Returns: The figure.
  package static func budgetByAge(_ report: RobustnessReport) -> Figure {
    let entries = report.budget.entries.sorted { $0.age.q50 < $1.age.q50 }
    let ages = entries.map { pow(10, $0.age.q50) }
    func points(
      _ color: FigureColor, _ marker: Marker, _ label: FigureText,
      _ value: (ErrorBudget.Entry) -> Double
    ) -> Points {
      Points(x: ages, y: entries.map(value), color: color, marker: marker, label: label)
    }
    return Figure(
      Panel(
        x: .log(.ageMyr), y: .log("Error of the age (dex)"), legend: .above,
        layers: [
          Rule(
            y: ErrorBudget.paper.total, color: .gray, dash: .dashed,
            label: "Van-Lane et al. (2025), total"),
          points(.sky, .circle, "statistical") { $0.statistical },
          points(.orange, .square, "systematic") { $0.systematicTotal },
          points(.black, .disk, "total") { $0.total },
        ]),
      width: pageWidth, height: 95, provenance: provenance(report))
  }

  /// The parts of the error of the clusters with the largest totals.
  ///
  /// - Parameters:
  ///   - report: A complete run.
  ///   - count: How many clusters to show.
  /// - Returns: The figure.
  package static func worstClusters(_ report: RobustnessReport, count: Int = 12) -> Figure {
    let worst = report.budget.entries.sorted {
      ($1.total, $0.cluster.key) < ($0.total, $1.cluster.key)
    }.prefix(count)
    var names: [Double: String] = [:]
    for (index, entry) in worst.enumerated() {
      names[Double(worst.count - index)] = indented(entry.cluster.key)
    }
    let rows = worst.indices.map { Double(worst.count - $0) }
    var layers: [any Mark] = [
      Points(
        x: worst.map(\.total), y: rows, color: .black, marker: .diamond, size: 5, label: "total"),
      Points(
        x: worst.map(\.statistical), y: rows, color: .gray, marker: .circle, label: "statistical"),
    ]
    let markers: [Marker] = [.disk, .square, .triangle, .cross]
    for (index, suite) in report.plan.suites.enumerated() {
      let present = zip(worst, rows).compactMap { entry, row in
        entry.systematic[suite].map { (dex: $0, row: row) }
      }
      guard !present.isEmpty else { continue }
      layers.append(
        Points(
          x: present.map(\.dex), y: present.map(\.row), color: .series(index),
          marker: markers[index / FigureColor.series.count % markers.count],
          label: FigureText(suite.key)))
    }
    return Figure(
      Panel(
        x: Axis("Error of the age (dex)"),
        y: Axis(nil, range: 0.3...(Double(max(1, worst.count)) + 0.7), names: names),
        legend: .above, layers: layers),
      width: pageWidth, height: 110, provenance: provenance(report))
  }

  /// A name with room before it, for fonts that are wider than the layout takes them for.
  private static func indented(_ name: String) -> String { "  " + name }

  private static func provenance(_ report: RobustnessReport) -> String {
    let facts = report.plan.provenance
    return "gyro \(ProgramVersion.current), \(facts["catalog"] ?? ""), "
      + "model \(facts["model"] ?? "") \((facts["model_sha256"] ?? "").prefix(12)), "
      + "seed \(facts["seed"] ?? "")"
  }
}
