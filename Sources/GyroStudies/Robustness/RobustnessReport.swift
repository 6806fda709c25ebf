// SPDX-License-Identifier: GPL-3.0-or-later
// The results of a robustness run as values, from which files and pages are written.

package import GyroTables

/// The outcome of a complete run.
package struct RobustnessReport: Sendable {
  /// What was done.
  package let plan: RobustnessPlan
  /// Shifts and spreads.
  package let table: RobustnessTable
  /// The error budget.
  package let budget: ErrorBudget
  /// Held-out ages against every scale, for all and for the undisputed clusters.
  package let recovery: [RecoveryCheck]
  /// What is wrong with the data.
  package let findings: RobustnessFindings

  /// Reports a plan from its results; nil if a result is not there.
  package init?(_ plan: RobustnessPlan, result: (String) -> RobustnessResult?) {
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

  /// The shifts and spreads as a table, one row a variant and cluster.
  ///
  /// - Throws: ``GyroTables/TableError`` if it cannot be written.
  package func writeTable(to path: String) throws(TableError) {
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
