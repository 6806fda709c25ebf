// SPDX-License-Identifier: GPL-3.0-or-later
// All that a robustness run has to say, as values: programs and pages are written from it.

public import Foundation
public import GyroTables
internal import Gyrochronology

/// The outcome of a complete run.
public struct RobustnessReport: Sendable {
  /// What was done.
  public let plan: RobustnessPlan
  /// Shifts and spreads.
  public let table: RobustnessTable
  /// The error budget.
  public let budget: ErrorBudget
  /// Held-out ages against every scale, for all and for the undisputed clusters.
  public let recovery: [RecoveryCheck]
  /// What is wrong with the data.
  public let findings: RobustnessFindings

  /// Reports a plan from its results; nil if a result is not there.
  public init?(_ plan: RobustnessPlan, result: (String) -> RobustnessResult?) {
    guard let table = RobustnessTable(plan, result: result) else { return nil }
    (self.plan, self.table) = (plan, table)
    budget = ErrorBudget(table, plan: plan)
    let (entries, undisputed) = (budget.entries, budget.undisputed)
    var scales: [String] = []
    for scale in plan.clusters.flatMap(\.ages).map(\.scale) where !scales.contains(scale) {
      scales.append(scale)
    }
    recovery = scales.flatMap { scale in
      [
        RecoveryCheck(undisputed, scale: scale, clusters: "undisputed"),
        RecoveryCheck(entries, scale: scale, clusters: "all"),
      ].compactMap { $0 }
    }
    findings = RobustnessFindings(table, budget: budget)
  }

  /// The budget as JSON.
  public func json() throws -> Data {
    func object(_ value: some Encodable) throws -> Any {
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
    }
    func parts(_ entries: [ErrorBudget.Entry]) -> [String: Any] {
      Dictionary(uniqueKeysWithValues: budget.means(entries).map { ($0.part, $0.dex) })
    }
    var top: [String: Any] = [
      "program": "gyrochrone \(ProgramVersion.current)", "provenance": plan.provenance,
      "age_scale": plan.ageScale, "suites": plan.suites.map(\.key),
      "clusters": budget.entries.map(Self.object), "mean": parts(budget.entries),
      "mean_undisputed": parts(budget.undisputed), "undisputed": budget.undisputed.count,
      "draws": try object(plan.draws), "recovery": try recovery.map(object),
      "findings": try object(findings),
      "variants": table.rows.map(Self.object),
    ]
    let paper = ErrorBudget.paper
    top["paper"] = [
      "statistical": paper.statistical, "systematic": paper.systematic, "total": paper.total,
    ]
    return try JSONSerialization.data(
      withJSONObject: top, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
      + Data("\n".utf8)
  }

  private static func object(_ entry: ErrorBudget.Entry) -> [String: Any] {
    var object: [String: Any] = [
      "cluster": entry.cluster.key, "stars": entry.age.starCount,
      "log10_age_myr_q16": entry.age.q16, "log10_age_myr_q50": entry.age.q50,
      "log10_age_myr_q84": entry.age.q84, "is_held_out": entry.isHeldOut,
      "is_disputed": entry.cluster.isDisputed, "is_calibrator": entry.cluster.isCalibrator,
      "statistical": entry.statistical, "systematic": entry.systematicTotal, "total": entry.total,
      "literature": Dictionary(
        uniqueKeysWithValues: entry.cluster.ages.map { age in
          (age.scale, ["log10_age_myr": age.log10AgeMyr, "sigma_dex": age.sigmaDex])
        }),
      "sources": Dictionary(
        uniqueKeysWithValues: entry.sources.map { suite, sources in
          (
            suite.key,
            Dictionary(uniqueKeysWithValues: sources.map { ($0.name, $0.dex) })
          )
        }),
    ]
    for (suite, dex) in entry.systematic { object[suite.key] = dex }
    object["joint"] = entry.joint
    object["joint_total"] = entry.jointTotal
    return object
  }

  private static func object(_ row: RobustnessTable.Row) -> [String: Any] {
    var object: [String: Any] = [
      "suite": row.variant.suite?.key ?? "", "source": row.variant.source,
      "variant": row.variant.name, "cluster": row.cluster, "draws": row.log10AgesMyr.count,
      "statistic": row.variant.statistic.rawValue,
    ]
    object["shift_dex"] = row.shiftDex
    object["spread_dex"] = row.spreadDex
    object["missing"] = row.missing
    return object
  }

  /// The shifts and spreads as a table, one row a variant and cluster.
  ///
  /// - Throws: ``GyroTables/TableError`` if it cannot be written.
  public func writeTable(to path: String) throws(TableError) {
    func column(
      _ name: String, unit: String? = nil, _ meaning: String,
      _ value: (RobustnessTable.Row) -> Double?
    ) -> TableColumn {
      TableColumn(
        ColumnDescription(name: name, type: .float64, unit: unit, meaning: meaning),
        doubles: table.rows.map(value))
    }
    func text(
      _ name: String, _ meaning: String, _ value: (RobustnessTable.Row) -> String?
    ) -> TableColumn {
      TableColumn(
        ColumnDescription(name: name, type: .text, meaning: meaning), texts: table.rows.map(value))
    }
    let columns = [
      text("suite", "Suite") { $0.variant.suite?.key },
      text("source", "Source of error within the suite") { $0.variant.source },
      text("variant", "What was changed") { $0.variant.name },
      text("cluster", "Cluster") { $0.cluster },
      TableColumn(
        ColumnDescription(name: "draws", type: .int64, meaning: "Draws"),
        integers: table.rows.map { Int64($0.log10AgesMyr.count) }),
      column("shift_dex", unit: "dex", "Mean age of the draws minus that of the reference") {
        $0.shiftDex
      },
      column("spread_dex", unit: "dex", "Standard deviation over the draws") { $0.spreadDex },
      text("statistic", "How it enters the budget") { $0.variant.statistic.rawValue },
      text("missing", "Why there is no age") { $0.missing },
    ]
    var writer = try createTable(
      path: path, schema: TableSchema(columns: columns.map(\.description)))
    try writer.append(TableChunk(columns: columns))
    try writer.finish()
  }
}
