// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of clusters beside their fiducial ages, as tables and metrics.

internal import Foundation
internal import GyroCatalogs
internal import GyroFiles

/// The tables of ``CatalogClusterSuite``.
struct ClusterComparison {
  private var header: [String] {
    [
      "cluster", "stars", "age, Myr (68 %)", "statistical", "extinction", "membership",
      "total, dex",
      "fiducial, Myr", "minus fiducial, dex", otherScale.key, "minus it, dex",
      "R-hat, bulk and tail ESS", "smallest predictive p", "flags",
    ]
  }
  /// 68 and 95 % of a Gaussian lie within so many standard deviations.
  private static let factors = [0.994458, 1.959964]

  private let settings: CatalogClusterSuite
  private let list: ClusterList
  private let scale, otherScale: AgeScale
  /// The held-out ages, three seeds of each cluster.
  private let heldOut: [JSONValue]
  /// The mean of a cluster's stars, dex of Myr: subgroups have ages of their own.
  private let fiducials: [String: Double]

  init(_ settings: CatalogClusterSuite, _ context: CaseContext) throws {
    let library = try CatalogLibrary(folder: context.catalogs)
    (self.settings, list) = (settings, library.clusters)
    scale = try library.ageScale(settings.ageScale)
    otherScale = try library.ageScale(settings.otherAgeScale)
    heldOut = try JSONValue.decode(JSONValue.self, at: context.results + "/heldout.json")
      .list(at: "clusters")
    let pairs = heldOut.compactMap { entry in
      entry.number(at: "calibration_log10_age_myr").map { (entry.text(at: "cluster"), $0) }
    }
    fiducials = Dictionary(pairs) { first, _ in first }
  }

  private func key(_ cluster: DatedCluster) -> String {
    list.cluster(named: cluster.name)?.key ?? cluster.name
  }

  private func isDisputed(_ key: String) -> Bool { scale.disputedClusters.contains(key) }

  /// Three digits, without an exponent.
  private func shown(_ value: Double) -> String {
    String(format: value < 100 ? "%.3g" : "%.0f", value)
  }

  private func row(_ cluster: DatedCluster) -> [String] {
    let key = key(cluster)
    func part(_ name: String) -> String {
      String(format: "%.3f", cluster.value.number(at: "budget_dex/\(name)") ?? .nan)
    }
    let other = otherScale.age(cluster: key)
    let fiducial = fiducials[key]
    let smallest =
      ["log_likelihood_p", "distribution_p"]
      .compactMap { cluster.value.number(at: "predictive/\($0)") }.min() ?? .nan
    let flags = cluster.value.list(at: "flags").map { flag in
      if case .text(let text) = flag { text } else { "" }
    }
    return [
      cluster.name + (isDisputed(key) ? " (disputed)" : ""), "\(cluster.starCount)",
      "\(shown(pow(10, cluster.q50))) (\(shown(pow(10, cluster.q16)))–\(shown(pow(10, cluster.q84))))",
      part("statistical"), part("extinction"), part("membership"), part("total"),
      fiducial.map { shown(pow(10, $0)) } ?? "",
      fiducial.map { String(format: "%+.3f", cluster.q50 - $0) } ?? "",
      other.map { String(format: "%.0f", $0.ageMyr) } ?? "",
      other.map { String(format: "%+.3f", cluster.q50 - $0.log10AgeMyr) } ?? "",
      String(
        format: "%.3f, %.0f, %.0f", cluster.maximumRHat, cluster.bulkESS, cluster.tailESS),
      String(format: "%.3f", smallest), flags.joined(separator: ", "),
    ]
  }

  /// A row per cluster.
  func rows(_ clusters: [DatedCluster]) -> String {
    markdownTable(header, clusters.map(row))
  }

  /// All ages, and how many lie within one total error of the fiducial one.
  func ages(_ run: CatalogClusterSuite.Run) -> (text: String, metrics: [String: Double]) {
    let clusters = run.clusters.sorted { $0.q50 < $1.q50 }
    let offsets = clusters.compactMap { cluster -> (offset: Double, total: Double)? in
      let key = key(cluster)
      guard !isDisputed(key), let fiducial = fiducials[key] else { return nil }
      return (cluster.q50 - fiducial, cluster.total)
    }
    let within = offsets.count { abs($0.offset) <= $0.total }
    let scatter =
      (offsets.reduce(0) { $0 + $1.offset * $1.offset } / Double(offsets.count)).squareRoot()
    let converged = clusters.count(where: \.isConverged)
    let document = run.document
    let tableError =
      clusters.compactMap { $0.value.number(at: "diagnostics/table_error_nat") }.max() ?? .nan
    let head =
      "Model sha256 \(document.text(at: "provenance/model_sha256").prefix(12))…, "
      + String(
        format: "%.0f chains of %.0f + %.0f draws.\n\n",
        document.number(at: "provenance/chains") ?? .nan,
        document.number(at: "provenance/warmup") ?? .nan,
        document.number(at: "provenance/draws") ?? .nan)
    let closing = String(
      format:
        "\n%d of %d converged; R-hat at most %.3f, bulk ESS at least %.0f, tail ESS at least %.0f; "
        + "the tabulation is off by at most %.3f nat. Of the %d undisputed clusters %d have their fiducial age "
        + "within one total error, in sample; the scatter is %.3f dex.\n",
      converged, clusters.count, clusters.map(\.maximumRHat).max() ?? .nan,
      clusters.map(\.bulkESS).min() ?? .nan, clusters.map(\.tailESS).min() ?? .nan, tableError,
      offsets.count, within, scatter)
    return (
      head + rows(clusters) + closing,
      [
        "clusters": Double(clusters.count), "converged": Double(converged),
        "undisputed": Double(offsets.count),
        "undisputed within one total error": Double(within), "scatter, dex": scatter,
      ]
    )
  }

