// SPDX-License-Identifier: GPL-3.0-or-later
// Clusters and their members as rows of tables.

internal import GyroModel
internal import GyroPlatform
internal import GyroSampling
package import GyroTables

/// The tables of clusters: a row for each cluster, and a row for each star of one.
public enum ClusterColumns {
  /// A table with a row for each cluster.
  package static func clusters(
    _ clusters: [ClusterEstimate], manifest: ClusterManifest
  ) -> (schema: TableSchema, rows: TableChunk) {
    func age(_ name: String, _ meaning: String, _ value: (ClusterAge) -> Double?) -> TableColumn {
      TableColumn(
        ColumnDescription(
          name: name, type: .float64,
          unit: name.hasPrefix("age_") ? "Myr" : name.hasPrefix("log10_") ? "dex(Myr)" : unit(name),
          meaning: meaning), doubles: clusters.map { $0.age.flatMap(value) })
    }
    func log10Age(
      _ suffix: String, _ meaning: String, _ value: @escaping (AgeSummary) -> Double
    ) -> TableColumn {
      age("log10_age_myr_" + suffix, "log10 age, " + meaning) { value($0.summary) }
    }
    let columns = [
      TableColumn(
        ColumnDescription(name: "cluster", type: .text, meaning: "name"),
        texts: clusters.map(\.name)),
      count("stars_used", "stars whose periods were used", clusters.map(\.usedCount)),
      count("stars_given", "stars that were given", clusters.map(\.members.count)),
      log10Age("q025", "2.5 percent quantile") { $0.q025 },
      log10Age("q16", "16 percent quantile") { $0.q16 },
      log10Age("q50", "median") { $0.q50 },
      log10Age("q84", "84 percent quantile") { $0.q84 },
      log10Age("q975", "97.5 percent quantile") { $0.q975 },
      age("age_myr_q16", "age, 16 percent quantile") { pow(10, $0.summary.q16) },
      age("age_myr_q50", "age, median") { pow(10, $0.summary.q50) },
      age("age_myr_q84", "age, 84 percent quantile") { pow(10, $0.summary.q84) },
      age("statistical_dex", "error from the stars") { $0.budget.statistical },
      age("extinction_dex", "error from the zero point of extinction") { $0.budget.extinction },
      age("membership_dex", "error from memberships and outliers") { $0.budget.membership },
      age("calibration_dex", "error from the calibrators") { $0.budget.calibration },
      age("total_dex", "all errors") { $0.budget.total },
      age("log_likelihood_p", "chance of simulated periods to be less likely") {
        $0.predictive.logLikelihoodProbability
      },
      age("distribution_p", "chance of simulated periods to be distributed farther off") {
        $0.predictive.distributionProbability
      },
      age("rhat_max", "largest R-hat") { $0.diagnostics.convergence?.maximumRHat },
      age("ess_bulk_min", "least effective sample size of the bulk") {
        $0.diagnostics.convergence?.minimumBulkESS
      },
      age("ess_tail_min", "least effective sample size of the tails") {
        $0.diagnostics.convergence?.minimumTailESS
      },
      age("ebfmi_min", "least E-BFMI") { $0.diagnostics.convergence?.minimumEBFMI },
      TableColumn(
        ColumnDescription(name: "gyro_flags", type: .text, meaning: "warnings, joined by ;"),
        texts: clusters.map { $0.flags.map(\.rawValue).joined(separator: ";") }),
    ]
    return (
      TableSchema(columns: columns.map(\.description), metadata: manifest.tableMetadata),
      TableChunk(columns: columns)
    )
  }

  /// A table with a row for each star that was given.
  package static func members(
    _ clusters: [ClusterEstimate], manifest: ClusterManifest
  ) -> (schema: TableSchema, rows: TableChunk) {
    let rows = clusters.flatMap { cluster in cluster.members.map { (cluster.name, $0) } }
    func number(
      _ name: String, _ unit: String?, _ meaning: String, _ value: (ClusterMember) -> Double?
    ) -> TableColumn {
      TableColumn(
        ColumnDescription(name: name, type: .float64, unit: unit, meaning: meaning),
        doubles: rows.map { value($0.1) })
    }
    func text(_ name: String, _ meaning: String, _ values: [String?]) -> TableColumn {
      TableColumn(ColumnDescription(name: name, type: .text, meaning: meaning), texts: values)
    }
    let columns = [
      text("cluster", "name of the cluster", rows.map(\.0)),
      text("id", "name of the star", rows.map(\.1.id)),
      text("status", "used or unused", rows.map(\.1.status)),
      text("reason", "why it is not used", rows.map(\.1.reason?.message)),
      number("outlier_probability", nil, "chance to be no member, or of an odd period") {
        $0.outlierProbability
      },
      number("influence_dex", "dex", "mean log10 age with the star minus that without it") {
        $0.influence
      },
      number("predictive_cdf", nil, "predictive probability of a shorter period") {
        $0.probabilityBelow
      },
    ]
    return (
      TableSchema(columns: columns.map(\.description), metadata: manifest.tableMetadata),
      TableChunk(columns: columns)
    )
  }

  private static func unit(_ name: String) -> String? { name.hasSuffix("_dex") ? "dex" : nil }

  private static func count(_ name: String, _ meaning: String, _ values: [Int]) -> TableColumn {
    TableColumn(
      ColumnDescription(name: name, type: .int64, meaning: meaning),
      integers: values.map { Int64($0) })
  }
}
