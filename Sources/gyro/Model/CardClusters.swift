// SPDX-License-Identifier: GPL-3.0-or-later
// The clusters that the pictures of a model card show, each at the age at which the model has it.

internal import Foundation
internal import GyroCatalogs
internal import GyroFigures
internal import GyroFlows
internal import GyroModel
internal import GyroPlotting
internal import Gyrochronology

/// Clusters of the standard catalog for the pictures of a card.
struct CardClusters {
  /// The clusters by age.
  let clusters: [Figure.DensityCluster]
  /// Stars of the selection, and how many of them lie outside the panels.
  let starCount, outsideCount: Int
  /// The scale of the ages of those that were not trained on.
  static let externalScale = "bouma-2023"

  /// The ages at which disputed clusters took part, Myr; empty if none is recorded.
  static func learnedAges(_ model: LoadedModel) -> [String: Double] {
    let text = model.rotation.checkpoint.notes["training.learned_ages_myr"] ?? ""
    var ages: [String: Double] = [:]
    for entry in text.split(separator: ",") {
      let words = entry.split(separator: " ")
      if words.count == 2, let age = Double(words[1]) { ages[String(words[0])] = age }
    }
    return ages
  }

  /// Chooses clusters.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - catalog: A standard catalog, of which the authors' choice of stars is shown.
  ///   - library: The names of the clusters, and the age scales.
  ///   - scale: The scale of the model's calibrators.
  /// - Throws: ``GyroCatalogs/CatalogError`` if the library lacks the scale of the other clusters.
  init(
    _ model: LoadedModel, catalog: StandardCatalog, library: CatalogLibrary, scale: AgeScale
  ) throws {
    let learned = Self.learnedAges(model)
    let external = try library.ageScale(Self.externalScale)
    let trained = model.rotation.checkpoint.notes["training.clusters"].map { text in
      Set(text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    }
    let stars = catalog.selecting(.authorsChoice).stars.filter { $0.bpRp0 != nil }
    var found: [Figure.DensityCluster] = []
    for (key, members) in Dictionary(grouping: stars, by: \.cluster) {
      let stated = scale.age(cluster: key) ?? external.age(cluster: key)
      guard let ageMyr = learned[key] ?? stated?.ageMyr else { continue }
      let name = library.clusters.cluster(named: key)?.name ?? key
      let isForeign = trained.map { !$0.contains(key) } ?? false
      // Short, since there is little room above a panel.
      let remark = learned[key] != nil ? " *" : isForeign ? " †" : ""
      found.append(
        Figure.DensityCluster(
          title: "\(name), \(String(format: "%.0f", ageMyr)) Myr\(remark)", ageMyr: ageMyr,
          bpRp0: members.compactMap(\.bpRp0), periodsDays: members.map(\.periodDays)))
    }
    clusters = found.sorted { ($0.ageMyr, $0.title) < ($1.ageMyr, $1.title) }
    starCount = clusters.reduce(0) { $0 + $1.bpRp0.count }
    outsideCount = clusters.reduce(0) { sum, cluster in
      sum
        + zip(cluster.bpRp0, cluster.periodsDays).count {
          !Figure.densityColors.contains($0) || !Figure.densityPeriods.contains($1)
        }
    }
  }
}