  /// Held-out medians with the total errors of the sampled posteriors.
  func coverage(_ run: CatalogClusterSuite.Run) -> (text: String, metrics: [String: Double]) {
    let totals = Dictionary(run.clusters.map { (key($0), $0.total) }) { first, _ in first }
    let entries = heldOut.compactMap {
      entry -> (cluster: String, offset: Double, total: Double, own: Double)? in
      let cluster = entry.text(at: "cluster")
      guard let offset = entry.number(at: "offset_dex"), let total = totals[cluster] else {
        return nil
      }
      // A cluster of subgroups has no age of its own on the scale, and no error.
      return (cluster, offset, total, scale.age(cluster: cluster)?.log10AgeMyrSigma ?? 0)
    }
    let groups: [(String, (String) -> Bool)] = [
      ("all", { _ in true }), ("undisputed", { !isDisputed($0) }),
      (
        "undisputed between the ends of the age range",
        { !isDisputed($0) && !settings.ends.contains($0) }
      ),
    ]
    var metrics: [String: Double] = [:]
    let rows = groups.map { label, isWanted in
      let chosen = entries.filter { isWanted($0.cluster) }
      let shares = [false, true].flatMap { hasOwn in
        Self.factors.map { factor in
          Double(chosen.count { abs($0.offset) <= factor * hypot($0.total, hasOwn ? $0.own : 0) })
            / Double(chosen.count)
        }
      }
      for (name, share) in zip(
        ["68 %", "95 %", "68 %, own errors", "95 %, own errors"], shares)
      { metrics["held out, \(label): \(name)"] = share }
      return ["\(label) (\(Set(chosen.map(\.cluster)).count))"]
        + shares.map { String(format: "%.0f %%", 100 * $0) }
    }
    return (
      markdownTable(
        [
          "clusters", "68 % interval", "95 % interval", "68 %, with the fiducial age's own error",
          "95 %",
        ], rows), metrics
    )
  }

  func jointMetrics(_ run: CatalogClusterSuite.Run) -> [String: Double] {
    [
      "joint: R-hat": run.clusters.first?.maximumRHat ?? .nan,
      "joint: bulk ESS": run.clusters.first?.bulkESS ?? .nan,
      "joint: wall, s": run.cost.wallSeconds,
    ]
  }

  /// The scales that the clusters share, and how far the ages move.
  func joint(_ joint: CatalogClusterSuite.Run, _ each: CatalogClusterSuite.Run) -> String {
    let alone = Dictionary(each.clusters.map { ($0.name, $0.q50) }) { first, _ in first }
    let shifts = joint.clusters.compactMap { cluster in
      alone[cluster.name].map { (cluster.name, cluster.q50 - $0) }
    }
    let widest = shifts.max { abs($0.1) < abs($1.1) } ?? ("none", .nan)
    let document = joint.document
    let rows = [
      ("zero point of E(BP-RP), mag", "zero_point_sigma_mag"),
      ("shift of the membership log-odds", "membership_shift_sigma"),
    ].map { label, name in
      [label]
        + ["q50", "q16", "q84"].map {
          String(
            format: "%.3f", document.number(at: "shared_parameters/\(name)/\($0)") ?? .nan)
        } + [String(format: "half-normal, %g", document.number(at: "provenance/\(name)") ?? .nan)]
    }
    guard let first = joint.clusters.first else { return "" }
    return String(
      format: "%@: R-hat at most %.3f, bulk ESS at least %.0f, tail ESS %.0f, %.0f divergences. "
        + "Against the clusters alone the ages move by at most %+.3f dex (%@).\n\n",
      first.isConverged ? "Converged" : "NOT converged", first.maximumRHat, first.bulkESS,
      first.tailESS, first.value.number(at: "diagnostics/divergences") ?? .nan, widest.1, widest.0)
      + markdownTable(["scale", "median", "16 %", "84 %", "prior"], rows)
  }

  /// The committed record: each cluster without its stars, and the joint run.
  func document(
    _ each: CatalogClusterSuite.Run, _ joint: CatalogClusterSuite.Run
  ) -> JSONValue {
    guard case .object(var kept) = each.document else { return each.document }
    kept["clusters"] = .list(
      each.clusters.map { cluster in
        guard case .object(var members) = cluster.value else { return cluster.value }
        members["members"] = nil
        members["fiducial_log10_age_myr"] = fiducials[key(cluster)].map { .number($0) }
        return .object(members)
      })
    kept["joint"] = .object([
      "shared_parameters": joint.document.value(at: "shared_parameters") ?? .null,
      "diagnostics": joint.clusters.first?.value.value(at: "diagnostics") ?? .null,
      "log10_age_myr": .object(
        Dictionary(
          joint.clusters.map { ($0.name, $0.value.value(at: "log10_age_myr") ?? .null) }
        ) { first, _ in first }),
    ])
    return JSONValue.object(kept).rounded(places: 4)
  }
}
