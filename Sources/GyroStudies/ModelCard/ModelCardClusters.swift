// SPDX-License-Identifier: GPL-3.0-or-later
// The clusters that the pictures of a model card show, each at the age at which the model has it.

package import GyroCatalogs
internal import GyroPlatform
package import Gyrochronology

/// Clusters of the standard catalog for the pictures of a card.
package struct ModelCardClusters: Sendable {
  /// A cluster with its stars.
  package struct Cluster: Sendable {
    /// Its name and age, with a mark for one that was not trained on or has a learned age.
    package let title: String
    /// Its age, Myr.
    package let ageMyr: Double
    /// Dereddened BP-RP of its stars, mag, and their periods, d.
    package let bpRp0, periodsDays: [Double]
  }

  /// The clusters by age.
  package let clusters: [Cluster]
  /// What the ages are: the keys of the scales, and whether the model names the first.
  package let ageScales: String

  /// Chooses clusters.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - catalog: A standard catalog, of which the authors' choice of stars is shown.
  ///   - library: The names of the clusters, and the age scales.
  /// - Throws: ``GyroCatalogs/CatalogError`` if the library lacks a scale of ages.
  package init(
    _ model: LoadedModel, catalog: StandardCatalog, library: CatalogLibrary
  ) throws(CatalogError) {
    let origin = model.training?.origin
    let scale = try library.ageScale(origin?.ageScale, usually: .calibration)
    let learned = model.training?.learnedAgesMyr ?? [:]
    let external = try library.ageScale(nil, usually: .literature)
    let trained = model.training.map { Set($0.clusters) }
    let stars = catalog.selecting(.authorsChoice).stars.filter { $0.bpRp0 != nil }
    var found: [Cluster] = []
    for (key, members) in Dictionary(grouping: stars, by: \.cluster) {
      let stated = scale.age(cluster: key) ?? external.age(cluster: key)
      guard let ageMyr = learned[key] ?? stated?.ageMyr else { continue }
      let name = library.clusters.cluster(named: key)?.name ?? key
      let isForeign = trained.map { !$0.contains(key) } ?? false
      // Short, since there is little room above a panel.
      let mark = learned[key] != nil ? " *" : isForeign ? " †" : ""
      found.append(
        Cluster(
          title: "\(name), \(String(printf: "%.0f", ageMyr)) Myr\(mark)", ageMyr: ageMyr,
          bpRp0: members.compactMap(\.bpRp0), periodsDays: members.map(\.periodDays)))
    }
    ageScales =
      "scale \(scale.key)" + (origin == nil ? ", as the checkpoint names none" : "")
      + ", and \(external.key) where that has none"
    clusters = found.sorted { ($0.ageMyr, $0.title) < ($1.ageMyr, $1.title) }
  }

  /// How many stars there are.
  package var starCount: Int { clusters.reduce(0) { $0 + $1.bpRp0.count } }

  /// How many stars lie outside of ranges of color, mag, and period, d.
  package func starCount(
    outside colors: ClosedRange<Double>, _ periodsDays: ClosedRange<Double>
  ) -> Int {
    clusters.reduce(0) { sum, cluster in
      sum
        + zip(cluster.bpRp0, cluster.periodsDays).count {
          !colors.contains($0) || !periodsDays.contains($1)
        }
    }
  }
}
