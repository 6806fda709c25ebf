// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of the clusters of the ChronoFlow table one by one and jointly, and of the external ones, by whole runs of `gyro cluster`.

internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroNumerics

/// Ages with all errors beside those of two scales, convergence, and what the runs took.
struct CatalogClusterSuite: Suite {
  static let kind = "catalogClusters"

  /// The key of the table in the folder of catalogs.
  let source: String
  /// The scale of the fiducial ages, and the one that is shown beside it.
  let ageScale, otherAgeScale: String
  /// The cluster that is timed alone, and those that no model is trained on.
  let timed: String
  let external: [String]
  /// Disputed or not, clusters at the ends of the age range.
  let ends: [String]

  var isSlow: Bool { true }

  /// A run of `gyro cluster`.
  struct Run {
    let document: JSONValue
    let cost: MeasuredRun

    /// The clusters of a run, whether it was of one or of several.
    var clusters: [DatedCluster] {
      (document.value(at: "clusters") == nil ? [document] : document.list(at: "clusters"))
        .compactMap(DatedCluster.init)
    }
  }

  func measure(_ context: CaseContext) throws -> Outcome {
    func run(_ arguments: [String]) throws -> Run {
      let cost = try MeasuredRun(
        ["cluster", "--format", "json", "--quiet"] + arguments, context, allowed: [0, 2])
      let document = try JSONDecoder().decode(
        JSONValue.self, from: Data(cost.standardOutput.utf8))
      return Run(document: document, cost: cost)
    }
    let alone = try run(["--catalog", timed, "--source", source])
    let each = try run(["--catalog", "all", "--source", source])
    let joint = try run(["--catalog", "all", "--source", source, "--joint"])
    let others = try external.map { try run(["--catalog", $0]) }
    let tables = try ClusterComparison(self, context)
    let ages = tables.ages(each)
    let coverage = tables.coverage(each)
    return Outcome(
      metrics: ages.metrics.merging(coverage.metrics) { first, _ in first }
        .merging(tables.jointMetrics(joint)) { first, _ in first },
      tables: [
        "ages": ages.text, "external": tables.rows(others.flatMap(\.clusters)),
        "coverage": coverage.text, "joint": tables.joint(joint, each),
        "times": times(alone, each, joint),
      ], files: ["clusters.json": tables.document(each, joint)])
  }

  private func times(_ alone: Run, _ each: Run, _ joint: Run) -> String {
    let rows = [
      (
        "\(timed), \(alone.clusters.first?.starCount ?? 0) stars, bulk ESS "
          + String(format: "%.0f", alone.clusters.first?.bulkESS ?? .nan), alone.cost
      ),
      (
        "\(each.clusters.count) clusters one by one, bulk ESS at least "
          + String(format: "%.0f", each.clusters.map(\.bulkESS).min() ?? .nan), each.cost
      ),
      (
        "\(joint.clusters.count) clusters together, bulk ESS "
          + String(format: "%.0f", joint.clusters.first?.bulkESS ?? .nan), joint.cost
      ),
    ].map { what, cost in
      [
        what, String(format: "%.1f s", cost.wallSeconds),
        String(format: "%.1f s", cost.processorSeconds),
        String(format: "%.0f MB", cost.residentMegabytes),
      ]
    }
    return markdownTable(["what", "wall", "processor", "peak memory"], rows)
      + "\n\(ProcessInfo.processInfo.activeProcessorCount) processors.\n"
  }
}

/// A cluster in the output of `gyro cluster --format json`.
struct DatedCluster {
  let name: String
  let value: JSONValue
  let starCount: Int
  /// Quantiles of log10 age, dex of Myr.
  let q16, q50, q84: Double
  /// The total error, dex.
  let total: Double
  let maximumRHat, bulkESS, tailESS: Double
  let isConverged: Bool

  /// Nil for a cluster without an age.
  init?(_ value: JSONValue) {
    guard let q16 = value.number(at: "log10_age_myr/q16"),
      let q50 = value.number(at: "log10_age_myr/q50"),
      let q84 = value.number(at: "log10_age_myr/q84"),
      let total = value.number(at: "budget_dex/total"),
      let starCount = value.number(at: "stars_used")
    else { return nil }
    (name, self.value, self.starCount) = (
      value.text(at: "cluster"), value, Int(clamping: starCount)
    )
    (self.q16, self.q50, self.q84, self.total) = (q16, q50, q84, total)
    maximumRHat = value.number(at: "diagnostics/rhat_max") ?? .nan
    bulkESS = value.number(at: "diagnostics/ess_bulk_min") ?? .nan
    tailESS = value.number(at: "diagnostics/ess_tail_min") ?? .nan
    if case .flag(true)? = value.value(at: "diagnostics/converged") {
      isConverged = true
    } else {
      isConverged = false
    }
  }
}

/// A table in Markdown.
func markdownTable(_ header: [String], _ rows: [[String]]) -> String {
  ([header] + [header.map { _ in "---" }] + rows)
    .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
}
