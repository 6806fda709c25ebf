// SPDX-License-Identifier: GPL-3.0-or-later
// The report of a robustness run as a document, and its budget as text.

internal import GyroFiles
internal import GyroNumerics
internal import GyroPlatform
internal import Gyrochronology

/// What a complete run found, as a document.
package enum RobustnessDocument {
  private static func dex(_ value: Double?) -> ReportText { ReportText(words(value, "%.3f")) }
  private static func signed(_ value: Double?) -> ReportText { ReportText(words(value, "%+.3f")) }
  private static func percent(_ value: Double) -> ReportText {
    ReportText(String(printf: "%.0f %%", 100 * value))
  }
  /// What stands in place of the figure of a suite of which the catalog has nothing to try.
  private static let untried = "not tried"
  private static func suite(_ value: Double?) -> ReportText {
    value.map { dex($0) } ?? ReportText(untried)
  }
  private static func words(_ value: Double?, _ format: String) -> String {
    value.map { String(printf: format, $0) } ?? ""
  }

  /// The budget in a few lines for the terminal.
  package static func summary(_ report: RobustnessReport) -> String {
    let entries = report.budget.entries
    let disputed = entries.count - report.budget.undisputed.count
    let chosen = report.budget.undisputed.isEmpty ? entries : report.budget.undisputed
    var text = "Mean over \(chosen.count) cluster\(chosen.count == 1 ? "" : "s")"
    if disputed > 0, chosen.count < entries.count { text += ", \(disputed) disputed left out" }
    text += ", dex\n"
    for (part, value) in report.budget.means(chosen) {
      text +=
        "  " + part.padded(to: 14)
        + (value.map { words($0, "%.3f") } ?? untried) + "\n"
    }
    let left = RobustnessSuite.allCases.filter { !report.plan.suites.contains($0) }
    if !left.isEmpty {
      text +=
        "The total is of these suites alone; not run: \(left.map(\.key).joined(separator: ", "))\n"
    }
    return text
  }

  /// The document.
  ///
  /// - Parameters:
  ///   - report: What was found.
  ///   - figures: Its pictures; none where they could not be drawn.
  /// - Returns: The report.
  package static func document(
    _ report: RobustnessReport, figures: [ReportDocument.Block]
  ) -> ReportDocument {
    var document = ReportDocument(title: "Robustness of cluster ages")
    document.blocks = basis(report) + means(report) + figures + byCluster(report)
    document.blocks += recovery(report)
    document.blocks += findings(report) + variants(report) + missing(report)
    return document
  }

  private static func basis(_ report: RobustnessReport) -> [ReportDocument.Block] {
    let plan = report.plan
    let facts = plan.provenance
    let draws = plan.draws
    return [
      .paragraph(
        "Every figure is in dex of age. Each suite changes one assumption and does the inference "
          + "again. A figure is the root mean square shift over the variants of a source, or the "
          + "standard deviation over random draws; sources and suites add in quadrature. "
          + (plan.suites.contains { [.calibration, .training].contains($0) }
            ? "The suites calibration and training, and the statistical error, are of flows trained "
              + "without the cluster's fold (one in \(Set(plan.folds.values).count) clusters by age)."
            : "The total is of the suites below alone; calibration and training were not run.")),
      .paragraph(
        "Catalog \(facts["catalog"] ?? "") (sha256 \((facts["catalog_sha256"] ?? "").prefix(12))), "
          + "other catalog \(facts["other_catalog"] ?? ""), selection \(facts["selection"] ?? ""), "
          + "age scale \(plan.ageScale), model \(facts["model"] ?? "") (sha256 "
          + "\((facts["model_sha256"] ?? "").prefix(12))), \(facts["flows"] ?? "") flows a training, "
          + "seed \(facts["seed"] ?? ""); \(draws.ages) draws of the calibration ages, "
          + "\(draws.seeds) seeds, \(draws.bootstraps) bootstraps of stars and sets of clusters left out. gyro \(ProgramVersion.current)."
      ),
      .table(
        ["suite", "what is changed, what is done again"],
        plan.suites.map { [ReportText($0.key), ReportText($0.about)] }),
    ]
  }

  private static func means(_ report: RobustnessReport) -> [ReportDocument.Block] {
    let budget = report.budget
    let all = budget.means(budget.entries)
    let undisputed = Dictionary(
      uniqueKeysWithValues: budget.means(budget.undisputed).map { ($0.part, suite($0.dex)) })
    let paper = [
      "statistical": ErrorBudget.paper.statistical, "systematic": ErrorBudget.paper.systematic,
      "total": ErrorBudget.paper.total,
    ]
    return [
      .heading("Error budget"),
      .table(
        [
          "mean over clusters, dex", "\(budget.undisputed.count) undisputed",
          "all \(budget.entries.count)", "Van-Lane et al. (2025)",
        ],
        all.map { part, value in
          [ReportText(part), undisputed[part] ?? "", suite(value), dex(paper[part])]
        }),
    ]
  }

  private static func byCluster(_ report: RobustnessReport) -> [ReportDocument.Block] {
    let budget = report.budget
    let entries = budget.entries.sorted { $0.age.q50 < $1.age.q50 }
    let hasJoint = entries.contains { $0.joint != nil }
    return [
      .heading("Error budget by cluster"),
      .table(
        ["cluster", "stars", "log10 age/Myr", "literature", "statistical"]
          + budget.suites.map { ReportText($0.key) } + ["total"]
          + (hasJoint ? ["joint", "total with joint"] : []),
        entries.map { entry in
          [
            "\(entry.cluster.key)\(entry.cluster.isDisputed ? " (disputed)" : "")",
            "\(entry.age.starCount)", dex(entry.age.q50),
            dex(entry.cluster.ages.first?.log10AgeMyr), dex(entry.statistical),
          ] + budget.suites.map { suite(entry.systematic[$0]) } + [dex(entry.total)]
            + (hasJoint ? [dex(entry.joint), dex(entry.jointTotal)] : [])
        }),
    ]
  }

  private static func recovery(_ report: RobustnessReport) -> [ReportDocument.Block] {
    guard !report.recovery.isEmpty else { return [] }
    return [
      .heading("Held-out ages against the literature"),
      .paragraph(
        "Share of clusters whose literature age lies within one (68 %) and within 1.96 (95 %) "
          + "total errors of the age by flows that have not seen the cluster; in brackets with the "
          + "literature age's own error added in quadrature. Unexplained is what total and literature error "
          + "together lack for half of the clusters to lie within their 50 % interval."),
      .table(
        [
          "scale", "clusters", "count", "RMS", "median", "mean total", "68 %", "95 %",
          "statistical alone, 68 %", "unexplained",
        ],
        report.recovery.map { check in
          [
            "\(check.scale)", "\(check.clusters)", "\(check.count)", dex(check.rmsDex),
            dex(check.medianDex),
            dex(check.meanTotalDex),
            "\(percent(check.coverage68)) (\(percent(check.coverage68WithLiteratureError)))",
            "\(percent(check.coverage95)) (\(percent(check.coverage95WithLiteratureError)))",
            percent(check.statisticalCoverage68), dex(check.excessDex),
          ]
        }),
    ]
  }

  private static func findings(_ report: RobustnessReport) -> [ReportDocument.Block] {
    let findings = report.findings
    var rows: [[ReportText]] = []
    if let zeroPoint = findings.zeroPoint {
      rows.append([
        "extinction",
        ReportText(String(printf: "the clusters prefer E(BP-RP) %+.3f mag", zeroPoint)),
        "beyond \(RobustnessFindings.zeroPointLimit) mag",
        findings.isExtinctionFound ? "colors are off" : "nothing found",
      ])
    }
    if let deviations = findings.membershipDeviations {
      rows.append([
        "membership",
        ReportText(
          String(printf: "better than shuffled by %.1f standard deviations", deviations)),
        "below \(RobustnessFindings.membershipLimit)",
        findings.isMembershipFound ? "memberships tell nothing" : "nothing found",
      ])
    }
    if let clusters = findings.clustersAtOdds {
      let limit = RobustnessFindings.oddsLimit
      rows.append([
        "calibration",
        ReportText(clusters.isEmpty ? "no cluster at odds" : clusters.joined(separator: ", ")),
        "\(limit.deviations) robust deviations and \(limit.dex) dex",
        clusters.isEmpty ? "nothing found" : "\(clusters.count) at odds with their age",
      ])
    }
    guard !rows.isEmpty else { return [] }
    return [
      .heading("What the data say against themselves"),
      .table(["suite", "statistic", "found", "verdict"], rows),
    ]
  }

  private static func variants(_ report: RobustnessReport) -> [ReportDocument.Block] {
    var order: [RobustnessVariant] = []
    let rows = Dictionary(grouping: report.table.rows, by: \.variant)
    for row in report.table.rows where order.last != row.variant { order.append(row.variant) }
    return [
      .heading("Shifts and spreads by variant"),
      .table(
        [
          "suite, variant", "source", "clusters", "mean shift", "RMS shift", "mean spread",
          "largest shift",
        ],
        order.map { variant in
          let present = (rows[variant] ?? []).filter { $0.shiftDex != nil }
          let shifts = present.compactMap(\.shiftDex)
          let spreads = present.compactMap(\.spreadDex)
          let worst = present.max {
            (abs($0.shiftDex ?? 0), $1.cluster) < (abs($1.shiftDex ?? 0), $0.cluster)
          }
          return [
            "\(variant.suite?.key ?? ""): \(variant.name)"
              + (variant.statistic == .shown ? " (not in the budget)" : ""),
            "\(variant.source)", "\(present.count)", signed(Statistics.mean(shifts)),
            dex(Statistics.rootMeanSquare(shifts)), dex(Statistics.mean(spreads)),
            worst.map { "\($0.cluster) \(signed($0.shiftDex))" } ?? "",
          ]
        }),
    ]
  }

  /// What the catalog could not say.
  private static func missing(_ report: RobustnessReport) -> [ReportDocument.Block] {
    struct Gap: Hashable { let variant, reason: String }
    var clusters: [Gap: [String]] = [:]
    var order: [Gap] = []
    for row in report.table.rows {
      guard let reason = row.missing else { continue }
      let gap = Gap(
        variant: "\(row.variant.suite?.key ?? ""): \(row.variant.name)", reason: reason)
      if clusters[gap] == nil { order.append(gap) }
      clusters[gap, default: []].append(row.cluster)
    }
    let joint: [[ReportText]] =
      report.table.jointMissing.map { [["joint", "\($0)", "all"]] } ?? []
    let count = report.plan.clusters.count { $0.isOfOneAge }
    guard !order.isEmpty || !joint.isEmpty else { return [] }
    return [
      .heading("What could not be tried"),
      .table(
        ["suite, variant", "reason", "clusters"],
        joint
          + order.map { gap in
            let names = clusters[gap] ?? []
            return [
              "\(gap.variant)", "\(gap.reason)",
              ReportText(names.count == count ? "all" : names.joined(separator: ", ")),
            ]
          }),
    ]
  }
}
