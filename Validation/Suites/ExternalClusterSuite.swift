// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of clusters that no model is trained on.

internal import Foundation
internal import GyroCatalogs
internal import GyroStudies
internal import Gyrochronology

/// For each cluster, by its key: log10 of our age minus that of the literature, dex.
struct ExternalClusterSuite: Suite {
  static let kind = "clusters"

  /// The scale of the literature ages.
  let ageScale: String
  let checks: [Check]

  func measure(_ context: CaseContext) throws -> Outcome {
    let library = try CatalogLibrary(folder: context.catalogs)
    let catalog = try StandardCatalog(path: context.catalogs + "/rotators.ecsv")
    let input = RobustnessInput(
      stars: catalog.stars, selection: .authorsChoice, calibrators: [],
      clusters: library.clusters, ageScales: [try library.ageScale(ageScale)],
      model: try LoadedModel())
    let report = try context.robustnessReport(input, suites: [], only: checks.map(\.metric))
    var metrics: [String: Double] = [:]
    for entry in report.budget.entries {
      guard let literature = entry.cluster.ages.first else { continue }
      metrics[entry.cluster.key] = entry.age.q50 - literature.log10AgeMyr
    }
    return Outcome(metrics: metrics)
  }
}
